import { graphql, type ResultOf } from '../../../graphql/tada.ts'
import { VideoFields } from '../transcode.ts'

const VideoDetailsFields = graphql(
  `
    fragment VideoDetailsFields on Video @_unmask {
      ...VideoFields
      bytes
      width
      height
      encodedMinutes
      cost {
        amount
        currency
      }
      pages
      playlist {
        url
        posterUrl
        fallbackUrl
        captions {
          language
          kind
          label
          url
        }
      }
      attempts {
        number
        status
        isRetry
        startedAt
        finishedAt
        cost {
          amount
          currency
        }
        estimatedCost {
          amount
          currency
        }
        error {
          code
          message
        }
      }
    }
  `,
  [VideoFields],
)

export const VideoDetailsQuery = graphql(
  `
    query VideoDetails($id: ID!) {
      node(id: $id) {
        __typename
        id
        ... on Video {
          ...VideoDetailsFields
        }
      }
    }
  `,
  [VideoDetailsFields],
)

/** A video with everything that its panel shows, as plain data. */
export type VideoDetails = ResultOf<typeof VideoDetailsFields> & { id: string }
export type Playlist = NonNullable<VideoDetails['playlist']>
export type Attempt = VideoDetails['attempts'][number]
