import { Stack } from '@mantine/core'
import { useQuery } from 'urql'
import { t } from '../../texts/texts.ts'
import { InfoIcon } from '../../theme/icons.tsx'
import { useAddress } from '../address.ts'
import { EmptyState } from '../empty-state.tsx'
import { VersionsQuery } from '../file-content/versions.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import type { Deployment } from '../publish/deployment.ts'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { ChangeView } from './change-view.tsx'
import { CompareBar } from './compare-bar.tsx'
import { readComparison } from './comparison.ts'

/** What differs between two releases, or between a release and the draft. The address says which (`from`, `to`). */
export default function ChangesPanel({ slug, version, environments, deployments }: Props) {
  const { params } = useAddress()
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: VersionsQuery,
    variables: { slug },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(version, reexecuteQuery)
  const pkg = data?.package
  if (!pkg)
    return error ? (
      <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
    ) : (
      <LoadingSkeleton lines={6} />
    )
  const releases = pkg.releases?.nodes ?? []
  const comparison = readComparison(params, deployments, releases, pkg.draft)
  const bar = <CompareBar environments={environments} deployments={deployments} releases={releases} draft={pkg.draft} />
  if (typeof comparison === 'string')
    return (
      <Stack gap="lg">
        {releases.length > 0 && bar}
        <EmptyState order={2} icon={<InfoIcon />} title={t('changes.missingTitle', { reason: comparison })}>
          {t('changes.missing', { reason: comparison })}
        </EmptyState>
      </Stack>
    )
  const { id, from, to } = comparison
  return (
    <ChangeView
      key={`${id} ${from}`}
      slug={slug}
      versions={{ id, base: from, to }}
      deployments={deployments}
      bar={bar}
    />
  )
}

/** `version` changes when there is a new release. */
type Props = {
  slug: string
  version: string
  environments: readonly { id: string; slug: string; name: string }[]
  deployments: readonly Deployment[]
}
