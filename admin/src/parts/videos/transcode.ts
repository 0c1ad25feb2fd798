import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** One video, with the state and cost of its encoding. */
export const VideoFields = graphql(`
  fragment VideoFields on Video @_unmask {
    id
    path
    contentHash
    status
    percent
    jobsAhead
    pausedForBudget
    durationSeconds
    reused
    usesOlderSettings
    reencoding {
      status
      percent
      pausedForBudget
      error {
        message
      }
    }
    encodedAs
    estimatedCost {
      amount
      currency
    }
    error {
      code
      message
      path
    }
  }
`)

/** A transcode, with each video of the newest manifest. */
export const TranscodeFields = graphql(
  `
    fragment TranscodeFields on Transcode @_unmask {
      id
      status
      percent
      reencoding
      videosReencoding
      videosExpected
      videosArrived
      videosFailed
      videosReused
      jobs
      minutes
      estimatedCost {
        amount
        currency
      }
      cost {
        amount
        currency
      }
      savedCost {
        amount
        currency
      }
      finishedAt
      error {
        code
        message
        path
      }
      ready: videos(first: 1, status: READY) {
        totalCount
      }
      notNeeded: videos(first: 1, status: NOT_NEEDED) {
        totalCount
      }
      videos(first: 100) {
        totalCount
        nodes {
          id
          ...VideoFields
        }
      }
    }
  `,
  [VideoFields],
)

/** A transcode as plain data. */
export type Transcode = ResultOf<typeof TranscodeFields>
/** A video as plain data. */
export type Video = ResultOf<typeof VideoFields>

/** Retries a video that failed or was stopped. */
export const RetryVideo = graphql(
  `
    mutation RetryVideo($id: ID!) {
      retryVideo(id: $id) {
        id
        ...VideoFields
      }
    }
  `,
  [VideoFields],
)

/** Cancels a transcode. Finished videos are kept. */
export const CancelTranscode = graphql(
  `
    mutation CancelTranscode($id: ID!) {
      cancelTranscode(id: $id) {
        id
        ...TranscodeFields
      }
    }
  `,
  [TranscodeFields],
)

/** Processes the videos that the budget pauses, whatever they cost. */
export const ReleaseBudgetHold = graphql(
  `
    mutation ReleaseBudgetHold($id: ID!) {
      releaseBudgetHold(id: $id) {
        id
        ...TranscodeFields
      }
    }
  `,
  [TranscodeFields],
)
