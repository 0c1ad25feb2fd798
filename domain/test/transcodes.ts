/** Helpers for tests of encodings: they build packages with videos in their drafts and advance their transcodes. */
import { randomUUID } from 'node:crypto'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import type { Database } from '../database.ts'
import { type AttemptOutcome, endAttempt } from '../transcode/attempts.ts'
import { setBudget } from '../transcode/cost/budget.ts'
import { expectedVideos, videoStatus } from '../transcode/expected-videos.ts'
import { advanceTranscode } from '../transcode/transcodes.ts'
import { buildDraft, buildDraftFile, buildTranscode, buildVideo } from './factories.ts'

export const encodingSettings = { profile: 'test', timeZone: 'UTC' }

/** The cost of each job in the tests: one dollar. */
export const dollarMicros = 1_000_000n

/**
 * Builds a package with an open transcode and a draft with a video at each path. `videos` maps paths to content hashes;
 * null generates one. Each hash has an estimate of one dollar.
 */
export async function buildPackageWithVideos(database: Database, videos: Record<string, string | null>) {
  const { packageId } = await buildDraft(database)
  await buildDraftFile(database, { packageId, path: 'index.html' })
  const ids: Record<string, string> = {}
  const hashes: Record<string, string> = {}
  for (const [path, givenHash] of Object.entries(videos)) {
    const contentHash = givenHash ?? `${path} ${randomUUID()}`
    const video = await buildVideo(database, { packageId, path, contentHash })
    ids[path] = video.id
    hashes[path] = contentHash
    const price = {
      contentHash,
      profile: encodingSettings.profile,
      seconds: 60,
      costMicros: dollarMicros,
      currency: 'USD',
    }
    await database.estimate.createMany({ data: price, skipDuplicates: true })
    await database.probe.createMany({ data: { contentHash, bytes: 1n, durationSeconds: 60 }, skipDuplicates: true })
  }
  const transcode = await buildTranscode(database, { packageId })
  return { packageId, transcode, ids, hashes }
}

/** Advances a transcode, as its workflow does. */
export async function advanceTranscodeById(database: Database, id: string) {
  const transcode = await database.transcode.findUniqueOrThrow({ where: { id } })
  return change(database, systemActor, tx => advanceTranscode(tx, transcode, encodingSettings))
}

/** Finds the encoding of a content hash, with its attempts from the oldest to the newest. */
export const encodingOf = (database: Database, contentHash: string) =>
  database.encoding.findUniqueOrThrow({
    where: { contentHash_profile: { contentHash, profile: encodingSettings.profile } },
    include: { attempts: { orderBy: { number: 'asc' } } },
  })

export const readyOutcome: AttemptOutcome = {
  ...{ status: 'READY', masterKey: 'm.m3u8', posterKey: null, storyboardKey: null, durationSeconds: 60 },
  ...{ billedSeconds: 60, costMicros: dollarMicros, currency: 'USD', width: 640, height: 360 },
}

/** Ends the newest attempt of a content hash. */
export async function endNewestAttempt(
  database: Database,
  contentHash: string,
  outcome: AttemptOutcome = readyOutcome,
) {
  const { attempts } = await encodingOf(database, contentHash)
  return change(database, systemActor, tx => endAttempt(tx, attempts.at(-1)!, outcome))
}

/** Returns the status of each video of a package, by path. */
export async function videoStatuses(database: Database, packageId: string) {
  const videos = await expectedVideos(database, packageId, encodingSettings.profile)
  return Object.fromEntries(videos.map(video => [video.path, videoStatus(video)]))
}

/** Sets the monthly budget to an amount in US dollars. Null: no limit. */
export const limitBudget = (database: Database, dollars: number | null) =>
  change(database, systemActor, tx =>
    setBudget(tx, dollars === null ? null : { amountMicros: BigInt(dollars) * dollarMicros, currency: 'USD' }),
  )
