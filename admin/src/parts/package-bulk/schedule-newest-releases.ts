import type { Client, CombinedError } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { ScheduleRelease } from '../schedule/scheduled-deployment.ts'
import { runForEach } from './run-for-each.ts'

const NewestRelease = graphql(`
  query NewestRelease($slug: String!) {
    package(slug: $slug) {
      id
      releases(first: 1) {
        nodes {
          id
          number
        }
      }
    }
  }
`)

/** How many releases one schedule may have. */
const RELEASES_AT_ONCE = 50

/** What became of a package: it is scheduled, has no release, or was refused. */
export type Scheduled = 'scheduled' | 'noRelease' | CombinedError

/**
 * Schedules the newest releases of packages together, so that teachers get all of them or none: 50 in one schedule. Reads
 * first which ones they are, because the list does not have them. `onDone` gets how many were read.
 */
export async function scheduleNewestReleases(
  client: Client,
  slugs: readonly string[],
  when: { environment: string; at: string },
  onDone: (count: number) => void,
): Promise<Scheduled[]> {
  const found = await runForEach(slugs, slug => findNewestRelease(client, slug), onDone)
  const releases = found.flatMap((release, index) => (typeof release === 'number' ? { release, index } : []))
  const results: Scheduled[] = found.map(release => (typeof release === 'number' ? 'scheduled' : release))
  for (let start = 0; start < releases.length; start += RELEASES_AT_ONCE) {
    const together = releases.slice(start, start + RELEASES_AT_ONCE)
    const input = { ...when, releases: together.map(({ release, index }) => ({ package: slugs[index]!, release })) }
    const { error } = await client.mutation(ScheduleRelease, { input }).toPromise()
    if (error) for (const { index } of together) results[index] = error
  }
  return results
}

async function findNewestRelease(client: Client, slug: string): Promise<number | 'noRelease' | CombinedError> {
  const { data, error } = await client.query(NewestRelease, { slug }, { requestPolicy: 'network-only' }).toPromise()
  return error ?? data?.package?.releases?.nodes[0]?.number ?? 'noRelease'
}
