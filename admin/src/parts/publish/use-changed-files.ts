import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import type { Deployment } from './deployment.ts'

const ChangedFiles = graphql(`
  query ChangedFiles($slug: String!) {
    package(slug: $slug) {
      id
      deployments {
        id
        changedFiles
      }
    }
  }
`)

/**
 * Returns how many files of the draft differ from what each environment shows, by the id of the deployment. Not part of what
 * the server pushes, because it compares lists of files. `draft` changes whenever the files of the draft do.
 */
export function useChangedFiles(slug: string, draft: string, shown: readonly Deployment[]): Map<string, number> {
  const variables = { slug }
  const [{ data }, refetch] = useQuery({ query: ChangedFiles, variables, requestPolicy: 'cache-and-network' })
  useRefetchOnChange([draft, ...shown.map(({ id }) => id)].join(' '), refetch)
  return new Map(data?.package?.deployments?.map(({ id, changedFiles }) => [id, changedFiles]))
}
