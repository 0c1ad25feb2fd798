import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { isReferencedEncodingSql } from '../cleanup/referenced-encodings.ts'
import { type Database, type EncodingStatus, openDatabase, Prisma } from '../database.ts'
import { playableDraftVideos } from '../playback/playable-videos.ts'
import { expectedVideosOfRun, recordManifest } from '../sync/manifest.ts'
import { buildDraft, buildEncoding, buildOpenRun, buildTranscode, buildVideo } from '../test/factories.ts'
import { requestEncodings } from './encoding-requests.ts'
import { expectedVideos } from './expected-videos.ts'
import { advanceTranscode, openTranscodeForDraft } from './transcodes.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 4)
})
afterAll(() => database.$disconnect())

const settings = { profile: 'new', timeZone: 'UTC' }

/** A draft with one video that has an encoding in an older profile. */
async function buildEncoded(status: EncodingStatus) {
  const { packageId } = await buildDraft(database)
  const contentHash = randomUUID()
  await buildVideo(database, { packageId, path: 'film.mp4', contentHash })
  const estimate = { contentHash, profile: settings.profile, seconds: 10, costMicros: 1n, currency: 'USD' }
  await database.estimate.create({ data: estimate })
  const encoding = await buildEncoding(
    database,
    { contentHash, profile: 'old', status },
    { masterKey: 'old.m3u8', finishedAt: status === 'TRANSCODING' ? null : new Date() },
  )
  const attempts = () => database.attempt.count({ where: { encoding: { contentHash } } })
  const encodings = async () =>
    (await database.encoding.findMany({ where: { contentHash }, orderBy: { profile: 'asc' } })).map(
      ({ profile }) => profile,
    )
  return { packageId, contentHash, encoding, attempts, encodings }
}

async function advance(packageId: string) {
  const transcode = await buildTranscode(database, { packageId })
  await change(database, systemActor, tx => advanceTranscode(tx, transcode, settings))
  return database.transcode.findUniqueOrThrow({ where: { id: transcode.id }, include: { encodingRequests: true } })
}

describe('a new profile', () => {
  test('costs nothing for content that is READY in the old one', async () => {
    const { packageId, encoding, attempts, encodings } = await buildEncoded('READY')
    expect(await expectedVideos(database, packageId, settings.profile)).toMatchObject([
      { encodingId: encoding.id, encodingStatus: 'READY' },
    ])
    expect(await playableDraftVideos(database, packageId, 1, settings.profile)).toMatchObject([
      { masterKey: 'old.m3u8' },
    ])

    const run = await buildOpenRun(database, { packageId })
    await change(database, systemActor, async tx => {
      const videos = await expectedVideosOfRun(tx, run)
      return recordManifest(tx, run, videos, settings.profile)
    })
    await database.syncRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } })
    await change(database, systemActor, async tx => ({
      result: await openTranscodeForDraft(tx, run, settings.profile),
    }))
    expect(await database.transcode.count({ where: { packageId } })).toBe(0)

    const { status, encodingRequests } = await advance(packageId)
    expect(status).toBe('SUCCEEDED')
    expect(encodingRequests).toMatchObject([{ encodingId: encoding.id }])
    expect([await attempts(), await encodings()]).toEqual([1, ['old']])
  })

  test('shares a job of the old one that is still running', async () => {
    const { packageId, attempts, encodings } = await buildEncoded('TRANSCODING')
    expect(await advance(packageId)).toMatchObject({ status: 'RUNNING' })
    expect([await attempts(), await encodings()]).toEqual([1, ['old']])
  })

  test.each(['FAILED', 'CANCELED'] as const)(
    'is used for content whose encoding in the old one is %s',
    async status => {
      const { packageId, attempts, encodings } = await buildEncoded(status)
      expect(await advance(packageId)).toMatchObject({ status: 'RUNNING' })
      expect([await attempts(), await encodings()]).toEqual([2, ['new', 'old']])
    },
  )

  test('is used for content whose stream in the old one was removed', async () => {
    const { packageId, encoding, encodings } = await buildEncoded('READY')
    await database.encoding.update({ where: { id: encoding.id }, data: { removedAt: new Date() } })
    expect(await advance(packageId)).toMatchObject({ status: 'RUNNING' })
    expect(await encodings()).toEqual(['new', 'old'])
  })

  test('takes the place of the old one once it is READY, and then the old one is not referenced', async () => {
    const { packageId, contentHash, encoding } = await buildEncoded('READY')
    const isReferenced = async () => {
      const sql = Prisma.sql`SELECT id::text FROM encoding WHERE id = ${encoding.id}::uuid AND ${isReferencedEncodingSql(settings.profile)}`
      return (await database.$queryRaw<object[]>(sql)).length > 0
    }
    expect(await isReferenced()).toBe(true)
    const newer = await buildEncoding(
      database,
      { contentHash, profile: 'new', status: 'READY' },
      { masterKey: 'new.m3u8' },
    )
    expect(await expectedVideos(database, packageId, settings.profile)).toMatchObject([{ encodingId: newer.id }])
    expect(await playableDraftVideos(database, packageId, 1, settings.profile)).toMatchObject([
      { masterKey: 'new.m3u8' },
    ])
    expect(await isReferenced()).toBe(false)
  })

  test('is requested once by two transactions at the same time', async () => {
    const hashes = [randomUUID(), randomUUID(), randomUUID()]
    await buildEncoding(database, { contentHash: hashes[0]!, profile: 'old', status: 'READY' })
    const request = async (contentHashes: string[]) => {
      const { packageId, id: transcodeId } = await buildTranscode(database)
      const videos = contentHashes.map(contentHash => ({
        contentHash,
        problem: null,
        encodedAs: null,
        playsFromFile: false,
      }))
      return change(database, systemActor, tx => requestEncodings(tx, { packageId, transcodeId }, videos, settings))
    }
    await Promise.all([request(hashes), request(hashes.toReversed()), request(hashes)])
    expect(await database.attempt.count({ where: { encoding: { contentHash: { in: hashes } } } })).toBe(3)
    expect(await database.encoding.count({ where: { contentHash: { in: hashes } } })).toBe(3)
  })
})
