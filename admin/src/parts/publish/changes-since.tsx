import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import classes from './changes-since.module.css'

const ChangesFields = graphql(`
  fragment ChangesFields on ChangeConnection @_unmask {
    totalCount
    nodes {
      kind
      path
    }
  }
`)

const ChangesSinceQuery = graphql(
  `
  query ChangesSince($id: ID!, $base: Int!) {
    node(id: $id) {
      __typename
      id
      ... on Release {
        changesSince(release: $base, first: 5) {
          ...ChangesFields
        }
      }
      ... on Draft {
        changesSince(release: $base, first: 5) {
          ...ChangesFields
        }
      }
    }
  }
`,
  [ChangesFields],
)

/**
 * What teachers see differently with a release (`number`) or draft than with the release `base`: how many files, and the first
 * ones. `close` closes the dialog around it when the person looks at all of them.
 */
export function ChangesSince({ id, number, base, close }: Props) {
  const [{ data, error }] = useQuery({
    query: ChangesSinceQuery,
    variables: { id, base },
    requestPolicy: 'network-only',
  })
  const node = data?.node
  const changes = node?.__typename === 'Release' || node?.__typename === 'Draft' ? node.changesSince : null
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
      {changes && changes.totalCount > 0 && (
        <Anchor
          component={Link}
          to={`?${new URLSearchParams({ show: 'changes', from: String(base), to: number ? String(number) : 'draft' })}`}
          size="sm"
          onClick={close}
        >
          {t('releases.seeChanges')}
        </Anchor>
      )}
    </div>
  )
}

type Props = { id: string; number?: number; base: number; close: () => void }
