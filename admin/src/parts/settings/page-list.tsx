import { Radio, Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { Pager, usePages } from '../pager.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { SearchField, useSearch } from '../search-field.tsx'
import classes from './page-list.module.css'
import { PagePath } from './page-path.tsx'
import { pagesToShow } from './root-page-choice.ts'

const PagesQuery = graphql(`
  query Pages($slug: String!, $search: String, $first: Int!, $after: String) {
    package(slug: $slug) {
      id
      draft {
        id
        files(onlyPages: true, search: $search, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            path
          }
        }
      }
    }
  }
`)

/** The pages of the draft as radio buttons, with a search. `first` come first while nothing is searched for. */
export function PageList({ slug, first, choice }: { slug: string; first: readonly string[]; choice: string | null }) {
  const pages = usePages(50)
  const searching = useSearch(pages)
  const { search } = searching
  const variables = { slug, search: search || null, first: pages.size, after: pages.after }
  const [{ data, error }] = useQuery({ query: PagesQuery, variables })
  const files = data?.package?.draft?.files
  const likely = search || pages.page > 0 ? [] : first
  const shown = files
    ? pagesToShow(
        likely,
        files.nodes.map(({ path }) => path),
        choice,
      )
    : []
  return (
    <section aria-label={t('settings.pages')}>
      <SearchField
        search={searching}
        label={t('settings.searchPages')}
        data-autofocus
        onKeyDown={event => event.key === 'Enter' && event.preventDefault()}
      />
      <ErrorNotice error={error} />
      {!files && !error && <LoadingSkeleton lines={4} />}
      {files?.totalCount === 0 && (
        <Text size="sm" c="dimmed" mt="md" role="status">
          {search ? t('settings.noPageMatches', { search }) : t('settings.noPages')}
        </Text>
      )}
      {shown.length > 0 && (
        <div className={classes.list}>
          {shown.map(path => (
            <Radio key={path} className={classes.page} value={path} label={<PagePath path={path} />} />
          ))}
        </div>
      )}
      {files && (
        <Pager pages={pages} pageInfo={files.pageInfo} total={files.totalCount} label={t('settings.pagesOfPages')} />
      )}
    </section>
  )
}
