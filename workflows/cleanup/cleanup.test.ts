import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { requestDryRun } from '@lectern/domain/cleanup/dry-runs'
import { requestPublication } from '@lectern/domain/publish/publications'
import { profile } from '@lectern/domain/transcode/encoding-settings'
import { expect, test } from 'vitest'
import { taskQueue } from '../contract.ts'
import { getBuffer } from '../storage/s3.ts'
import { put } from '../storage/s3-put.ts'
import { listUnfinishedUploads } from '../storage/s3-unfinished-uploads.ts'
import { listVersionPages, type VersionEntry } from '../storage/s3-versions.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'
import type { cleanup } from './cleanup.ts'
import { noRemovals } from './cleanup-report.ts'
import { ensureCleanupSchedule } from './cleanup-schedule.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

/** Runs a cleanup without a grace period: it removes what is unreferenced now. */
const runCleanup = ({ temporal }: BackEnd, dryRun = false) =>
  temporal.workflow.execute<typeof cleanup>('cleanup', {
    taskQueue,
    workflowId: `cleanup-${crypto.randomUUID()}`,
    args: [{ graceDays: 0, dryRun }],
  })

async function entriesIn({ store }: BackEnd, prefix: string) {
  const found: VersionEntry[] = []
  for await (const { entries } of listVersionPages(store, prefix)) found.push(...entries)
  return found
}

/** The result of a cleanup that finds nothing. */
const nothingRemoved = { ...noRemovals(), wouldRemove: [] }

/** Lists everything that the bucket holds below a prefix as "key: bytes", with delete markers as "key: gone". */
async function contentsOf(backEnd: BackEnd, prefix: string): Promise<string[]> {
  const describe = async ({ key, versionId, isMarker }: VersionEntry) =>
    `${key}: ${isMarker ? 'gone' : await getBuffer(backEnd.store, key, versionId)}`
  return (await Promise.all((await entriesIn(backEnd, prefix)).map(describe))).sort()
}

/** Lists the versions that the bucket holds below a prefix, each by its name. */
const versionsIn = async (backEnd: BackEnd, prefix: string) =>
  (await entriesIn(backEnd, prefix))
    .filter(entry => !entry.isMarker)
    .map(nameOf)
    .sort()

const nameOf = ({ key, versionId }: { key: string; versionId: string }) => `${key} ${versionId}`

const versionsOfRows = async ({ database }: BackEnd) => (await database.draftFile.findMany()).map(nameOf).sort()

const draftContentsOf = async (backEnd: BackEnd, path: string) =>
  (await contentsOf(backEnd, `draft/Lesson/${path}`)).map(line => line.slice('draft/Lesson/'.length))

const page = (words: string) => `<html><head></head><body>${words}</body></html>`

/** Requests a publication without waking its workflow. */
async function publishLater({ database, pkg }: BackEnd) {
  const environment = await database.environment.findFirstOrThrow({ where: { slug: 'staging' } })
  const input = { packageId: pkg.id, environment }
  return change(database, systemActor, tx => requestPublication(tx, systemActor, input, profile))
}

