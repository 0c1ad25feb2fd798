import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { plannedVideosLabel } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

// A separate query, because counting all the run's files is too slow for four updates a second.
const VideosQuery = graphql(`
  query PlannedVideos($run: ID!) {
    syncRun(id: $run) {
      id
      videosNew
      videosReused
    }
  }
`)

/** The number of videos among the files to copy, both new and already processed. */
export function PlannedVideos({ run }: { run: SyncRun }) {
  const [{ data }, reexecuteQuery] = useQuery({
    query: VideosQuery,
    variables: { run: run.id },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(`${run.filesTotal}`, reexecuteQuery)
  const label = data?.syncRun && plannedVideosLabel(data.syncRun)
  return label ? (
    <Text size="sm" c="dimmed" mt={8}>
      {label}
    </Text>
  ) : null
}
