import { useDebouncedValue } from '@mantine/hooks'
import { useMatch } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { SEARCH_PAUSE_MS } from './use-package-search.ts'

const SearchFiles = graphql(`
  query SearchFiles($slug: String!, $search: String!) {
    package(slug: $slug) {
      id
      draft {
        id
        files(search: $search, first: 6) {
          nodes {
            path
          }
        }
      }
    }
  }
`)

/** Finds files of the package whose page is open, by a part of the path. `files` is empty on other pages, and without a text. */
export function useFileSearch(text: string) {
  const slug = useMatch('/packages/:slug')?.params.slug ?? ''
  const [search] = useDebouncedValue(text, SEARCH_PAUSE_MS)
  const isPaused = slug === '' || search === ''
  const [{ data, fetching }] = useQuery({ query: SearchFiles, variables: { slug, search }, pause: isPaused })
  return {
    slug,
    files: isPaused ? [] : (data?.package?.draft?.files?.nodes ?? []).map(({ path }) => path),
    isSearching: fetching || (slug !== '' && search !== text),
  }
}
