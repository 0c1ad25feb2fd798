import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../../sandbox/checks/test-database.ts'
import { type Attribution, systemActor } from '../../audit/actor.ts'
import { change } from '../../audit/change.ts'
import { type Database, openDatabase } from '../../database.ts'
import { buildEncoding } from '../../test/factories.ts'
import {
  advanceTranscodeById,
  buildPackageWithVideos,
  dollarMicros,
  encodingOf,
  encodingSettings,
  endNewestAttempt,
  videoStatuses,
} from '../../test/transcodes.ts'
import type { AttemptOutcome } from '../attempts.ts'
import { setBudget } from '../cost/budget.ts'
import { expectedVideos } from '../expected-videos.ts'
import { fileFaultCode } from '../failed-videos.ts'
import { cancelTranscode, releaseBudgetHold } from '../transcode-controls.ts'
import { needsReencoding, outdatedVideos } from './outdated-videos.ts'
import { requestReencoding } from './request-reencoding.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 4)
})
afterAll(() => database.$disconnect())
beforeEach(async () => {
  await database.encoding.deleteMany()
  await change(database, systemActor, tx => setBudget(tx, null))
})

const anna: Attribution = { actor: { kind: 'USER', name: 'Anna', userId: 'anna' } }
const { profile } = encodingSettings

/** Builds a package whose videos are READY in an older profile, without an open transcode. */
async function buildOutdated(videos: Record<string, string | null>) {
  const pkg = await buildPackageWithVideos(database, videos)
  await database.transcode.deleteMany({ where: { packageId: pkg.packageId } })
  for (const contentHash of Object.values(pkg.hashes)) await buildOlder(contentHash)
  return pkg
}

async function buildOlder(contentHash: string) {
  const known = await database.encoding.count({ where: { contentHash, profile: 'older' } })
  if (known === 0)
    await buildEncoding(database, { contentHash, profile: 'older', status: 'READY' }, { masterKey: 'older.m3u8' })
}

const request = (...packageIds: string[]) =>
  change(database, anna, tx => requestReencoding(tx, anna, packageIds, profile))

async function outdatedCount(packageId: string) {
  return (await outdatedVideos(database, profile, [packageId])).filter(needsReencoding).length
}

/** The profiles of the streams that the draft's videos play. */
async function profilesInUse(packageId: string) {
  const videos = await expectedVideos(database, packageId, profile)
  const encodings = await database.encoding.findMany({ where: { id: { in: videos.map(video => video.encodingId!) } } })
  return videos.map(({ encodingId }) => encodings.find(({ id }) => id === encodingId)!.profile)
}

const failure: AttemptOutcome = { status: 'FAILED', error: { code: 'JOB_FAILED', message: 'The job failed.' } }

/** Requests, advances, and ends every job with an outcome. Returns the transcode afterwards. */
async function reencode(packageId: string, hashes: string[], outcome?: AttemptOutcome) {
  const [transcode] = await request(packageId)
  await advanceTranscodeById(database, transcode!.id)
  for (const hash of hashes) await endNewestAttempt(database, hash, outcome)
  await advanceTranscodeById(database, transcode!.id)
  return database.transcode.findUniqueOrThrow({ where: { id: transcode!.id } })
}

