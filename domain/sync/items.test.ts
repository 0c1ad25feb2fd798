import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Database, openDatabase } from '../database.ts'
import { buildOpenRun, buildPackage, buildSyncItem } from '../test/factories.ts'
import { claimLargeItem, claimSmallItems, hasMoreCopies, type Lane, recordItems } from './items.ts'
import { smoothingSeconds } from './speed.ts'
import { bindUpload, claimPart, recordPart } from './uploads.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

const mebi = 1024 ** 2
const partBytes = 16 * mebi
const batch = { maxItems: 10, partBytes }

/** Builds a run with items of these sizes to copy, and two lanes. */
async function buildRun(...sizes: number[]) {
  const pkg = await buildPackage(database)
  const run = await buildOpenRun(database, { packageId: pkg.id })
  for (const [index, bytes] of sizes.entries())
    await buildSyncItem(database, {
      runId: run.id,
      path: `${index}.bin`,
      bytes,
      status: 'PENDING',
      dropboxId: `id:${index}`,
      rev: 'r',
      contentHash: `hash ${run.id} ${index}`,
    })
  const lane = (name: string): Lane => ({
    runId: run.id,
    packageId: pkg.id,
    name: `${run.id} ${name}`,
    maximumAttempts: 8,
  })
  return { run, one: lane('one'), two: lane('two') }
}

const outcome = ({ name }: Lane, { path, contentHash }: { path: string; contentHash: string }, versionId: string) => ({
  lane: name,
  ...{ path, contentHash, key: `draft/${path}`, versionId, etag: 'etag', storedBytes: 1, mediaType: 'text/plain' },
  ...{ contentEncoding: null, tagVersion: null },
})

/** Ends all leases, as if the lanes had not renewed them. */
const expireLeases = () => database.$executeRaw`
  WITH part AS (UPDATE upload_part SET claimed_until = now() - interval '1 second' WHERE claimed_until IS NOT NULL)
  UPDATE sync_item SET claimed_until = now() - interval '1 second' WHERE claimed_until IS NOT NULL`

test('are claimed by one lane at a time', async () => {
  const { one, two } = await buildRun(1, 1, 1)
  expect(await claimSmallItems(database, one, { ...batch, maxItems: 2 })).toHaveLength(2)
  expect((await claimSmallItems(database, two, batch)).map(item => item.path)).toEqual(['2.bin'])
})

test('are claimed by size, so that large files start beside small ones', async () => {
  const { one, two } = await buildRun(1, 40 * mebi, 10 * mebi, 10 * mebi)
  const claimSmall = async () => (await claimSmallItems(database, one, batch)).map(item => item.path)
  expect((await claimLargeItem(database, two, partBytes)).map(item => item.path)).toEqual(['1.bin'])
  // A batch holds at most one part's worth of bytes.
  expect([await claimSmall(), await claimSmall(), await claimSmall()]).toEqual([['0.bin', '2.bin'], ['3.bin'], []])
  expect(await claimLargeItem(database, two, partBytes)).toEqual([])
})

test('ignore the outcome of a lane whose lease has ended', async () => {
  const { run, one, two } = await buildRun(1)
  const [late] = await claimSmallItems(database, one, batch)
  await expireLeases()
  const [item] = await claimSmallItems(database, two, batch)
  expect(await recordItems(database, one, [outcome(one, late!, 'late')])).toEqual([])
  expect(await recordItems(database, two, [outcome(two, item!, 'right')])).toEqual(['0.bin'])
  expect(await recordItems(database, one, [outcome(one, late!, 'late')])).toEqual([])
  expect(await database.syncItem.findFirst({ where: { runId: run.id } })).toMatchObject({ versionId: 'right' })
  expect(await database.syncRun.findUnique({ where: { id: run.id } })).toMatchObject({ filesDone: 1, bytesDone: 1n })
})

test('raise the measured speed with each outcome; the speed decays with time', async () => {
  const { run, one } = await buildRun(800, 800)
  const rates = () => database.syncRun.findUniqueOrThrow({ where: { id: run.id } })
  const items = await claimSmallItems(database, one, batch)
  await recordItems(database, one, [outcome(one, items[0]!, 'first')])
  expect(await rates()).toMatchObject({ fileRate: 1 / smoothingSeconds, byteRate: 800 / smoothingSeconds })
  await database.$executeRaw`UPDATE sync_run SET rated_at = now() - interval '8 seconds' WHERE id = ${run.id}::uuid`
  await recordItems(database, one, [outcome(one, items[1]!, 'second')])
  const { fileRate, byteRate } = await rates()
  expect(fileRate).toBeCloseTo((1 + Math.exp(-8 / smoothingSeconds)) / smoothingSeconds, 2)
  expect(byteRate).toBeCloseTo((800 + 800 * Math.exp(-8 / smoothingSeconds)) / smoothingSeconds, 0)
})

test('are completed by the lane that records the last part of a large file', async () => {
  const { run, one, two } = await buildRun(40 * mebi)
  const [item] = await claimLargeItem(database, one, partBytes)
  const newUpload = {
    id: crypto.randomUUID(),
    key: `draft/${run.id}`,
    contentHash: item!.contentHash,
    bytes: item!.bytes,
    partBytes,
    s3UploadId: 's3',
  }
  await database.$transaction(tx => bindUpload(tx, one, item!.path, newUpload))
  const stored = { etag: 'e', crc32: 'c', digests: new Uint8Array(32) }
  const record = (lane: Lane, part: Awaited<ReturnType<typeof claimPart>>) =>
    database.$transaction(tx => recordPart(tx, lane, part!, stored))
  const [first, second] = [await claimPart(database, one), await claimPart(database, two)]
  expect([first, second]).toMatchObject([
    { number: 1, start: 0, length: 16 * mebi },
    { number: 2, start: 16 * mebi },
  ])
  expect(await record(one, first)).toBeNull()
  await expireLeases()
  const again = await claimPart(database, one)
  expect(again).toMatchObject({ number: 2 })
  // The lane that claimed the part first is too late.
  expect(await record(two, second)).toBeNull()
  expect(await database.uploadPart.count({ where: { uploadId: newUpload.id, etag: { not: null } } })).toBe(1)
  expect(await record(one, again)).toBeNull()
  expect(await claimLargeItem(database, two, partBytes)).toEqual([])
  const last = await claimPart(database, two)
  expect(last).toMatchObject({ number: 3, length: 8 * mebi })
  expect(await record(two, last)).toMatchObject({ path: '0.bin', uploadId: newUpload.id })
  expect(await claimPart(database, one)).toBeNull()
  expect(await database.syncRun.findUnique({ where: { id: run.id } })).toMatchObject({ bytesDone: BigInt(40 * mebi) })
})

test('keep a lane running for parts of large files, but not for items of other lanes', async () => {
  const { one, two } = await buildRun(1)
  await claimSmallItems(database, one, batch)
  expect(await hasMoreCopies(database, two, partBytes)).toBe(false)
  expect(await hasMoreCopies(database, one, partBytes)).toBe(true)
  const large = await buildRun(40 * mebi)
  await claimLargeItem(database, large.one, partBytes)
  expect(await hasMoreCopies(database, large.two, partBytes)).toBe(true)
})
