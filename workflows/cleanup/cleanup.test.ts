import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { requestPublication } from '@lectern/domain/publish/publications'
import { expect, test } from 'vitest'
import { wake } from '../wake.ts'
import { getBuffer } from '../storage/s3.ts'
import { put } from '../storage/s3-put.ts'
import { listUnfinishedUploads } from '../storage/s3-unfinished-uploads.ts'
import { listVersionPages, type VersionEntry } from '../storage/s3-versions.ts'
import { taskQueue } from '../contract.ts'
import { profile } from '@lectern/domain/transcode/profile'
import { buildBackEnd } from '../test/back-end.ts'
import { noRemovals } from './cleanup-report.ts'
import type { cleanup } from './cleanup.ts'
import { ensureCleanupSchedule } from './cleanup-schedule.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

/** The removal without any grace: what is unneeded now goes. */
const tidyNow = ({ temporal }: World, dryRun = false) =>
  temporal.workflow.execute<typeof cleanup>('cleanup', {
    taskQueue,
    workflowId: `tidy-${crypto.randomUUID()}`,
    args: [{ graceDays: 0, dryRun }],
  })

async function entriesIn({ store }: World, prefix: string) {
  const held: VersionEntry[] = []
  for await (const { entries } of listVersionPages(store, prefix)) held.push(...entries)
  return held
}

/** A night that finds nothing. */
const quiet = { ...noRemovals, wouldRemove: [] }

/** Everything that the bucket holds below a prefix: «key: bytes», delete markers as «key: gone». */
async function heldIn(world: World, prefix: string): Promise<string[]> {
  const told = async ({ key, versionId, isMarker }: VersionEntry) =>
    `${key}: ${isMarker ? 'gone' : await getBuffer(world.store, key, versionId)}`
  return (await Promise.all((await entriesIn(world, prefix)).map(told))).sort()
}

/** The versions that the bucket holds below a prefix, each by its name. */
const versionsIn = async (world: World, prefix: string) =>
  (await entriesIn(world, prefix))
    .filter(entry => !entry.isMarker)
    .map(nameOf)
    .sort()

const nameOf = ({ key, versionId }: { key: string; versionId: string }) => `${key} ${versionId}`

const versionsOfRows = async ({ database }: World) => (await database.draftFile.findMany()).map(nameOf).sort()

const heldOf = async (world: World, path: string) =>
  (await heldIn(world, `draft/Lesson/${path}`)).map(line => line.slice('draft/Lesson/'.length))

const page = (words: string) => `<html><head></head><body>${words}</body></html>`

/** Asks for a publication and lets nobody begin it. */
async function publishLater({ database, pkg }: World) {
  const environment = await database.environment.findFirstOrThrow({ where: { slug: 'staging' } })
  const wished = { packageId: pkg.id, environment }
  return change(database, systemActor, tx => requestPublication(tx, systemActor, wished, profile))
}