test('removes what nothing refers to, and keeps every byte of a waiting publication until it is over', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page('one'), 'a.txt': 'a one', 'b.txt': 'b one', 'c.txt': 'c' })
  const { database, store, pkg } = backEnd
  await backEnd.synchronize()
  const publication = await publishLater(backEnd)
  for (const number of ['two', 'three']) {
    await backEnd.write('index.html', page(number))
    await backEnd.write('a.txt', `a ${number}`)
    if (number === 'two') await backEnd.remove('b.txt')
    await backEnd.synchronize()
  }
  // Late lanes overwrite a file and store an original once more. Nothing records them.
  await put(store, 'draft/Lesson/c.txt', Buffer.from('a late c'), 'text/plain')
  const { contentHash } = await database.draftFile.findFirstOrThrow({
    where: { path: 'index.html', untilRevision: null },
  })
  const original = 'originals/Lesson/index.html'
  await put(store, original, Buffer.from(page('three')), 'text/html', { 'content-hash': contentHash })
  const rows = await database.draftFile.findMany({ where: { OR: [{ untilRevision: null }, { fromRevision: 1 }] } })
  const before = await versionsIn(backEnd, '')

  const dryRun = await runCleanup(backEnd, true)
  expect(await versionsIn(backEnd, '')).toEqual(before)
  expect(await database.draft.count({ where: { packageId: pkg.id } })).toBe(3)
  const result = await runCleanup(backEnd)
  expect({ ...result, wouldRemove: [] }).toEqual({ ...dryRun, wouldRemove: [] })
  expect(dryRun.wouldRemove).toHaveLength(1 + dryRun.versions)
  expect(dryRun.wouldRemove).toContainEqual({ kind: 'revisions', description: 'Past drafts of "Lesson": 1', bytes: 0 })
  expect(dryRun.wouldRemove).toContainEqual({ kind: 'versions', description: 'draft/Lesson/a.txt', bytes: 5 })
  const after = await versionsIn(backEnd, '')
  expect(result).toMatchObject({ revisions: 1, versions: before.length - after.length, uploads: 0 })
  expect(result.bytesByKind).toEqual({ ...noRemovals().bytesByKind, versions: result.bytes })
  expect(await versionsIn(backEnd, 'draft/')).toEqual(await versionsOfRows(backEnd))
  expect(await draftContentsOf(backEnd, 'a.txt')).toEqual(['a.txt: a one', 'a.txt: a three'])
  expect(await draftContentsOf(backEnd, 'b.txt')).toEqual(['b.txt: b one', 'b.txt: gone'])
  expect(await draftContentsOf(backEnd, 'c.txt')).toEqual(['c.txt: c'])
  expect((await getBuffer(store, 'draft/Lesson/c.txt')).toString()).toBe('c')
  expect(await contentsOf(backEnd, 'originals/')).toEqual([
    `${original}: ${page('one')}`,
    `${original}: ${page('three')}`,
  ])
  for (const { key, versionId, storedBytes } of rows)
    expect(await getBuffer(store, key, versionId)).toHaveLength(Number(storedBytes))
  expect(await runCleanup(backEnd)).toEqual(nothingRemoved)

  // The publication that was waiting shows what it was requested for. Then its draft is removed too.
  await tryWake(backEnd, { workflow: 'publish', packageId: pkg.id })
  await backEnd.until(() => database.publication.findFirst({ where: { id: publication.id, status: 'SUCCEEDED' } }))
  expect(await runCleanup(backEnd)).toMatchObject({ revisions: 1 })
  expect((await contentsOf(backEnd, 'releases/')).map(line => line.split('/').at(-1))).toContain('b.txt: b one')
  expect(await draftContentsOf(backEnd, 'b.txt')).toEqual([])
  expect(await draftContentsOf(backEnd, 'a.txt')).toEqual(['a.txt: a three'])
  expect(await contentsOf(backEnd, 'originals/')).toEqual([`${original}: ${page('three')}`])
  expect(await database.draftFile.count({ where: { untilRevision: { not: null } } })).toBe(0)
  expect(await versionsIn(backEnd, 'draft/')).toEqual(await versionsOfRows(backEnd))
  expect(await database.auditEvent.count({ where: { action: 'storage.cleaned' } })).toBe(2)
})

test('removes nothing younger than the grace period', async () => {
  const backEnd = await buildBackEnd({ 'a.txt': 'one' })
  await backEnd.synchronize()
  await backEnd.write('a.txt', 'two')
  await backEnd.synchronize()
  const before = await versionsIn(backEnd, '')
  const args = { taskQueue, workflowId: 'cleanup' }
  const result = await backEnd.temporal.workflow.execute<typeof cleanup>('cleanup', { ...args, args: [] })
  expect(result).toEqual(nothingRemoved)
  expect(await versionsIn(backEnd, '')).toEqual(before)
})

test('repeats a removal whose replies are lost, with the same result', async () => {
  const backEnd = await buildBackEnd({ 'a.txt': 'one', 'b.txt': 'b' })
  await backEnd.synchronize()
  await backEnd.write('a.txt', 'two')
  await backEnd.remove('b.txt')
  await backEnd.synchronize()
  // As often as the client retries, and once more.
  backEnd.faults.add([{ target: 's3', operation: 'DeleteObjects', times: 5, kind: 'late-status', status: 500 }])
  await runCleanup(backEnd)
  expect(await versionsIn(backEnd, 'draft/')).toEqual(await versionsOfRows(backEnd))
  expect(await draftContentsOf(backEnd, 'b.txt')).toEqual([])
  expect(await runCleanup(backEnd)).toEqual(nothingRemoved)
})