describe('encoding again', () => {
  test('makes one job for each outdated stream, which plays until the new one is READY', async () => {
    const { packageId, hashes } = await buildOutdated({ 'a.mp4': null, 'b.mp4': null })
    expect(await outdatedCount(packageId)).toBe(2)
    const [transcode] = await request(packageId)
    const { finished, encodings } = await advanceTranscodeById(database, transcode!.id)
    expect({ finished, profiles: encodings.map(encoding => encoding.profile) }).toEqual({
      finished: false,
      profiles: [profile, profile],
    })
    expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'READY', 'b.mp4': 'READY' })
    expect(await profilesInUse(packageId)).toEqual(['older', 'older'])

    await endNewestAttempt(database, hashes['a.mp4']!)
    expect(await profilesInUse(packageId)).toEqual([profile, 'older'])
    expect(await advanceTranscodeById(database, transcode!.id)).toMatchObject({ finished: false })
    await endNewestAttempt(database, hashes['b.mp4']!)
    expect(await advanceTranscodeById(database, transcode!.id)).toMatchObject({ finished: true })
    expect(await outdatedCount(packageId)).toBe(0)
    expect(await database.attempt.count({ where: { transcodeId: transcode!.id } })).toBe(2)
  })

  test('records who asked, and what came of it', async () => {
    const { packageId, hashes } = await buildOutdated({ 'a.mp4': null })
    await reencode(packageId, Object.values(hashes))
    const events = await database.auditEvent.findMany({ where: { packageId }, orderBy: { sequence: 'asc' } })
    const asked = events.find(({ action }) => action === 'package.reencodingRequested')
    expect(asked).toMatchObject({ actor: { name: 'Anna' }, after: { videos: 1 } })
    expect(events.at(-1)).toMatchObject({ action: 'package.transcodeSucceeded', after: { renewed: 1, notRenewed: 0 } })
    expect(events.at(-1)!.summary).toMatch(/^Encoded 1 video of ".*" again$/)
  })

  test('leaves alone what is READY in the current profile, and requests nothing then', async () => {
    const { packageId, hashes } = await buildOutdated({ 'a.mp4': null, 'b.mp4': null })
    await buildEncoding(
      database,
      { contentHash: hashes['a.mp4']!, profile, status: 'READY' },
      { masterKey: 'new.m3u8' },
    )
    expect(await outdatedCount(packageId)).toBe(1)
    await reencode(packageId, [hashes['b.mp4']!])
    expect((await encodingOf(database, hashes['a.mp4']!)).attempts).toHaveLength(1)
    expect(await request(packageId)).toEqual([])
  })

  test('opens one transcode when it is asked for twice, also at the same time', async () => {
    const { packageId, hashes } = await buildOutdated({ 'a.mp4': null })
    const [[one], [other]] = await Promise.all([request(packageId), request(packageId)])
    expect(one!.id).toBe(other!.id)
    await advanceTranscodeById(database, one!.id)
    expect(await request(packageId)).toMatchObject([{ id: one!.id }])
    await advanceTranscodeById(database, one!.id)
    expect((await encodingOf(database, hashes['a.mp4']!)).attempts).toHaveLength(1)
    const asked = { packageId, action: 'package.reencodingRequested' }
    expect(await database.auditEvent.count({ where: asked })).toBe(1)
  })

  test('joins the open transcode of a package, also if that requested the older stream', async () => {
    const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null, 'new.mp4': null })
    await buildOlder(hashes['a.mp4']!)
    await advanceTranscodeById(database, transcode.id)
    expect(await request(packageId)).toMatchObject([{ id: transcode.id, reencoding: true }])
    await advanceTranscodeById(database, transcode.id)
    await endNewestAttempt(database, hashes['new.mp4']!)
    expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: false })
    await endNewestAttempt(database, hashes['a.mp4']!)
    expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true })
    expect(await profilesInUse(packageId)).toEqual([profile, profile])
  })

  test('makes one job for a video that two packages share, and both wait for it', async () => {
    const first = await buildOutdated({ 'a.mp4': null })
    const hash = first.hashes['a.mp4']!
    const second = await buildOutdated({ 'copy.mp4': hash })
    const transcodes = await request(first.packageId, second.packageId)
    for (const { id } of transcodes) await advanceTranscodeById(database, id)
    expect((await encodingOf(database, hash)).attempts).toHaveLength(1)
    await change(database, anna, tx => cancelTranscode(tx, anna, transcodes[0]!.id))
    await advanceTranscodeById(database, transcodes[0]!.id)
    await endNewestAttempt(database, hash)
    expect(await advanceTranscodeById(database, transcodes[1]!.id)).toMatchObject({ finished: true })
    expect(await profilesInUse(second.packageId)).toEqual([profile])
  })

  test('keeps the older stream if the new attempt fails, says so, and can be asked for again', async () => {
    const { packageId, hashes } = await buildOutdated({ 'a.mp4': null, 'b.mp4': null })
    const [a, b] = [hashes['a.mp4']!, hashes['b.mp4']!]
    const [transcode] = await request(packageId)
    await advanceTranscodeById(database, transcode!.id)
    await endNewestAttempt(database, a, failure)
    await endNewestAttempt(database, b)
    // Steps after the failure do not try it again.
    expect(await advanceTranscodeById(database, transcode!.id)).toMatchObject({ finished: true })
    expect((await encodingOf(database, a)).attempts).toHaveLength(1)
    expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'READY', 'b.mp4': 'READY' })
    expect(await profilesInUse(packageId)).toEqual(['older', profile])
    const event = await database.auditEvent.findFirstOrThrow({
      where: { packageId, action: 'package.transcodeFailed' },
    })
    expect(event.summary).toMatch(/^Could not encode 1 of 2 videos of ".*" again\. The earlier streams stay in use$/)

    expect(await outdatedCount(packageId)).toBe(1)
    await reencode(packageId, [a])
    expect(await profilesInUse(packageId)).toEqual([profile, profile])
  })

  test('does not offer a video again whose file was at fault', async () => {
    const { packageId, hashes } = await buildOutdated({ 'a.mp4': null })
    const error = { code: fileFaultCode, message: 'It cannot be decoded.' }
    await reencode(packageId, Object.values(hashes), { status: 'FAILED', error })
    expect(await outdatedCount(packageId)).toBe(0)
  })

  test('stops when it is canceled, and the older streams stay', async () => {
    const { packageId, hashes } = await buildOutdated({ 'a.mp4': null })
    const [transcode] = await request(packageId)
    await advanceTranscodeById(database, transcode!.id)
    await change(database, anna, tx => cancelTranscode(tx, anna, transcode!.id))
    await advanceTranscodeById(database, transcode!.id)
    await endNewestAttempt(database, hashes['a.mp4']!, { status: 'CANCELED' })
    expect(await profilesInUse(packageId)).toEqual(['older'])
    expect(await outdatedCount(packageId)).toBe(1)
  })

  test('waits for the budget as a whole, and a person can release it', async () => {
    const limit = { amountMicros: dollarMicros, currency: 'USD' }
    await change(database, systemActor, tx => setBudget(tx, limit))
    const { packageId, hashes } = await buildOutdated({ 'a.mp4': null, 'b.mp4': null })
    const [transcode] = await request(packageId)
    await advanceTranscodeById(database, transcode!.id)
    const paused = async () =>
      Promise.all(
        Object.values(hashes).map(async hash => (await encodingOf(database, hash)).attempts[0]!.pausedAt !== null),
      )
    expect(await paused()).toEqual([true, true])
    expect(await database.transcode.findUnique({ where: { id: transcode!.id } })).toMatchObject({
      status: 'WAITING_FOR_BUDGET',
    })
    await change(database, anna, tx => releaseBudgetHold(tx, anna, transcode!.id))
    expect(await paused()).toEqual([false, false])
  })

  test('leaves out archived packages, alternate sources, and videos that play from their file', async () => {
    const { packageId } = await buildOutdated({ 'a.mp4': null, 'a.webm': null, 'loop.mp4': null })
    const file = (path: string) => ({ packageId, path })
    await database.draftFile.updateMany({ where: file('a.webm'), data: { alternateOf: 'a.mp4' } })
    await database.draftFile.updateMany({ where: file('loop.mp4'), data: { decorative: true } })
    expect(await outdatedCount(packageId)).toBe(1)
    await database.package.update({ where: { id: packageId }, data: { archivedAt: new Date() } })
    expect(await outdatedCount(packageId)).toBe(0)
    expect(await request(packageId)).toEqual([])
  })
})
