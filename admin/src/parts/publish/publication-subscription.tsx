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

/** Subscribes to a running publication. Renders nothing; the cache updates the screen. */
export function PublicationSubscription({ id }: { id: string }) {
  useSubscription({ query: PublicationProgress, variables: { id } })
  return null
}
