import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useFresh } from '../history/use-fresh.ts'
import { videosAmong } from './plan-figures.ts'
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
  const [{ data }, read] = useQuery({
    query: VideosQuery,
    variables: { run: run.id },
    requestPolicy: 'cache-and-network',
  })
  useFresh(`${run.filesTotal}`, read)
  const words = data?.syncRun && videosAmong(data.syncRun)
  return words ? (
    <Text size="sm" c="gray.6" mt={8}>
      {words}
    </Text>
  ) : null
}
