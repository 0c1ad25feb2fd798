import { Badge, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useSubscription } from 'urql'
import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { bytes } from '../../text/bytes.ts'
import { counted } from '../../text/count.ts'
import { Moment } from '../moment.tsx'
import { copiedPercent, phaseTitle } from '../sync/sync-words.ts'
import classes from './package-row.module.css'
import { statusWord } from './package-status.ts'

/** A package, as a line of the list shows it. */
export const PackageRowFields = graphql(`
  fragment PackageRowFields on Package {
    id
    slug
    title
    dropboxPath
    status
    draft {
      id
      fileCount
      bytes
      synchronizedAt
    }
    currentSyncRun {
      id
      status
      phase
      bytesTotal
      bytesDone
      filesTotal
      filesDone
      finishedAt
    }
    deployments {
      id
      environment {
        id
        name
      }
      release {
        id
        number
      }
    }
  }
`)

const RowChanged = graphql(
  `
    subscription PackageRowChanged($slug: String!) {
      packageChanged(slug: $slug) {
        id
        ...PackageRowFields
      }
    }
  `,
  [PackageRowFields],
)

/** One package of the list, kept up to date while it is on the screen. */
export function PackageRow({ item }: { item: FragmentOf<typeof PackageRowFields> }) {
  const { slug, title, dropboxPath, status, draft, currentSyncRun, deployments } = readFragment(PackageRowFields, item)
  useSubscription({ query: RowChanged, variables: { slug } })
  const open = currentSyncRun && !currentSyncRun.finishedAt ? currentSyncRun : null
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link to={`/packages/${slug}`} className={classes.title}>
          {title}
        </Link>
        <Text size="sm" c="gray.6" truncate>
          Dropbox{dropboxPath}
        </Text>
      </div>
      <div className={classes.state}>
        {open ? (
          <Text size="sm" fw={600} c="board.7">
            {phaseTitle(open)}{' '}
            {open.status === 'RUNNING' && open.phase === 'COPYING' && `· ${Math.floor(copiedPercent(open))} %`}
          </Text>
        ) : (
          <Text size="sm">
            {draft ? (
              <>
                Synchronised <Moment at={draft.synchronizedAt} />
              </>
            ) : (
              'No files yet'
            )}
          </Text>
        )}
        <Text size="sm" c="gray.6">
          {draft ? `${counted(draft.fileCount, 'file')} · ${bytes(draft.bytes)}` : ' '}
        </Text>
      </div>
      <div className={classes.shown}>
        {deployments?.length ? (
          deployments.map(({ id, environment, release }) => (
            <Badge key={id} color="board">
              {environment?.name} · release {release.number}
            </Badge>
          ))
        ) : (
          <Badge color="gray">{statusWord(status)}</Badge>
        )}
      </div>
    </li>
  )
}
