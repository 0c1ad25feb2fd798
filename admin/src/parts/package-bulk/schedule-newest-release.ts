import type { Client, CombinedError } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { ScheduleRelease } from '../schedule/scheduled-deployment.ts'

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

/** Schedules the newest release of a package, which is read first, because the list does not have it. `hasRelease`: false if there is none. */
export async function scheduleNewestRelease(
  client: Client,
  slug: string,
  { environment, at }: { environment: string; at: string },
): Promise<{ hasRelease: boolean; error?: CombinedError | undefined }> {
  const found = await client.query(NewestRelease, { slug }, { requestPolicy: 'network-only' }).toPromise()
  const release = found.data?.package?.releases?.nodes[0]?.number
  if (release === undefined) return { hasRelease: found.error !== undefined, error: found.error }
  const input = { environment, at, releases: [{ package: slug, release }] }
  const { error } = await client.mutation(ScheduleRelease, { input }).toPromise()
  return { hasRelease: true, error }
}
