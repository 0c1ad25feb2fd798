import { Table, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { SearchIcon } from '../../theme/icons.tsx'
import { Pager, usePages } from '../pager.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
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

/** Every file of the draft, by path, fifty at a time, with a search over the paths. */
export function FilesPanel({ slug }: { slug: string }) {
  const pages = usePages(50)
  const [searchText, setSearchText] = useState('')
  const [search] = useDebouncedValue(searchText.trim(), 250)
  const variables = { slug, search: search || null, first: pages.size, after: pages.after }
  const [{ data, error }] = useQuery({ query: FilesQuery, variables })
  const files = data?.package?.draft?.files
  return (
    <>
      <TextInput
        type="search"
        aria-label="Search files"
        placeholder="Search files"
        leftSection={<SearchIcon />}
        mb="md"
        maw={360}
        value={searchText}
        onChange={event => {
          setSearchText(event.currentTarget.value)
          pages.restart()
        }}
      />
      <ErrorNotice error={error} />
      {!files && !error && <LoadingSkeleton lines={6} />}
      {files && files.nodes.length > 0 && (
        <Table className={classes.files} verticalSpacing={7} horizontalSpacing={0}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th className={classes.changed}>Changed</Table.Th>
              <Table.Th className={classes.size}>Size</Table.Th>
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
        <Text c="gray.6" role="status">
          {search ? `No file’s path has «${search}» in it.` : 'There are no files in this package.'}
        </Text>
      )}
      {files && <Pager pages={pages} info={files.pageInfo} total={files.totalCount} of="files" />}
    </>
  )
}
