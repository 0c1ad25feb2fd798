import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** The making ready of a package's videos, with each video of the newest manifest. */
export const TranscodeFields = graphql(`
  fragment TranscodeFields on Transcode @_unmask {
    id
    status
    percent
    videosExpected
    videosArrived
    videosReady
    videosFailed
    finishedAt
    error {
      code
      message
      path
    }
    videos(first: 100) {
      totalCount
      nodes {
        id
        path
        status
        percent
        durationSeconds
        reused
        servedBy
        error {
          code
          message
          path
        }
      }
    }
  }
`)

/** The same as plain data. */
export type Transcode = ResultOf<typeof TranscodeFields>
/** One video as plain data. */
export type Video = NonNullable<Transcode['videos']>['nodes'][number]