test('aborts abandoned uploads with or without a row, and keeps one that a run continues', async () => {
  const backEnd = await buildBackEnd({ 'a.txt': 'a' })
  const { database, store, bucket, pkg } = backEnd
  const start = async (Key: string) =>
    (await store.client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }))).UploadId!
  const keys = ['draft/Lesson/big.mp4', 'originals/x', 'sources/x', 'releases/lesson/1/big.mp4']
  for (const key of keys) await start(key)
  await start('media/x')
  const row = { packageId: pkg.id, contentHash: 'x', bytes: 9n, partBytes: 8n }
  const key = 'draft/Lesson/known.mp4'
  await database.upload.create({ data: { ...row, key, s3UploadId: await start(key) } })
  const by = { startedBy: systemActor.actor, requestedBy: systemActor.actor }
  const run = await database.syncRun.create({ data: { packageId: pkg.id, ...by } })
  const unfinishedKeys = async () => {
    const pages = await Promise.all(['draft/', 'originals/', 'sources/', 'releases/', 'media/'].map(keysBelow))
    return pages.flat().sort()
  }
  const keysBelow = async (prefix: string) => {
    const found: string[] = []
    for await (const uploads of listUnfinishedUploads(store, prefix)) found.push(...uploads.map(upload => upload.key))
    return found
  }
  expect(await unfinishedKeys()).toHaveLength(6)
  expect(await runCleanup(backEnd, true)).toMatchObject({ uploads: 4 })
  expect(await runCleanup(backEnd)).toMatchObject({ uploads: 4 })
  expect(await unfinishedKeys()).toEqual([key, 'media/x'])
  await database.syncRun.update({ where: { id: run.id }, data: { status: 'FAILED', finishedAt: new Date() } })
  expect(await runCleanup(backEnd)).toMatchObject({ uploads: 1 })
  expect(await unfinishedKeys()).toEqual(['media/x'])
  expect(await database.upload.count()).toBe(0)
})

test('keeps stored versions that are not recorded yet while their upload has a row, however old S3 dates them', async () => {
  const backEnd = await buildBackEnd({ 'a.txt': 'a' })
  const { database, store, pkg } = backEnd
  // A large page is uploaded as an original.
  const keys = ['draft/Lesson/big.mp4', 'originals/Lesson/big.html']
  const tomorrow = new Date(Date.now() + 86_400_000)
  for (const key of keys) {
    await put(store, key, Buffer.from('all of it'), 'video/mp4')
    const upload = { packageId: pkg.id, key, contentHash: 'x', bytes: 9n, partBytes: 8n, s3UploadId: key }
    await database.upload.create({ data: { ...upload, openedAt: tomorrow } })
  }
  expect(await runCleanup(backEnd)).toMatchObject({ versions: 0 })
  await database.upload.deleteMany()
  expect(await runCleanup(backEnd)).toMatchObject({ versions: 2, bytes: 18 })
  expect(await versionsIn(backEnd, '')).toEqual([])
})

test('deletes viewer tokens that expired before the grace period', async () => {
  const backEnd = await buildBackEnd({ 'a.txt': 'a' })
  const { database } = backEnd
  const environment = await database.environment.findFirstOrThrow({ where: { slug: 'staging' } })
  const token = (name: string, seconds: number) => ({
    environmentId: environment.id,
    secretHash: new Uint8Array(Buffer.from(name)),
    expiresAt: new Date(Date.now() + seconds * 1000),
  })
  await database.viewerToken.createMany({ data: [token('expired', -60), token('valid', 3600)] })
  expect(await runCleanup(backEnd, true)).toMatchObject({ viewerTokens: 1 })
  expect(await runCleanup(backEnd)).toMatchObject({ viewerTokens: 1 })
  expect(await runCleanup(backEnd)).toEqual(nothingRemoved)
  expect(await database.viewerToken.count()).toBe(1)
})

test('a dry run that a person asks for has the result of a cleanup, without its grace period', async () => {
  const backEnd = await buildBackEnd({ 'a.txt': 'one', 'b.txt': 'b' })
  const { database } = backEnd
  await backEnd.synchronize()
  await backEnd.write('a.txt', 'two')
  await backEnd.synchronize()
  await database.$executeRaw`UPDATE sync_run SET finished_at = finished_at - interval '1 year'`
  const before = await versionsIn(backEnd, '')
  const run = await change(database, systemActor, tx => requestDryRun(tx, systemActor))
  await tryWake(backEnd, { workflow: 'cleanupDryRun' })
  const ended = await backEnd.until(() =>
    database.cleanupDryRun.findFirst({ where: { id: run.id, finishedAt: { not: null } } }),
  )
  expect(await versionsIn(backEnd, '')).toEqual(before)
  // S3 dates the version of today, so that only the draft is past the grace period.
  expect(ended).toMatchObject({
    ...{ error: null, counts: { revisions: 1, versions: 0, bytes: 0, bytesByKind: { revisions: 0 } } },
    candidates: [{ kind: 'revisions', description: 'Past drafts of "Lesson": 1', bytes: 0 }],
  })
  expect(await database.auditEvent.count({ where: { action: 'storage.dryRunFinished' } })).toBe(1)
  expect(await database.draft.count()).toBe(2)
})

test('runs each night by a schedule that exists once, however many workers start', async () => {
  const { temporal } = await buildBackEnd({ 'a.txt': 'a' })
  await ensureCleanupSchedule(temporal)
  await ensureCleanupSchedule(temporal)
  const { spec, info } = await temporal.schedule.getHandle('cleanup').describe()
  expect(spec.jitter).toBeGreaterThan(0)
  expect(info.nextActionTimes[0]?.getUTCHours()).toBe(3)
})
