import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import {
  buildEncoding,
  buildOpenRun,
  buildPublication,
  buildRelease,
  buildSyncItem,
  buildTranscode,
} from '../test/factories.ts'
import { type Database, openDatabase } from '../database.ts'
import { trackedCaptions, trackedEncodings, trackedSources } from './unreferenced.ts'
import { touchConvertedCaptions } from '../captions/converted-captions.ts'
import { change } from '../audit/change.ts'
import { touchSource } from '../transcode/probes.ts'
import {
  deletableOutputsWhere,
  recordOutputsDeleted,
  removeCaptions,
  removeEncodings,
  removeSources,
} from './remove-encodings.ts'
import {
  advanceTranscodeById,
  buildPackageWithVideos,
  encodingOf,
  encodingSettings,
  endNewestAttempt,
  videoStatuses,
} from '../test/transcodes.ts'
import { updateUnreferencedSince } from './mark-unreferenced.ts'
import { requestEncodings } from '../transcode/encoding-requests.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

const longAgo = new Date(Date.now() - 86_400_000)
const everything = [trackedEncodings(encodingSettings.profile), trackedSources, trackedCaptions]
const note = async () => {
  for (const watched of everything)
    while ((await database.$transaction(tx => updateUnreferencedSince(tx, watched))) > 0);
}
const removing = (before = new Date(Date.now() + 60_000)) =>
  change(database, systemActor, tx => removeEncodings(tx, encodingSettings.profile, before))
const stateOf = async (contentHash: string) => {
  const { removedAt, unreferencedSince } = await encodingOf(database, contentHash)
  return removedAt ? 'removed' : unreferencedSince ? 'unneeded' : 'needed'
}

/** A package whose only video streams, with its transcode over. */
async function buildStreaming() {
  const built = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, built.transcode.id)
  const contentHash = built.hashes['a.mp4']!
  await endNewestAttempt(database, contentHash)
  await advanceTranscodeById(database, built.transcode.id)
  return { ...built, contentHash }
}

const forget = (packageId: string) => database.draftFile.deleteMany({ where: { packageId } })

test('a stream is kept by drafts, releases, whoever works on it; without any it goes after the grace period, with a word in the log', async () => {
  const { packageId, contentHash, ids } = await buildStreaming()
  const { id } = await encodingOf(database, contentHash)
  await note()
  expect(await stateOf(contentHash)).toBe('needed')
  const files = await database.draftFile.findMany({ where: { packageId } })
  await forget(packageId)
  await note()
  expect(await stateOf(contentHash)).toBe('unneeded')
  expect(await removing(longAgo)).toBe(0)

  await database.draftFile.createMany({ data: files })
  expect(await removing()).toBe(0)
  await note()
  expect(await stateOf(contentHash)).toBe('needed')
  await forget(packageId)

  const release = await buildRelease(database, { packageId })
  const video = { releaseId: release.id, videoId: ids['a.mp4']!, path: 'a.mp4', encodingId: id, attempt: 1 }
  await database.releaseVideo.create({ data: video })
  await note()
  expect(await stateOf(contentHash)).toBe('needed')
  await database.release.update({ where: { id: release.id }, data: { removedAt: new Date() } })
  await note()

  const publication = await buildPublication(database, { packageId })
  const request = await database.encodingRequest.create({ data: { encodingId: id, publicationId: publication.id } })
  expect(await removing()).toBe(0)
  await database.encodingRequest.update({ where: { id: request.id }, data: { droppedAt: new Date() } })
  await note()
  expect(await removing()).toBe(1)
  expect(await stateOf(contentHash)).toBe('removed')
  const told = await database.auditEvent.findMany({ where: { action: 'encoding.removed', subjectId: id } })
  expect(told).toHaveLength(1)
  expect(await removing()).toBe(0)
})

test('a removed stream that is wished again is made anew; what was made before is not shown, and goes', async () => {
  const { packageId, contentHash } = await buildStreaming()
  const files = await database.draftFile.findMany({ where: { packageId } })
  await forget(packageId)
  await note()
  await removing()
  await database.draftFile.createMany({ data: files })
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'UPLOADED' })

  const { id } = await buildTranscode(database, { packageId })
  const { encodings } = await advanceTranscodeById(database, id)
  expect(encodings.map(encoding => encoding.contentHash)).toEqual([contentHash])
  const { attempts, removedAt, status, encodingRequests } = await database.encoding.findFirstOrThrow({
    where: { contentHash },
    include: { attempts: { orderBy: { number: 'asc' } }, encodingRequests: { where: { transcodeId: id } } },
  })
  expect({ removedAt, status }).toEqual({ removedAt: null, status: 'QUEUED' })
  expect(encodingRequests).toMatchObject([{ reused: false }])
  expect(attempts.map(attempt => [attempt.status, attempt.removedAt !== null])).toEqual([
    ['READY', true],
    ['QUEUED', false],
  ])
  const goes = await database.attempt.findMany({
    where: { AND: [deletableOutputsWhere(longAgo), { encodingId: encodings[0]!.id }] },
  })
  expect(goes.map(({ number }) => number)).toEqual([1])
  expect(await recordOutputsDeleted(database, encodings[0]!.id, 1)).toBe(true)
  expect(await recordOutputsDeleted(database, encodings[0]!.id, 1)).toBe(false)
  await endNewestAttempt(database, contentHash)
  await advanceTranscodeById(database, id)
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'READY' })
})

