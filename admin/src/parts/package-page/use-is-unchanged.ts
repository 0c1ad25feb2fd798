import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'

const DraftChanges = graphql(`
  query DraftChanges($slug: String!) {
    package(slug: $slug) {
      id
      draft {
        id
        changesSince(first: 1) {
          totalCount
        }
      }
    }
  }
`)

/**
 * Returns whether the draft has the same files as the newest release. Null while that is not known. Not part of what the
 * server pushes, because it compares two lists of files. `version` changes when the draft or the releases do.
 */
export function useIsUnchanged(slug: string, version: string, pause: boolean): boolean | null {
  const [{ data }, refetch] = useQuery({ query: DraftChanges, variables: { slug }, pause })
  useRefetchOnChange(version, refetch)
  const changes = data?.package?.draft?.changesSince
  return pause || !changes ? null : changes.totalCount === 0
}
