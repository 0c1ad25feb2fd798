import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { changeDraft } from '../sync/draft.ts'
import { expectedVideosOfRun, recordManifest } from '../sync/manifest.ts'
import { buildOpenRun, buildPackage, buildSyncItem } from '../test/factories.ts'
import { advanceTranscodeById, encodingSettings, endNewestAttempt, readyOutcome } from '../test/transcodes.ts'
import { videosOfRevision, withEncodings } from './package-videos.ts'
import { retryVideo } from './transcode-controls.ts'
import { openTranscodeForDraft } from './transcodes.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())

const { profile } = encodingSettings

/**
 * Synchronizes a package with one more video of these bytes at this path, as far as Postgres is concerned. Returns what
 * the run planned to encode.
 */
async function synchronize(packageId: string, path: string, contentHash: string, encodedAs: string | null = null) {
  const run = await buildOpenRun(database, { packageId, phase: 'COPYING', listedAt: new Date(Date.now() + 60_000) })
  const stored = {
    key: path,
    versionId: 'v',
    etag: 'e',
    storedBytes: 1n,
    mediaType: 'video/mp4',
    modifiedAt: new Date(),
  }
  await buildSyncItem(database, { runId: run.id, path, contentHash, status: 'DONE', video: true, ...stored })
  const price = { contentHash, profile, seconds: 60, costMicros: 1n, currency: 'USD' }
  await database.estimate.createMany({ data: price, skipDuplicates: true })
  await change(database, systemActor, async tx => recordManifest(tx, run, await expectedVideosOfRun(tx, run), profile))
  const videos = [{ path, decorative: false, alternateOf: encodedAs }]
  const check = { findings: [], videos, sounds: [], misspelledPaths: null, usedMediaTypes: {}, checkedWith: null }
  const draftChange = { run, isComplete: true, settled: true, unsettledPaths: [], check }
  await change(database, systemActor, tx => changeDraft(tx, draftChange))
  await change(database, systemActor, async tx => ({ result: await openTranscodeForDraft(tx, run, profile) }))
  await advance(packageId)
  const { videosNew, videosReused } = await database.syncRun.update({
    where: { id: run.id },
    data: { finishedAt: new Date() },
  })
  return { new: videosNew, reused: videosReused }
}

async function advance(packageId: string): Promise<void> {
  const open = await database.transcode.findFirst({ where: { packageId, finishedAt: null } })
  if (open) await advanceTranscodeById(database, open.id)
}

async function finish(packageId: string, contentHash: string, outcome = readyOutcome): Promise<void> {
  await endNewestAttempt(database, contentHash, outcome)
  await advance(packageId)
}

/** Whether each video of the draft is reused, by path. */
async function reused(packageId: string) {
  const { revision } = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  const videos = await videosOfRevision(database, packageId, revision, profile)
  const [found] = await withEncodings(database, [videos.map(video => ({ ...video, packageId, revision }))], profile)
  return Object.fromEntries(found!.map(video => [video.path, video.reused]))
}

test('a video that stays a file is not planned to be encoded', async () => {
  const hash = randomUUID()
  const { id } = await buildPackage(database)
  const length = { durationSeconds: 12, pictureStartSeconds: 0, pictureEndSeconds: 2 }
  await database.probe.create({ data: { contentHash: hash, bytes: 1n, browserPlayable: true, ...length } })
  expect(await synchronize(id, 'talk.mp4', hash)).toEqual({ new: 0, reused: 0 })
  expect(await database.transcode.count({ where: { packageId: id, finishedAt: null } })).toBe(0)
  expect(await database.encoding.count({ where: { contentHash: hash } })).toBe(0)
})

