import { Stack, Text } from '@mantine/core'
import { useQuery, useSubscription } from 'urql'
import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { PublishIcon } from '../../theme/icons.tsx'
import { Card } from '../card.tsx'
import { CursorPager, useCursorPages } from '../cursor-pager.tsx'
import { EmptyState } from '../empty-state.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import type { Deployment } from '../publish/deployment.ts'
import { ScheduleSection } from '../schedule/schedule-section.tsx'
import { PackageSchedules } from '../schedule/scheduled-deployment.ts'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { PackageVerifications } from '../verify/verification.ts'
import { VerificationSection } from '../verify/verification-section.tsx'
import { ReleaseFields } from './release.ts'
import { ReleaseTable } from './release-table.tsx'

const ReleasesQuery = graphql(
  `
    query Releases(
      $slug: String!
      $first: Int
      $after: String
      $last: Int
      $before: String
      $verificationsFirst: Int
      $verificationsAfter: String
      $verificationsLast: Int
      $verificationsBefore: String
    ) {
      timeZone
      package(slug: $slug) {
        id
        releases(first: $first, after: $after, last: $last, before: $before) {
          totalCount
          pageInfo {
            ...PageInfoFields
          }
          nodes {
            id
            ...ReleaseFields
          }
        }
        ...PackageSchedules
        ...PackageVerifications
      }
    }
  `,
  [PageInfoFields, ReleaseFields, PackageSchedules, PackageVerifications],
)

const ReleaseWorkChanged = graphql(
  `
    subscription ReleaseWorkChanged(
      $slug: String!
      $verificationsFirst: Int
      $verificationsAfter: String
      $verificationsLast: Int
      $verificationsBefore: String
    ) {
      packageChanged(slug: $slug) {
        id
        ...PackageSchedules
        ...PackageVerifications
      }
    }
  `,
  [PackageSchedules, PackageVerifications],
)

/**
 * The releases of a package, newest first, with what is scheduled and what was verified. The list of releases is read again
 * when `version` changes; the rest is pushed.
 */
export default function ReleasesPanel({ slug, title, version, environments, deployments, draftFiles }: Props) {
  const page = useCursorPages(5, 'verifications')
  const work = {
    slug,
    verificationsFirst: page.first,
    verificationsAfter: page.after,
    verificationsLast: page.last,
    verificationsBefore: page.before,
  }
  const [{ data, error }, refetch] = useQuery({
    query: ReleasesQuery,
    variables: { ...work, ...useCursorPages(20, 'releases') },
    requestPolicy: 'cache-and-network',
  })
  const pkg = data?.package
  useSubscription({ query: ReleaseWorkChanged, variables: work, pause: !pkg })
  useRefetchOnChange(`${version} ${deployments.map(({ id }) => id)}`, refetch)
  const releases = pkg?.releases
  if (!releases)
    return error ? (
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
    ) : (
      <LoadingSkeleton lines={6} />
    )
  const schedules = [...(pkg.openSchedules?.nodes ?? []).toReversed(), ...(pkg.pastSchedules?.nodes ?? [])]
  const fileCounts = new Map(releases.nodes.map(({ number, fileCount }) => [number, fileCount]))
  if (draftFiles !== null) fileCounts.set(0, draftFiles)
  return (
    <Stack gap="xl">
      <ErrorNotice error={error} />
      {schedules.length > 0 && <ScheduleSection slug={slug} schedules={schedules} timeZone={data?.timeZone ?? 'UTC'} />}
      <Card title={t('releases.title')}>
        {releases.nodes.length === 0 && (
          <EmptyState icon={<PublishIcon />} title={t('releases.none')}>
            <Text size="sm">{t('releases.noneHelp')}</Text>
          </EmptyState>
        )}
        {releases.nodes.length > 0 && (
          <ReleaseTable
            slug={slug}
            title={title}
            releases={releases.nodes}
            environments={environments}
            deployments={deployments}
            verifications={pkg.newestVerifications?.nodes ?? []}
          />
        )}
        <CursorPager
          pageInfo={releases.pageInfo}
          total={releases.totalCount}
          label={t('releases.pages')}
          list="releases"
        />
      </Card>
      {(releases.nodes.length > 0 || draftFiles !== null) && (
        <VerificationSection slug={slug} verifications={pkg.verifications} fileCounts={fileCounts} />
      )}
    </Stack>
  )
}

/** `draftFiles`: how many files the draft has; null without a draft. */
type Props = {
  slug: string
  title: string
  version: string
  environments: readonly { id: string; slug: string; name: string }[]
  deployments: readonly Deployment[]
  draftFiles: number | null
}
