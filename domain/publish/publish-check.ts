import type { Actor } from '../audit/actor.ts'
import type { Database, Environment, Package, Release } from '../database.ts'
import type { Problem } from '../errors.ts'
import { encodingPace } from '../transcode/encoding-pace.ts'
import { type ExpectedVideo, expectedVideos, videoStatus } from '../transcode/expected-videos.ts'
import { assessDraft } from './assess-draft.ts'
import { findFourEyesProblem } from './four-eyes.ts'
import { shownErrors } from './policy.ts'

/**
 * What a publication of the current draft would meet. `blockers`: why it would be BLOCKED. `warnings`: errors that teachers
 * would see, at most 100. `sameAs`: the release that would be shown instead of a new one. `videosToEncode`: different
 * videos without a finished encoding; `costMicros`: their price, null if it is unknown for one of them; `encodingSeconds`: how
 * long the longest of them takes, null if that is unknown.
 */
export type PublishCheck = {
  blockers: Problem[]
  warnings: Problem[]
  sameAs: Release | null
  videosToEncode: number
  costMicros: bigint | null
  encodingSeconds: number | null
  currency: string | null
  isFourEyesViolated: boolean
}

/**
 * Checks a publication of the current draft by an actor without requesting it. The draft must exist. `acceptedFallbacks`: see
 * `draftBlockers`.
 */
export function publishCheck(
  database: Database,
  actor: Actor,
  pkg: Package,
  environment: Environment,
  acceptedFallbacks: string[],
  profile: string,
): Promise<PublishCheck> {
  return database.$transaction(async tx => {
    const revision = { packageId: pkg.id, revision: pkg.revision }
    const { blockers, matches } = await assessDraft(tx, pkg, environment, acceptedFallbacks, profile)
    const fourEyes = await findFourEyesProblem(tx, actor, environment, revision)
    const { longestSeconds, ...encodings } = encodingsToCome(await expectedVideos(tx, pkg.id, profile))
    const pace = longestSeconds === null ? null : await encodingPace(tx)
    return {
      blockers: [...(fourEyes ? [fourEyes] : []), ...blockers],
      warnings: await shownErrors(tx, environment, revision),
      sameAs: matches[0] ?? null,
      ...encodings,
      encodingSeconds: pace === null ? null : longestSeconds! * pace,
      isFourEyesViolated: fourEyes !== null,
    }
  })
}

/**
 * Counts the encodings that are still to be made, each once, and adds up what they cost. `longestSeconds`: the duration of the
 * longest video, null if one was not probed.
 */
export function encodingsToCome(
  videos: Pick<
    ExpectedVideo,
    | 'contentHash'
    | 'encodedAs'
    | 'versionId'
    | 'problem'
    | 'playsFromFile'
    | 'encodingStatus'
    | 'estimateMicros'
    | 'durationSeconds'
    | 'currency'
  >[],
): Pick<PublishCheck, 'videosToEncode' | 'costMicros' | 'currency'> & { longestSeconds: number | null } {
  const open = videos.filter(video => ['EXPECTED', 'UPLOADED', 'QUEUED', 'TRANSCODING'].includes(videoStatus(video)))
  const encodings = [...new Map(open.map(video => [video.contentHash, video])).values()]
  const isPriced = encodings.every(({ estimateMicros, currency }) => estimateMicros !== null && currency !== null)
  const durations = encodings.map(({ durationSeconds }) => durationSeconds)
  return {
    longestSeconds: durations.length === 0 || durations.includes(null) ? null : Math.max(...durations.map(Number)),
    videosToEncode: encodings.length,
    costMicros: isPriced ? encodings.reduce((sum, { estimateMicros }) => sum + estimateMicros!, 0n) : null,
    currency: encodings[0]?.currency ?? null,
  }
}
