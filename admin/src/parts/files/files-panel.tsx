import { Stack } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useQuery } from 'urql'
import { useAddress } from '../address.ts'
import { VersionsQuery } from '../file-content/versions.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import type { Deployment } from '../publish/deployment.ts'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { FilesFilter } from './files-filter.tsx'
import { fileKinds } from './folder-entry.ts'
import { FolderTree } from './folder-tree.tsx'
import { MatchingFiles } from './matching-files.tsx'

const FilePanel = lazy(() => import('./file-panel.tsx'))

/**
 * The files of the draft as a tree of folders with their sizes, or those that match a filter. The address has the filter, the
 * folder that was opened last (`folder`), and the file that is open in the panel (`file`).
 */
export default function FilesPanel({ slug, version: historyVersion, deployments }: Props) {
  const { params, change } = useAddress()
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: VersionsQuery,
    variables: { slug },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(historyVersion, reexecuteQuery)
  const pkg = data?.package
  const draft = pkg?.draft?.id
  if (error && !pkg)
    return <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
  if (!pkg || !draft) return <LoadingSkeleton lines={6} />
  const releases = (pkg.releases?.nodes ?? []).filter(({ removedAt }) => removedAt === null)
  const since = readSince(params.get('since'), deployments, releases)
  const version = { draft, since }
  const kind = fileKinds.find(each => each === params.get('kind')) ?? null
  const search = params.get('search') ?? ''
  const onlyChanged = params.get('changed') === 'only' && since !== null
  const file = params.get('file')
  const open = (path: string | null) => change({ file: path })
  const isFiltered = search !== '' || kind !== null || onlyChanged
  return (
    <Stack gap="md">
      <FilesFilter releases={releases} since={since} kind={kind} onlyChanged={onlyChanged} />
      {isFiltered ? (
        <MatchingFiles
          key={`${draft} ${since}`}
          version={version}
          filter={{ search: search || null, kind, onlyChanged }}
          selected={file}
          open={open}
        />
      ) : (
        <FolderTree key={`${draft} ${since}`} version={version} selected={file} open={open} />
      )}
      {file !== null && (
        <Suspense>
          <FilePanel key={file} slug={slug} dropboxPath={pkg.dropboxPath} path={file} close={() => open(null)} />
        </Suspense>
      )}
    </Stack>
  )
}

/**
 * The release whose differences are marked: the one in the address (`since`), or by default what teachers see, or else the
 * newest one. Null: none.
 */
function readSince(since: string | null, deployments: readonly Deployment[], releases: readonly { number: number }[]) {
  if (since === 'none') return null
  const number = Number(since)
  if (releases.some(release => release.number === number)) return number
  const shown = deployments.find(({ environment }) => environment?.slug === 'production') ?? deployments[0]
  return shown?.release.number ?? releases[0]?.number ?? null
}

/** `version` changes when there is a new draft or release. */
type Props = { slug: string; version: string; deployments: readonly Deployment[] }