test('what nothing refers to goes, and what a waiting publication shows stays byte for byte until that is over', async () => {
  const world = await buildBackEnd({ 'index.html': page('one'), 'a.txt': 'a one', 'b.txt': 'b one', 'c.txt': 'c' })
  const { database, store, pkg } = world
  await world.synchronize()
  const publication = await publishLater(world)
  for (const number of ['two', 'three']) {
    await world.write('index.html', page(number))
    await world.write('a.txt', `a ${number}`)
    if (number === 'two') await world.remove('b.txt')
    await world.synchronize()
  }
  // Lanes that come late write over a file, and an original once more; nobody records it.
  await put(store, 'draft/Lesson/c.txt', Buffer.from('a late c'), 'text/plain')
  const { contentHash } = await database.draftFile.findFirstOrThrow({
    where: { path: 'index.html', untilRevision: null },
  })
  const original = 'originals/Lesson/index.html'
  await put(store, original, Buffer.from(page('three')), 'text/html', { 'content-hash': contentHash })
  const rows = await database.draftFile.findMany({ where: { OR: [{ untilRevision: null }, { fromRevision: 1 }] } })
  const before = await versionsIn(world, '')

  const dryRun = await tidyNow(world, true)
  expect(await versionsIn(world, '')).toEqual(before)
  expect(await database.draft.count({ where: { packageId: pkg.id } })).toBe(3)
  const result = await tidyNow(world)
  expect({ ...result, wouldRemove: [] }).toEqual({ ...dryRun, wouldRemove: [] })
  expect(dryRun.wouldRemove).toHaveLength(1 + dryRun.versions)
  expect(dryRun.wouldRemove).toContainEqual({ kind: 'revisions', description: 'Past drafts of «Lesson»: 1', bytes: 0 })
  expect(dryRun.wouldRemove).toContainEqual({ kind: 'versions', description: 'draft/Lesson/a.txt', bytes: 5 })
  const after = await versionsIn(world, '')
  expect(result).toMatchObject({ revisions: 1, versions: before.length - after.length, uploads: 0 })
  expect(await versionsIn(world, 'draft/')).toEqual(await versionsOfRows(world))
  expect(await heldOf(world, 'a.txt')).toEqual(['a.txt: a one', 'a.txt: a three'])
  expect(await heldOf(world, 'b.txt')).toEqual(['b.txt: b one', 'b.txt: gone'])
  expect(await heldOf(world, 'c.txt')).toEqual(['c.txt: c'])
  expect((await getBuffer(store, 'draft/Lesson/c.txt')).toString()).toBe('c')
  expect(await heldIn(world, 'originals/')).toEqual([`${original}: ${page('one')}`, `${original}: ${page('three')}`])
  for (const { key, versionId, storedBytes } of rows)
    expect(await getBuffer(store, key, versionId)).toHaveLength(Number(storedBytes))
  expect(await tidyNow(world)).toEqual(quiet)

  // The publication that waited all the time shows what it was asked for; then its draft goes too.
  await wake(world, { workflow: 'publish', packageId: pkg.id })
  await world.until(() => database.publication.findFirst({ where: { id: publication.id, status: 'SUCCEEDED' } }))
  expect(await tidyNow(world)).toMatchObject({ revisions: 1 })
  expect((await heldIn(world, 'releases/')).map(line => line.split('/').at(-1))).toContain('b.txt: b one')
  expect(await heldOf(world, 'b.txt')).toEqual([])
  expect(await heldOf(world, 'a.txt')).toEqual(['a.txt: a three'])
  expect(await heldIn(world, 'originals/')).toEqual([`${original}: ${page('three')}`])
  expect(await database.draftFile.count({ where: { untilRevision: { not: null } } })).toBe(0)
  expect(await versionsIn(world, 'draft/')).toEqual(await versionsOfRows(world))
  expect(await database.auditEvent.count({ where: { action: 'storage.cleaned' } })).toBe(2)
})

test('nothing younger than the grace period goes', async () => {
  const world = await buildBackEnd({ 'a.txt': 'one' })
  await world.synchronize()
  await world.write('a.txt', 'two')
  await world.synchronize()
  const before = await versionsIn(world, '')
  const args = { taskQueue, workflowId: 'cleanup' }
  const result = await world.temporal.workflow.execute<typeof cleanup>('cleanup', { ...args, args: [] })
  expect(result).toEqual(quiet)
  expect(await versionsIn(world, '')).toEqual(before)
})

test('a removal whose answers get lost is done again, and comes to the same', async () => {
  const world = await buildBackEnd({ 'a.txt': 'one', 'b.txt': 'b' })
  await world.synchronize()
  await world.write('a.txt', 'two')
  await world.remove('b.txt')
  await world.synchronize()
  // As often as the client asks by itself, and once more.
  world.faults.add([{ target: 's3', operation: 'DeleteObjects', times: 5, kind: 'late-status', status: 500 }])
  await tidyNow(world)
  expect(await versionsIn(world, 'draft/')).toEqual(await versionsOfRows(world))
  expect(await heldOf(world, 'b.txt')).toEqual([])
  expect(await tidyNow(world)).toEqual(quiet)
})