test('a stream is wished or removed, whoever comes first, and one that is wished has an attempt that goes on or outputs that stay', async () => {
  const built = []
  for (let count = 0; count < 12; count++) built.push(await buildStreaming())
  for (const { packageId } of built) await forget(packageId)
  await note()
  const wishing = built.map(async ({ packageId, contentHash }) => {
    const wisher = { packageId, transcodeId: (await buildTranscode(database, { packageId })).id }
    const video = { contentHash, problem: null, encodedAs: null, decorative: false }
    await change(database, systemActor, tx => requestEncodings(tx, wisher, [video], encodingSettings))
  })
  await Promise.all([...wishing.slice(0, 6), removing(), ...wishing.slice(6), removing()])
  for (const { contentHash } of built) {
    const { removedAt, attempts } = await encodingOf(database, contentHash)
    const newest = attempts.at(-1)!
    expect(removedAt).toBeNull()
    expect(newest.removedAt).toBeNull()
    expect(newest.finishedAt === null || newest.status === 'READY').toBe(true)
  }
})

test('what is left of attempts that came to nothing goes after the grace period', async () => {
  const over = { status: 'FAILED' as const }
  const { id } = await buildEncoding(database, over, { finishedAt: longAgo })
  const attempt = (before: Date) =>
    database.attempt.count({ where: { AND: [deletableOutputsWhere(before), { encodingId: id }] } })
  expect(await attempt(new Date(longAgo.getTime() - 1))).toBe(0)
  expect(await attempt(new Date())).toBe(1)
  await recordOutputsDeleted(database, id, 1)
  expect(await attempt(new Date())).toBe(0)
})

test('a source is kept while a job may read it, and forgotten afterwards; whoever needs it a moment before keeps it', async () => {
  const { packageId, contentHash } = await buildStreaming()
  const source = { sourceKey: `sources/${contentHash}`, sourceVersionId: 'v' }
  await database.probe.update({ where: { contentHash }, data: source })
  const sourceOf = async () => (await database.probe.findUniqueOrThrow({ where: { contentHash } })).sourceKey
  const remove = () => database.$transaction(tx => removeSources(tx, new Date(Date.now() + 60_000)))
  const { id } = await buildTranscode(database, { packageId })
  await note()
  await remove()
  expect(await sourceOf()).not.toBeNull()
  await database.transcode.update({ where: { id }, data: { finishedAt: new Date() } })
  await note()
  await touchSource(database, contentHash)
  await remove()
  expect(await sourceOf()).not.toBeNull()
  await note()
  await remove()
  expect(await sourceOf()).toBeNull()
})

test('converted captions are kept by drafts, runs that go on and releases; then they are forgotten, unless somebody needs them again', async () => {
  const contentHash = randomUUID()
  await database.convertedCaptions.create({ data: { contentHash, key: 'captions/x.vtt', versionId: 'v' } })
  const isThere = async () => (await database.convertedCaptions.count({ where: { contentHash } })) === 1
  const night = async () => {
    await note()
    await database.$transaction(tx => removeCaptions(tx, new Date(Date.now() + 60_000)))
    return isThere()
  }
  const run = await buildOpenRun(database)
  await buildSyncItem(database, { runId: run.id, contentHash })
  expect(await night()).toBe(true)
  await database.syncRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } })
  const release = await buildRelease(database)
  const file = { bytes: 1n, modifiedAt: new Date(), mediaType: 'x/y', storedBytes: 1n, generated: false, path: 'a.srt' }
  const source = { sourceKey: 'x', sourceVersionId: 'v', sourceEtag: 'e' }
  const { packageId, number } = release
  await database.releaseFile.create({ data: { packageId, number, contentHash, ...file, ...source } })
  expect(await night()).toBe(true)
  await database.release.update({ where: { id: release.id }, data: { removedAt: new Date() } })
  await note()
  expect(await touchConvertedCaptions(database, contentHash)).toBe(true)
  await database.$transaction(tx => removeCaptions(tx, new Date(Date.now() + 60_000)))
  expect(await isThere()).toBe(true)
  expect(await night()).toBe(false)
  expect(await touchConvertedCaptions(database, contentHash)).toBe(false)
})
