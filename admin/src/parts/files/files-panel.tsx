import { Table, Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { Pager, usePages } from '../pager.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { SearchField, useSearch } from '../search-field.tsx'
import { FileRow, FileRowFields } from './file-row.tsx'
import classes from './files.module.css'

const FilesQuery = graphql(
  `
    query Files($slug: String!, $search: String, $first: Int!, $after: String) {
      package(slug: $slug) {
        id
        draft {
          id
          files(search: $search, first: $first, after: $after) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              path
              ...FileRowFields
            }
          }
        }
      }
    }
  `,
  [FileRowFields],
)

/** Every file of the draft by path, 50 a page, with a search over paths. */
export default function FilesPanel({ slug }: { slug: string }) {
  const pages = usePages(50)
  const searching = useSearch(pages)
  const { search } = searching
  const variables = { slug, search: search || null, first: pages.size, after: pages.after }
  const [{ data, error }] = useQuery({ query: FilesQuery, variables })
  const files = data?.package?.draft?.files
  return (
    <>
      <SearchField search={searching} label={t('files.search')} mb="lg" maw={360} />
      <ErrorNotice error={error} />
      {!files && !error && <LoadingSkeleton lines={6} />}
      {files && files.nodes.length > 0 && (
        <Table className={classes.files} verticalSpacing={7} horizontalSpacing={0}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('files.name')}</Table.Th>
              <Table.Th className={classes.modified}>{t('files.changed')}</Table.Th>
              <Table.Th className={classes.size}>{t('files.size')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.nodes.map(file => (
              <FileRow key={file.path} file={file} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {files?.nodes.length === 0 && (
        <Text c="dimmed" role="status">
          {search ? t('files.noMatch', { search }) : t('files.empty')}
        </Text>
      )}
      {files && <Pager pages={pages} pageInfo={files.pageInfo} total={files.totalCount} label={t('files.pages')} />}
    </>
  )
}
