import { useSubscription } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { PublicationFields } from './publication.ts'

const PublicationProgress = graphql(
  `
    subscription PublicationProgress($id: ID!) {
      publicationProgress(id: $id) {
        id
        ...PublicationFields
      }
    }
  `,
  [PublicationFields],
)

/** Listens to a publication that goes on. It shows nothing: the cache puts what comes wherever it is on the screen. */
export function PublicationSubscription({ id }: { id: string }) {
  useSubscription({ query: PublicationProgress, variables: { id } })
  return null
}
