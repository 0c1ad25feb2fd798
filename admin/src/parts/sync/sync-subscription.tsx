import { useSubscription } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { SyncRunFields } from './sync-run.ts'

const SyncProgress = graphql(
  `
    subscription SyncProgress($package: String!) {
      syncProgress(package: $package) {
        id
        ...SyncRunFields
      }
    }
  `,
  [SyncRunFields],
)

/**
 * Subscribes to the current run. Renders nothing; the cache updates the screen. Use the run's id as `key`, because a
 * subscription ends with its run.
 */
export function SyncSubscription({ slug }: { slug: string }) {
  useSubscription({ query: SyncProgress, variables: { package: slug } })
  return null
}
