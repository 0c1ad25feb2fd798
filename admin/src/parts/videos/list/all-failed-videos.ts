import type { Client, CombinedError } from 'urql'
import { graphql } from '../../../graphql/tada.ts'
import type { RetryableVideo } from './retry-kinds.ts'

const FailedVideosQuery = graphql(`
  query FailedVideos($slug: String!, $after: String) {
    package(slug: $slug) {
      id
      videos(group: FAILED, first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          path
          status
          error {
            code
            message
            path
          }
        }
      }
    }
  }
`)

/** Reads all failed videos of a package, page by page, before any of them is retried and leaves the group. */
export async function allFailedVideos(
  client: Client,
  slug: string,
): Promise<{ videos: readonly RetryableVideo[]; error?: CombinedError | undefined }> {
  const videos: RetryableVideo[] = []
  let after: string | null = null
  do {
    const { data, error }: Awaited<ReturnType<typeof readPage>> = await readPage(client, slug, after)
    const page = data?.package?.videos
    if (!page) return { videos, error }
    videos.push(...page.nodes)
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return { videos }
}

const readPage = (client: Client, slug: string, after: string | null) =>
  client.query(FailedVideosQuery, { slug, after }, { requestPolicy: 'network-only' }).toPromise()
