import { Group, Text, VisuallyHidden } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { useAddress } from '../address.ts'
import { Card } from '../card.tsx'
import { CursorPager } from '../cursor-pager.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ServerButton } from '../server-button.tsx'
import { useVerify } from './use-verify.ts'
import type { Verifications } from './verification.ts'
import { verificationPhase } from './verification-labels.ts'
import { VerificationTable } from './verification-table.tsx'

const Discrepancies = lazy(() => import('./discrepancies.tsx'))

/** The verifications of a package, newest first, and the differences of the one that the address names (`?verification=`). */
export function VerificationSection({ slug, verifications, fileCounts }: Props) {
  const runs = verifications?.nodes ?? []
  const { params } = useAddress()
  const canVerify = usePackagePermission('package.verify')
  const { verify } = useVerify(slug)
  const opened = runs.find(({ id }) => id === params.get('verification'))
  return (
    <Card
      title={t('verify.title')}
      aside={
        canVerify &&
        fileCounts.has(0) && (
          <Group gap="xs">
            <ServerButton variant="default" size="xs" onClick={() => verify(null, false)}>
              {t('verify.verifyDraft')}
            </ServerButton>
            <ServerButton variant="default" size="xs" onClick={() => verify(null, true)}>
              {t('verify.repairDraft')}
            </ServerButton>
          </Group>
        )
      }
    >
      <Text size="sm" c="dimmed" mb={runs.length > 0 ? 'md' : 0}>
        {runs.length === 0 ? `${t('verify.none')} ${t('verify.help')}` : t('verify.help')}
      </Text>
      <VisuallyHidden role="status">{runs[0] && verificationPhase(runs[0])}</VisuallyHidden>
      {runs.length > 0 && <VerificationTable runs={runs} fileCounts={fileCounts} />}
      {verifications && (
        <CursorPager
          pageInfo={verifications.pageInfo}
          total={verifications.totalCount}
          label={t('verify.pagesOfRuns')}
          list="verifications"
        />
      )}
      {opened && (
        <Suspense fallback={<LoadingSkeleton />}>
          <Discrepancies key={opened.id} run={opened} />
        </Suspense>
      )}
    </Card>
  )
}

/** `fileCounts`: how many files each release has, by its number, and the draft, by 0. */
type Props = { slug: string; verifications: Verifications; fileCounts: ReadonlyMap<number, number> }
