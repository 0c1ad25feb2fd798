import { batchLoader } from '@lectern/domain/batch-loader'
import { expectedVideos } from '@lectern/domain/transcode/expected-videos'
import { videosOfRevision, withEncodings } from '@lectern/domain/transcode/package-videos'
import type { Context } from '../context.ts'

/** Loads the videos that packages should have according to their newest manifests, by path. */
export const newestVideos = batchLoader(
  async (
    {
      services: {
        database,
        settings: {
          encodingSettings: { profile },
        },
      },
    }: Context,
    packageIds: string[],
  ) => {
    const lists = packageIds.map(async packageId => {
      const videos = await expectedVideos(database, packageId, profile)
      return videos.map(video => ({ ...video, packageId, revision: null }))
    })
    return withEncodings(database, await Promise.all(lists), profile)
  },
  packageId => packageId,
)

/** Loads the videos of draft revisions, by path. All of them have arrived. */
export const videosOfDraft = batchLoader(
  async (
    {
      services: {
        database,
        settings: {
          encodingSettings: { profile },
        },
      },
    }: Context,
    drafts: { packageId: string; revision: number }[],
  ) => {
    const lists = drafts.map(async ({ packageId, revision }) => {
      const videos = await videosOfRevision(database, packageId, revision, profile)
      return videos.map(video => ({ ...video, packageId, revision }))
    })
    return withEncodings(database, await Promise.all(lists), profile)
  },
  ({ packageId, revision }) => `${packageId}/${revision}`,
)
