import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** One video, with how far its stream is and what it costs. */
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

/** The making ready of a package's videos, with each video of the newest manifest. */
export const TranscodeFields = graphql(
  `
    fragment TranscodeFields on Transcode @_unmask {
      id
      status
      percent
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
      spared: videos(first: 1, status: NOT_NEEDED) {
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

/** The same as plain data. */
export type Transcode = ResultOf<typeof TranscodeFields>
/** One video as plain data. */
export type Video = ResultOf<typeof VideoFields>

/** Tries one video again whose stream failed or was stopped. */
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

/** Asks for no more streams; what is ready stays. */
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

/** Has the streams made that the budget holds, whatever they cost. */
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
