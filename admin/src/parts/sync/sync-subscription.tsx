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
 * Listens to the run that goes on. It shows nothing: the cache puts what comes wherever the run is on the screen.
 * Give it the run's id as `key`, so that the next run is listened to anew: a subscription ends with its run.
 */
export function SyncSubscription({ slug }: { slug: string }) {
  useSubscription({ query: SyncProgress, variables: { package: slug } })
  return null
}
