import { Group, Stack } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { useHasPermissionEverywhere } from '../graphql/use-has-permission.ts'
import { ActivityLog } from '../parts/activity/activity-log.tsx'
import { ExportButtons } from '../parts/activity/export-buttons.tsx'
import { readFilter } from '../parts/activity/filter.ts'
import { FilterBar } from '../parts/activity/filter-bar.tsx'
import { useVerification, VerificationResult, VerifyButton } from '../parts/activity/verify.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { t } from '../texts/texts.ts'

/** The audit log, as far as the person may see it, newest first. */
export default function ActivityPage() {
  const [params] = useSearchParams()
  const filter = readFilter(params)
  const canVerify = useHasPermissionEverywhere('audit.read')
  const verification = useVerification()
  return (
    <>
      <PageTitle
        aside={
          <Group gap="sm" align="start">
            <ExportButtons filter={filter} />
            {canVerify && <VerifyButton state={verification} />}
          </Group>
        }
      >
        {t('activity.title')}
      </PageTitle>
      <Stack gap="lg">
        <VerificationResult state={verification} />
        <FilterBar />
      </Stack>
      <ActivityLog filter={filter} />
    </>
  )
}