test('uploads that were left are aborted, with a row or without; one that a run goes on with stays', async () => {
  const world = await buildBackEnd({ 'a.txt': 'a' })
  const { database, store, bucket, pkg } = world
  const begin = async (Key: string) =>
    (await store.client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }))).UploadId!
  const keys = ['draft/Lesson/big.mp4', 'originals/x', 'sources/x', 'releases/lesson/1/big.mp4']
  for (const key of keys) await begin(key)
  await begin('media/x')
  const row = { packageId: pkg.id, contentHash: 'x', bytes: 9n, partBytes: 8n }
  const key = 'draft/Lesson/known.mp4'
  await database.upload.create({ data: { ...row, key, s3UploadId: await begin(key) } })
  const by = { startedBy: systemActor.actor, requestedBy: systemActor.actor }
  const run = await database.syncRun.create({ data: { packageId: pkg.id, ...by } })
  const left = async () => {
    const pages = await Promise.all(['draft/', 'originals/', 'sources/', 'releases/', 'media/'].map(listed))
    return pages.flat().sort()
  }
  const listed = async (prefix: string) => {
    const found: string[] = []
    for await (const uploads of listUnfinishedUploads(store, prefix)) found.push(...uploads.map(upload => upload.key))
    return found
  }
  expect(await left()).toHaveLength(6)
  expect(await tidyNow(world, true)).toMatchObject({ uploads: 4 })
  expect(await tidyNow(world)).toMatchObject({ uploads: 4 })
  expect(await left()).toEqual([key, 'media/x'])
  await database.syncRun.update({ where: { id: run.id }, data: { status: 'FAILED', finishedAt: new Date() } })
  expect(await tidyNow(world)).toMatchObject({ uploads: 1 })
  expect(await left()).toEqual(['media/x'])
  expect(await database.upload.count()).toBe(0)
})

test('a version that is stored and not recorded yet stays while its upload has a row, however old S3 says it is', async () => {
  const world = await buildBackEnd({ 'a.txt': 'a' })
  const { database, store, pkg } = world
  const key = 'draft/Lesson/big.mp4'
  await put(store, key, Buffer.from('all of it'), 'video/mp4')
  const upload = { packageId: pkg.id, key, contentHash: 'x', bytes: 9n, partBytes: 8n, s3UploadId: 'x' }
  const tomorrow = new Date(Date.now() + 86_400_000)
  const { id } = await database.upload.create({ data: { ...upload, openedAt: tomorrow } })
  expect(await tidyNow(world)).toMatchObject({ versions: 0 })
  await database.upload.delete({ where: { id } })
  expect(await tidyNow(world)).toMatchObject({ versions: 1, bytes: 9 })
  expect(await versionsIn(world, '')).toEqual([])
})

test('viewers’ addresses that were over before the grace period are forgotten', async () => {
  const world = await buildBackEnd({ 'a.txt': 'a' })
  const { database } = world
  const environment = await database.environment.findFirstOrThrow({ where: { slug: 'staging' } })
  const token = (name: string, seconds: number) => ({
    environmentId: environment.id,
    secretHash: new Uint8Array(Buffer.from(name)),
    expiresAt: new Date(Date.now() + seconds * 1000),
  })
  await database.viewerToken.createMany({ data: [token('over', -60), token('still good', 3600)] })
  expect(await tidyNow(world, true)).toMatchObject({ viewerTokens: 1 })
  expect(await tidyNow(world)).toMatchObject({ viewerTokens: 1 })
  expect(await tidyNow(world)).toEqual(quiet)
  expect(await database.viewerToken.count()).toBe(1)
})

test('it runs each night, and is arranged once however many workers start', async () => {
  const { temporal } = await buildBackEnd({ 'a.txt': 'a' })
  await ensureCleanupSchedule(temporal)
  await ensureCleanupSchedule(temporal)
  const { spec, info } = await temporal.schedule.getHandle('cleanup').describe()
  expect(spec.jitter).toBeGreaterThan(0)
  expect(info.nextActionTimes[0]?.getUTCHours()).toBe(3)
})
