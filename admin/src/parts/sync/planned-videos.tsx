import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useRefetchOnChange } from '../history/use-refetch-on-change.ts'
import { plannedVideosLabel } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

// Asked on its own: it is counted over all the run's files, which is too much for each of four messages a second.
const VideosQuery = graphql(`
  query PlannedVideos($run: ID!) {
    syncRun(id: $run) {
      id
      videosNew
      videosReused
    }
  }
`)

/** How many of the files to copy are videos: new ones, and ones that have a stream already. */
export function PlannedVideos({ run }: { run: SyncRun }) {
  const [{ data }, reexecuteQuery] = useQuery({
    query: VideosQuery,
    variables: { run: run.id },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(`${run.filesTotal}`, reexecuteQuery)
  const label = data?.syncRun && plannedVideosLabel(data.syncRun)
  return label ? (
    <Text size="sm" c="gray.6" mt={8}>
      {label}
    </Text>
  ) : null
}