test('the first package encodes its video, and a second one with the same bytes reuses it', async () => {
  const [hash, other] = [randomUUID(), randomUUID()]
  const { id: first } = await buildPackage(database)
  expect(await synchronize(first, 'a.mp4', hash)).toEqual({ new: 1, reused: 0 })
  expect(await reused(first)).toEqual({ 'a.mp4': false })
  await finish(first, hash)
  expect(await reused(first)).toEqual({ 'a.mp4': false })

  const { id: second } = await buildPackage(database)
  expect(await synchronize(second, 'b.mp4', hash)).toEqual({ new: 0, reused: 1 })
  expect(await database.transcode.count({ where: { packageId: second } })).toBe(0)
  expect(await reused(second)).toEqual({ 'b.mp4': true })

  // The package's own videos are not reused because a later run finds them ready, but one under another name is.
  expect(await synchronize(first, 'new.mp4', other)).toEqual({ new: 1, reused: 1 })
  await finish(first, other)
  expect(await synchronize(first, 'copy.mp4', hash)).toEqual({ new: 0, reused: 2 })
  expect(await reused(first)).toEqual({ 'a.mp4': false, 'copy.mp4': true, 'new.mp4': false })
})

test('an alternate source is not reused: it has no encoding of its own', async () => {
  const [hash, webm] = [randomUUID(), randomUUID()]
  const { id: first } = await buildPackage(database)
  await synchronize(first, 'a.mp4', hash)
  await finish(first, hash)
  const { id: second } = await buildPackage(database)
  await synchronize(second, 'a.mp4', hash)
  expect(await synchronize(second, 'a.webm', webm, 'a.mp4')).toMatchObject({ reused: 1 })
  expect(await reused(second)).toEqual({ 'a.mp4': true, 'a.webm': false })
})

test('a video whose encoding was still in progress when the run was planned is new', async () => {
  const hash = randomUUID()
  const { id: first } = await buildPackage(database)
  await synchronize(first, 'a.mp4', hash)
  const { id: second } = await buildPackage(database)
  expect(await synchronize(second, 'a.mp4', hash)).toEqual({ new: 1, reused: 0 })
  await finish(first, hash)
  expect(await reused(second)).toEqual({ 'a.mp4': false })
})

test('a retry changes nothing: neither for the retried video nor for the others', async () => {
  const [good, bad, known] = [randomUUID(), randomUUID(), randomUUID()]
  const { id: other } = await buildPackage(database)
  await synchronize(other, 'known.mp4', known)
  await finish(other, known)
  const { id: packageId } = await buildPackage(database)
  await synchronize(packageId, 'known.mp4', known)
  await synchronize(packageId, 'good.mp4', good)
  expect(await synchronize(packageId, 'bad.mp4', bad)).toEqual({ new: 2, reused: 1 })
  await finish(packageId, good)
  await finish(packageId, bad, { status: 'FAILED', error: { code: 'ENCODER', message: 'It failed.' } })
  const expected = { 'bad.mp4': false, 'good.mp4': false, 'known.mp4': true }
  expect(await reused(packageId)).toEqual(expected)

  const { id } = await database.video.findFirstOrThrow({ where: { packageId, path: 'bad.mp4' } })
  await change(database, systemActor, tx => retryVideo(tx, systemActor, id, encodingSettings))
  await advance(packageId)
  await finish(packageId, bad)
  expect(await database.transcode.count({ where: { packageId, retrying: true, status: 'SUCCEEDED' } })).toBe(1)
  expect(await reused(packageId)).toEqual(expected)
})

test('an encoding in an older profile is reused, and one that was removed is not', async () => {
  const [hash, removed] = [randomUUID(), randomUUID()]
  const { id: first } = await buildPackage(database)
  await synchronize(first, 'a.mp4', hash)
  await finish(first, hash)
  await synchronize(first, 'removed.mp4', removed)
  await finish(first, removed)
  await database.encoding.updateMany({ where: { contentHash: { in: [hash, removed] } }, data: { profile: 'old' } })
  await database.encoding.updateMany({ where: { contentHash: removed }, data: { removedAt: new Date() } })
  await database.attempt.updateMany({
    where: { encoding: { contentHash: removed } },
    data: { removedAt: new Date() },
  })

  const { id: second } = await buildPackage(database)
  expect(await synchronize(second, 'a.mp4', hash)).toEqual({ new: 0, reused: 1 })
  expect(await synchronize(second, 'removed.mp4', removed)).toEqual({ new: 1, reused: 1 })
  await finish(second, removed)
  expect(await reused(second)).toEqual({ 'a.mp4': true, 'removed.mp4': false })
})
