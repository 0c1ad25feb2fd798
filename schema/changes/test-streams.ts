/** For tests of how streams come to be: packages with videos in their drafts, and what becomes of their transcodes. */
import { randomUUID } from 'node:crypto'
import { lectern } from '../actor.ts'
import { buildDraft, buildTranscode, buildVideo } from '../builders.ts'
import type { Database } from '../database.ts'
import { expectedVideos, videoStatus } from '../reads/expected-videos.ts'
import { type AttemptEnd, endAttempt } from './attempt.ts'
import { change } from './change.ts'
import { advanceTranscode } from './transcode.ts'

export const terms = { profile: 'test', timeZone: 'UTC' }

/** What jobs of the tests cost. */
export const dollar = 1_000_000n

/** A package whose draft has a video at each path, with these bytes or bytes of its own, each of which costs a dollar; and its open transcode. */
export async function buildPackageWithVideos(database: Database, videos: Record<string, string | null>) {
  const { packageId } = await buildDraft(database)
  const ids: Record<string, string> = {}
  const hashes: Record<string, string> = {}
  for (const [path, given] of Object.entries(videos)) {
    const contentHash = given ?? `${path} ${randomUUID()}`
    const video = await buildVideo(database, { packageId, path, contentHash })
    ids[path] = video.id
    hashes[path] = contentHash
    const price = { contentHash, profile: terms.profile, seconds: 60, micros: dollar, currency: 'USD' }
    await database.estimate.createMany({ data: price, skipDuplicates: true })
    await database.videoLook.createMany({ data: { contentHash, bytes: 1n, durationSeconds: 60 }, skipDuplicates: true })
  }
  const transcode = await buildTranscode(database, { packageId })
  return { packageId, transcode, ids, hashes }
}

/** Looks what a transcode may do next, as its workflow does. */
export async function advance(database: Database, id: string) {
  const transcode = await database.transcode.findUniqueOrThrow({ where: { id } })
  return change(database, lectern, tx => advanceTranscode(tx, transcode, terms))
}

/** The encoding of these bytes with its attempts, the newest last. */
export const encodingOf = (database: Database, contentHash: string) =>
  database.encoding.findUniqueOrThrow({
    where: { contentHash_profile: { contentHash, profile: terms.profile } },
    include: { attempts: { orderBy: { number: 'asc' } } },
  })

export const ready: AttemptEnd = {
  ...{ status: 'READY', masterKey: 'm.m3u8', posterKey: null, storyboardKey: null, durationSeconds: 60 },
  ...{ outputSeconds: 60, costMicros: dollar, currency: 'USD', width: 640, height: 360 },
}

/** Ends the newest attempt at these bytes. */
export async function end(database: Database, contentHash: string, how: AttemptEnd = ready) {
  const { attempts } = await encodingOf(database, contentHash)
  return change(database, lectern, tx => endAttempt(tx, attempts.at(-1)!, how))
}

/** How far each video of a package is, by path. */
export async function statuses(database: Database, packageId: string) {
  const videos = await expectedVideos(database, packageId, terms.profile)
  return Object.fromEntries(videos.map(video => [video.path, videoStatus(video)]))
}
