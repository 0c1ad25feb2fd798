import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import classes from './releases.module.css'

const ReleaseChanges = graphql(`
  query ReleaseChanges($id: ID!, $base: Int!) {
    node(id: $id) {
      __typename
      id
      ... on Release {
        changesSince(release: $base, first: 5) {
          totalCount
          nodes {
            kind
            path
          }
        }
      }
    }
  }
`)

/** What teachers see differently with a release than with the release `base`: the number of files and the first ones. */
export function ChangesSince({ id, base }: { id: string; base: number }) {
  const [{ data, error }] = useQuery({ query: ReleaseChanges, variables: { id, base }, requestPolicy: 'network-only' })
  const changes = data?.node?.__typename === 'Release' ? data.node.changesSince : null
  if (error) return <ErrorNotice error={error} />
  return (
    <div className={classes.changes}>
      <Text size="sm">
        {changes
          ? t('releases.changes', { count: changes.totalCount, base: String(base) })
          : t('releases.comparing', { base: String(base) })}
      </Text>
      {changes && changes.totalCount > 0 && (
        <ul>
          {changes.nodes.map(({ kind, path }) => (
            <li key={path}>
              <span>{t('releases.kind', { kind })}</span> <code>{path}</code>
            </li>
          ))}
          {changes.totalCount > changes.nodes.length && (
            <li>{t('releases.moreChanges', { count: changes.totalCount - changes.nodes.length })}</li>
          )}
        </ul>
      )}
    </div>
  )
}
