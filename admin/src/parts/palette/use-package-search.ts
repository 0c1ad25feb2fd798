import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'

const SearchPackages = graphql(`
  query SearchPackages($search: String!) {
    packages(search: $search, first: 8) {
      nodes {
        id
        slug
        title
      }
    }
  }
`)

/** How long after the last key the server is asked, in milliseconds. */
export const SEARCH_PAUSE_MS = 150

/** Finds packages by title, slug, or folder while the person types. Asks nothing for an empty text. */
export function usePackageSearch(text: string) {
  const search = text.trim()
  const [settled] = useDebouncedValue(search, SEARCH_PAUSE_MS)
  const [{ data, error, fetching }] = useQuery({
    query: SearchPackages,
    variables: { search: settled },
    pause: settled === '',
  })
  return {
    packages: settled === '' ? [] : (data?.packages?.nodes ?? []),
    isSearching: fetching || settled !== search,
    hasFailed: Boolean(error),
  }
}
