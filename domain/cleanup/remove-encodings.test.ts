import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { touchConvertedCaptions } from '../captions/converted-captions.ts'
import { type Database, openDatabase } from '../database.ts'
import {
  buildEncoding,
  buildOpenRun,
  buildPublication,
  buildRelease,
  buildSyncItem,
  buildTranscode,
} from '../test/factories.ts'
import {
  advanceTranscodeById,
  buildPackageWithVideos,
  encodingOf,
  encodingSettings,
  endNewestAttempt,
  videoStatuses,
} from '../test/transcodes.ts'
import { requestEncodings } from '../transcode/encoding-requests.ts'
import { touchSource } from '../transcode/probes.ts'
import { updateUnreferencedSince } from './mark-unreferenced.ts'
import {
  deletableOutputsWhere,
  recordOutputsDeleted,
  removeCaptions,
  removeEncodings,
  removeSources,
} from './remove-encodings.ts'
import { trackedCaptions, trackedEncodings, trackedSources } from './unreferenced.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

const longAgo = new Date(Date.now() - 86_400_000)
const trackedTables = [trackedEncodings(encodingSettings.profile), trackedSources, trackedCaptions]
const markUnreferenced = async () => {
  for (const tracked of trackedTables)
    while ((await database.$transaction(tx => updateUnreferencedSince(tx, tracked))) > 0);
}
const remove = (before = new Date(Date.now() + 60_000)) =>
  change(database, systemActor, tx => removeEncodings(tx, encodingSettings.profile, before))
const stateOf = async (contentHash: string) => {
  const { removedAt, unreferencedSince } = await encodingOf(database, contentHash)
  return removedAt ? 'removed' : unreferencedSince ? 'unreferenced' : 'referenced'
}

/** Builds a package whose only video is encoded and whose transcode has ended. */
async function buildEncodedPackage() {
  const built = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, built.transcode.id)
  const contentHash = built.hashes['a.mp4']!
  await endNewestAttempt(database, contentHash)
  await advanceTranscodeById(database, built.transcode.id)
  return { ...built, contentHash }
}

const deleteFiles = (packageId: string) => database.draftFile.deleteMany({ where: { packageId } })

test('removes an encoding after the grace period if no draft, release, or open work references it, and records it', async () => {
  const { packageId, contentHash, ids } = await buildEncodedPackage()
  const { id } = await encodingOf(database, contentHash)
  await markUnreferenced()
  expect(await stateOf(contentHash)).toBe('referenced')
  const files = await database.draftFile.findMany({ where: { packageId } })
  await deleteFiles(packageId)
  await markUnreferenced()
  expect(await stateOf(contentHash)).toBe('unreferenced')
  expect(await remove(longAgo)).toBe(0)

  await database.draftFile.createMany({ data: files })
  expect(await remove()).toBe(0)
  await markUnreferenced()
  expect(await stateOf(contentHash)).toBe('referenced')
  await deleteFiles(packageId)

  const release = await buildRelease(database, { packageId })
  const video = { releaseId: release.id, videoId: ids['a.mp4']!, path: 'a.mp4', encodingId: id, attempt: 1 }
  await database.releaseVideo.create({ data: video })
  await markUnreferenced()
  expect(await stateOf(contentHash)).toBe('referenced')
  await database.release.update({ where: { id: release.id }, data: { removedAt: new Date() } })
  await markUnreferenced()

  const publication = await buildPublication(database, { packageId })
  const request = await database.encodingRequest.create({ data: { encodingId: id, publicationId: publication.id } })
  expect(await remove()).toBe(0)
  await database.encodingRequest.update({ where: { id: request.id }, data: { droppedAt: new Date() } })
  await markUnreferenced()
  expect(await remove()).toBe(1)
  expect(await stateOf(contentHash)).toBe('removed')
  const events = await database.auditEvent.findMany({ where: { action: 'encoding.removed', subjectId: id } })
  expect(events).toHaveLength(1)
  expect(await remove()).toBe(0)
})

test('encodes a removed video again on request; the old outputs are not shown and can be deleted', async () => {
  const { packageId, contentHash } = await buildEncodedPackage()
  const files = await database.draftFile.findMany({ where: { packageId } })
  await deleteFiles(packageId)
  await markUnreferenced()
  await remove()
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
  expect(encodingRequests).toHaveLength(1)
  expect(attempts.map(attempt => [attempt.status, attempt.removedAt !== null])).toEqual([
    ['READY', true],
    ['QUEUED', false],
  ])
  const deletable = await database.attempt.findMany({
    where: { AND: [deletableOutputsWhere(longAgo), { encodingId: encodings[0]!.id }] },
  })
  expect(deletable.map(({ number }) => number)).toEqual([1])
  expect(await recordOutputsDeleted(database, encodings[0]!.id, 1)).toBe(true)
  expect(await recordOutputsDeleted(database, encodings[0]!.id, 1)).toBe(false)
  await endNewestAttempt(database, contentHash)
  await advanceTranscodeById(database, id)
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'READY' })
})

