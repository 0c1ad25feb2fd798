import { Group, Text } from '@mantine/core'
import { useQuery } from 'urql'
import { formatTimeOfSecond } from '../format/date.ts'
import { graphql } from '../graphql/tada.ts'
import { Forbidden } from '../parts/access/forbidden.tsx'
import { useOnTabVisible } from '../parts/activity/use-on-tab-visible.ts'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { ServerButton } from '../parts/server-button.tsx'
import { AuditCard } from '../parts/system/audit-card.tsx'
import { CleanupCard } from '../parts/system/cleanup-card.tsx'
import { ErrorsCard } from '../parts/system/errors-card.tsx'
import { Problems } from '../parts/system/problems.tsx'
import { ProcessesCard } from '../parts/system/processes-card.tsx'
import { QueuesCard } from '../parts/system/queues-card.tsx'
import { ServicesCard } from '../parts/system/services-card.tsx'
import { dryRunActions, SystemStatusFields } from '../parts/system/system.ts'
import { WorkCard } from '../parts/system/work-card.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { t } from '../texts/texts.ts'
import { SyncIcon } from '../theme/icons.tsx'
import classes from './system.module.css'

const SystemQuery = graphql(
  `
    query System {
      systemStatus {
        checkedAt
        ...SystemStatusFields
      }
    }
  `,
  [SystemStatusFields],
)

/** Whether the installation works: what is wrong and what to do, then its parts. It is as of the time it shows. */
export default function SystemPage() {
  const [{ data, error, fetching }, refetch] = useQuery({ query: SystemQuery, requestPolicy: 'cache-and-network' })
  const refresh = () => refetch({ requestPolicy: 'network-only' })
  useOnTabVisible(refresh)
  useRefetchOnEvents(dryRunActions, refetch)
  if (data && !data.systemStatus) return <Forbidden permission="system.read" />
  const status = data?.systemStatus
  return (
    <div className={classes.page}>
      <PageTitle
        aside={
          status && (
            <Group gap="md">
              <Text size="sm" c="dimmed">
                {t('system.asOf', { time: formatTimeOfSecond(new Date(status.checkedAt)) })}
              </Text>
              <ServerButton variant="default" leftSection={<SyncIcon />} loading={fetching} onClick={refresh}>
                {t('system.refresh')}
              </ServerButton>
            </Group>
          )
        }
      >
        {t('system.title')}
      </PageTitle>
      <div className={classes.cards}>
        <ErrorNotice error={error} retry={refresh} />
        {!status && !error && <LoadingSkeleton lines={8} />}
        {status && (
          <>
            <Problems status={status} />
            <ServicesCard status={status} />
            <ProcessesCard status={status} />
            <QueuesCard status={status} />
            <WorkCard status={status} />
            <CleanupCard status={status} />
            <AuditCard />
            <ErrorsCard status={status} />
          </>
        )}
      </div>
    </div>
  )
}
