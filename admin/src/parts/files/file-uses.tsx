import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { useAddress, withParams } from '../address.ts'
import { CursorPager, useCursorPages } from '../cursor-pager.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import classes from './file-panel.module.css'

const FileUsesQuery = graphql(
  `
    query FileUses($slug: String!, $path: String!, $first: Int, $after: String, $last: Int, $before: String) {
      package(slug: $slug) {
        id
        draft {
          id
          file(path: $path) {
            path
            usedBy(first: $first, after: $after, last: $last, before: $before) {
              totalCount
              pageInfo {
                ...PageInfoFields
              }
              nodes {
                path
                line
              }
            }
          }
        }
      }
    }
  `,
  [PageInfoFields],
)

const pageSize = 10

/**
 * The files that name a file, by pages of a list. Each leads to its own panel. It has a query of its own, because it reads all
 * texts of the draft, and the file is shown at once.
 */
export function FileUses({ slug, path }: { slug: string; path: string }) {
  const { params } = useAddress()
  const page = useCursorPages(pageSize, 'uses')
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: FileUsesQuery,
    variables: { slug, path, ...page },
    requestPolicy: 'cache-and-network',
  })
  const uses = data?.package?.draft?.file?.usedBy
  return (
    <section aria-label={t('files.usedBy')}>
      <b>{uses ? t('files.usedByCount', { count: uses.totalCount }) : t('files.usedBy')}</b>
      <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
      {!data && !error && <LoadingSkeleton lines={2} />}
      {uses?.totalCount === 0 && <p className={classes.note}>{t('files.unused')}</p>}
      {uses && uses.totalCount > 0 && (
        <ul className={classes.uses}>
          {uses.nodes.map(use => (
            <li key={use.path}>
              <Anchor component={Link} to={`?${withParams(params, { show: 'files', file: use.path })}`} inherit>
                {use.path}
              </Anchor>
              {use.line !== null && <span className={classes.line}>{t('files.line', { line: String(use.line) })}</span>}
            </li>
          ))}
        </ul>
      )}
      {uses && <CursorPager pageInfo={uses.pageInfo} label={t('files.pagesOfUses')} list="uses" />}
    </section>
  )
}