test('never removes an encoding that is requested at the same time', async () => {
  const built = []
  for (let count = 0; count < 12; count++) built.push(await buildEncodedPackage())
  for (const { packageId } of built) await deleteFiles(packageId)
  await markUnreferenced()
  const requests = built.map(async ({ packageId, contentHash }) => {
    const requester = { packageId, transcodeId: (await buildTranscode(database, { packageId })).id }
    const video = { contentHash, problem: null, encodedAs: null, playsFromFile: false }
    await change(database, systemActor, tx => requestEncodings(tx, requester, [video], encodingSettings))
  })
  await Promise.all([...requests.slice(0, 6), remove(), ...requests.slice(6), remove()])
  for (const { contentHash } of built) {
    const { removedAt, attempts } = await encodingOf(database, contentHash)
    const newest = attempts.at(-1)!
    expect(removedAt).toBeNull()
    expect(newest.removedAt).toBeNull()
    expect(newest.finishedAt === null || newest.status === 'READY').toBe(true)
  }
})

test('deletes the outputs of failed attempts after the grace period', async () => {
  const failed = { status: 'FAILED' as const }
  const { id } = await buildEncoding(database, failed, { finishedAt: longAgo })
  const deletableAttempts = (before: Date) =>
    database.attempt.count({ where: { AND: [deletableOutputsWhere(before), { encodingId: id }] } })
  expect(await deletableAttempts(new Date(longAgo.getTime() - 1))).toBe(0)
  expect(await deletableAttempts(new Date())).toBe(1)
  await recordOutputsDeleted(database, id, 1)
  expect(await deletableAttempts(new Date())).toBe(0)
})

test('keeps a source while a job may read it, and clears it afterwards unless it is needed again', async () => {
  const { packageId, contentHash } = await buildEncodedPackage()
  const source = { sourceKey: `sources/${contentHash}`, sourceVersionId: 'v' }
  await database.probe.update({ where: { contentHash }, data: source })
  const sourceOf = async () => (await database.probe.findUniqueOrThrow({ where: { contentHash } })).sourceKey
  const removeSource = () => database.$transaction(tx => removeSources(tx, new Date(Date.now() + 60_000)))
  const { id } = await buildTranscode(database, { packageId })
  await markUnreferenced()
  await removeSource()
  expect(await sourceOf()).not.toBeNull()
  await database.transcode.update({ where: { id }, data: { finishedAt: new Date() } })
  await markUnreferenced()
  await touchSource(database, contentHash)
  await removeSource()
  expect(await sourceOf()).not.toBeNull()
  await markUnreferenced()
  await removeSource()
  expect(await sourceOf()).toBeNull()
})

test('removes converted captions that no draft, open run, or release has, unless they are needed again', async () => {
  const contentHash = randomUUID()
  await database.convertedCaptions.create({ data: { contentHash, key: 'captions/x.vtt', versionId: 'v' } })
  const exists = async () => (await database.convertedCaptions.count({ where: { contentHash } })) === 1
  const cleanUp = async () => {
    await markUnreferenced()
    await database.$transaction(tx => removeCaptions(tx, new Date(Date.now() + 60_000)))
    return exists()
  }
  const run = await buildOpenRun(database)
  await buildSyncItem(database, { runId: run.id, contentHash })
  expect(await cleanUp()).toBe(true)
  await database.syncRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } })
  const release = await buildRelease(database)
  const file = { bytes: 1n, modifiedAt: new Date(), mediaType: 'x/y', storedBytes: 1n, generated: false, path: 'a.srt' }
  const source = { sourceKey: 'x', sourceVersionId: 'v', sourceEtag: 'e' }
  const { packageId, number } = release
  await database.releaseFile.create({ data: { packageId, number, contentHash, ...file, ...source } })
  expect(await cleanUp()).toBe(true)
  await database.release.update({ where: { id: release.id }, data: { removedAt: new Date() } })
  await markUnreferenced()
  expect(await touchConvertedCaptions(database, { contentHash, reading: '' })).toBe(true)
  await database.$transaction(tx => removeCaptions(tx, new Date(Date.now() + 60_000)))
  expect(await exists()).toBe(true)
  expect(await cleanUp()).toBe(false)
  expect(await touchConvertedCaptions(database, { contentHash, reading: '' })).toBe(false)
})
