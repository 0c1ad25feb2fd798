import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelVerification, requestVerification } from '@lectern/domain/verify/verification-runs'
import { expect, test } from 'vitest'
import { draftKey, releaseKey } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { put } from '../storage/s3-put.ts'
import { remove } from '../storage/s3-versions.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const files = {
  'index.html': '<html><head></head><body>lesson</body></html>',
  'a.txt': 'a',
  'b/b.txt': 'b',
  'c.txt': 'c',
  'same as a.txt': 'a',
}

/** Verifies as a click does, and waits for the end. */
async function verify(backEnd: BackEnd, { release: number = null, repair = false }: VerifyOptions = {}) {
  const { database, pkg } = backEnd
  const input = { packageId: pkg.id, number, repair }
  const { id } = await change(database, systemActor, tx => requestVerification(tx, systemActor, input))
  await tryWake(backEnd, { workflow: 'verify', packageId: pkg.id })
  return waitForEnd(backEnd, id)
}
type VerifyOptions = { release?: number | null; repair?: boolean }

async function waitForEnd({ database, until }: BackEnd, id: string) {
  const { status, error, filesChecked } = await until(() =>
    database.verificationRun.findFirst({ where: { id, finishedAt: { not: null } } }),
  )
  const rows = await database.discrepancy.findMany({ where: { verificationRunId: id } })
  const discrepancies = rows.map(
    ({ store, kind, path, repaired }) => `${store} ${kind} ${path}${repaired ? ': repaired' : ''}`,
  )
  return {
    status,
    error,
    filesChecked,
    discrepancies: discrepancies.sort(),
    messages: rows.map(({ message }) => message),
  }
}

/** Returns the newest sync run, once none is open. */
async function waitForSync({ database, until }: BackEnd) {
  await until(async () => ((await database.syncRun.count({ where: { finishedAt: null } })) === 0 ? true : null))
  return database.syncRun.findFirst({ orderBy: { startedAt: 'desc' } })
}

const clean = { status: 'SUCCEEDED', error: null, discrepancies: [] }

async function publishRelease(backEnd: BackEnd) {
  const { id } = await backEnd.publish()
  await backEnd.until(() => backEnd.database.publication.findFirst({ where: { id, status: 'SUCCEEDED' } }))
}

const draftFile = ({ database, pkg }: BackEnd, path: string) =>
  database.draftFile.findFirstOrThrow({ where: { packageId: pkg.id, path, untilRevision: null } })
const releaseFile = ({ database, pkg }: BackEnd, path: string, number = 1) =>
  database.releaseFile.findUniqueOrThrow({ where: { packageId_number_path: { packageId: pkg.id, number, path } } })

/** Permanently deletes the version that a row names. */
const deleteVersion = ({ store }: BackEnd, { key, versionId }: { key: string | null; versionId: string | null }) =>
  remove(store, [{ key: key!, versionId: versionId! }])

const textAt = async ({ store }: BackEnd, file: { key: string | null; versionId: string | null }) =>
  (await getBuffer(store, file.key!, file.versionId!)).toString()

test('finds an intact release intact, reports what differs, and repairs it when requested', async () => {
  const backEnd = await buildBackEnd(files)
  const { store, pkg } = backEnd
  await backEnd.synchronize()
  await publishRelease(backEnd)
  const all = await backEnd.database.releaseFile.count({ where: { packageId: pkg.id } })
  expect(await verify(backEnd, { release: 1 })).toMatchObject({ ...clean, filesChecked: all })

  const key = (path: string) => releaseKey(pkg.slug, 1, path)
  await deleteVersion(backEnd, await releaseFile(backEnd, 'a.txt'))
  await deleteVersion(backEnd, await releaseFile(backEnd, 'index.html'))
  await put(store, key('b/b.txt'), Buffer.from('written over'), 'text/plain')
  await put(store, key('b/b.txt'), Buffer.from('and over'), 'text/plain')
  await remove(store, [{ key: key('c.txt') }])
  await put(store, key('foreign.txt'), Buffer.from('foreign'), 'text/plain')
  await put(store, key('foreign.txt'), Buffer.from('twice'), 'text/plain')
  const discrepancies = [
    'CHANGED b/b.txt',
    'CHANGED c.txt',
    'FOREIGN foreign.txt',
    'MISSING a.txt',
    'MISSING index.html',
  ]
  const found = await verify(backEnd, { release: 1 })
  expect(found).toMatchObject({
    status: 'SUCCEEDED',
    filesChecked: all,
    discrepancies: discrepancies.map(line => `S3 ${line}`),
  })

  const repairRun = await verify(backEnd, { release: 1, repair: true })
  expect(repairRun.discrepancies).toEqual(discrepancies.map(line => `S3 ${line}: repaired`))
  expect(await verify(backEnd, { release: 1 })).toMatchObject({ ...clean, filesChecked: all })
  expect(await textAt(backEnd, await releaseFile(backEnd, 'a.txt'))).toBe('a')
  expect(await textAt(backEnd, await releaseFile(backEnd, 'index.html'))).toContain('lectern/player.js')
  expect((await getBuffer(store, key('b/b.txt'))).toString()).toBe('b')
  expect((await getBuffer(store, key('c.txt'))).toString()).toBe('c')
  expect(await head(store, key('foreign.txt'))).toBeNull()
  const [event] = await backEnd.database.auditEvent.findMany({
    where: { action: 'package.verified' },
    orderBy: { sequence: 'desc' },
    skip: 1,
  })
  expect(event?.after).toMatchObject({ release: 1, missing: 2, changed: 2, foreign: 1, repaired: 5 })
})

test('repairs a page of a release from the same page with another version of the player’s tag', async () => {
  const backEnd = await buildBackEnd({ 'index.html': files['index.html'] })
  const { database } = backEnd
  await backEnd.synchronize()
  await publishRelease(backEnd)
  const page = await releaseFile(backEnd, 'index.html')
  await deleteVersion(backEnd, page)
  // As if the draft's page had a newer tag by now.
  await database.releaseFile.updateMany({
    where: { path: 'index.html' },
    data: { sourceEtag: 'older', storedBytes: 999n },
  })
  expect((await verify(backEnd, { release: 1, repair: true })).discrepancies).toEqual([
    'S3 MISSING index.html: repaired',
  ])
  expect(await verify(backEnd, { release: 1 })).toMatchObject(clean)
  const repairedPage = await releaseFile(backEnd, 'index.html')
  expect(repairedPage.storedBytes).toBe(page.storedBytes)
  expect(await textAt(backEnd, repairedPage)).toContain('lectern/player.js')
})

test('cannot repair what no other row holds in a release, and says what helps', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '<title>x</title>', 'a.txt': 'one' })
  await backEnd.synchronize()
  await publishRelease(backEnd)
  await backEnd.write('a.txt', 'two')
  await backEnd.synchronize()
  await backEnd.database.draftFile.deleteMany({ where: { path: 'a.txt', untilRevision: { not: null } } })
  await deleteVersion(backEnd, await releaseFile(backEnd, 'a.txt'))
  const { discrepancies, messages } = await verify(backEnd, { release: 1, repair: true })
  expect(discrepancies).toEqual(['S3 MISSING a.txt'])
  expect(messages[0]).toContain('Publish the draft as a new release.')
})

test('repairs a draft from releases and from its own files, and by a sync run what only Dropbox still has', async () => {
  const backEnd = await buildBackEnd(files)
  const { database, store, pkg } = backEnd
  await backEnd.synchronize()
  await publishRelease(backEnd)
  await backEnd.write('new.txt', 'only in the draft')
  await backEnd.synchronize()
  expect(await verify(backEnd)).toMatchObject(clean)

  const key = (path: string) => draftKey(pkg.dropboxPath, path)
  for (const path of ['a.txt', 'c.txt', 'new.txt', 'lectern/player.js'])
    await deleteVersion(backEnd, await draftFile(backEnd, path))
  await put(store, key('b/b.txt'), Buffer.from('written over'), 'text/plain')
  await put(store, key('foreign.txt'), Buffer.from('foreign'), 'text/plain')
  await database.releaseFile.deleteMany({ where: { path: 'lectern/player.js' } })
  const discrepancies = [
    ...['CHANGED b/b.txt', 'FOREIGN foreign.txt', 'MISSING a.txt', 'MISSING c.txt'],
    ...['MISSING lectern/player.js', 'MISSING new.txt'],
  ].map(line => `S3 ${line}`)
  expect(await verify(backEnd)).toMatchObject({ status: 'SUCCEEDED', discrepancies })
  const before = await draftFile(backEnd, 'new.txt')

  const repairRun = await verify(backEnd, { repair: true })
  expect(repairRun.discrepancies).toEqual(discrepancies.map(line => `${line}: repaired`))
  expect(await waitForSync(backEnd)).toMatchObject({ status: 'SUCCEEDED' })
  expect(await verify(backEnd)).toMatchObject(clean)
  const after = await draftFile(backEnd, 'new.txt')
  expect(after.fromRevision).toBeGreaterThan(before.fromRevision)
  expect(await textAt(backEnd, after)).toBe('only in the draft')
  expect(await textAt(backEnd, await draftFile(backEnd, 'c.txt'))).toBe('c')
  expect(await textAt(backEnd, await draftFile(backEnd, 'lectern/player.js'))).not.toBe('')
  expect((await getBuffer(store, key('b/b.txt'))).toString()).toBe('b')
  expect(await head(store, key('foreign.txt'))).toBeNull()
})

test('reports differences from Dropbox by content, without ignored files, and repairs them by a sync run', async () => {
  const backEnd = await buildBackEnd({ ...files, '.lecternignore': '*.bak\n', 'x.bak': 'x', 'Folder/Deep.txt': 'deep' })
  const { database } = backEnd
  await backEnd.synchronize()
  expect(await verify(backEnd)).toMatchObject(clean)
  await backEnd.write('a.txt', 'changed')
  await backEnd.remove('c.txt')
  await backEnd.write('New/Name.txt', 'new')
  await backEnd.write('y.bak', 'y')
  await backEnd.write('Thumbs.db', 'junk')
  const discrepancies = ['CHANGED a.txt', 'FOREIGN New/Name.txt', 'MISSING c.txt'].map(line => `DROPBOX ${line}`)
  expect(await verify(backEnd)).toMatchObject({ status: 'SUCCEEDED', discrepancies })
  expect(await database.syncRun.count()).toBe(1)
  expect(await verify(backEnd, { repair: true })).toMatchObject({
    discrepancies: discrepancies.map(line => `${line}: repaired`),
  })
  expect(await waitForSync(backEnd)).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 1 })
  expect(await verify(backEnd)).toMatchObject(clean)
})

test('ends with a message for the author when the folder is gone, or when a sync run starts meanwhile', async () => {
  const backEnd = await buildBackEnd({ 'a.txt': 'a' })
  const { database, pkg } = backEnd
  await backEnd.synchronize()
  await backEnd.move('', '../Elsewhere')
  await backEnd.remove('../Elsewhere')
  const gone = await verify(backEnd)
  expect(gone).toMatchObject({ status: 'FAILED', error: { code: 'FOLDER_GONE' } })

  const input = { packageId: pkg.id, number: null, repair: false }
  const { id } = await change(database, systemActor, tx => requestVerification(tx, systemActor, input))
  const by = { startedBy: systemActor.actor, requestedBy: systemActor.actor }
  await database.syncRun.create({ data: { packageId: pkg.id, ...by } })
  await tryWake(backEnd, { workflow: 'verify', packageId: pkg.id })
  expect(await waitForEnd(backEnd, id)).toMatchObject({ status: 'FAILED', error: { code: 'DRAFT_CHANGED' } })
})

test('repeats repairs whose replies are lost, and reports each once', async () => {
  const backEnd = await buildBackEnd(files)
  const { store, pkg } = backEnd
  await backEnd.synchronize()
  await publishRelease(backEnd)
  for (const path of ['a.txt', 'c.txt']) await deleteVersion(backEnd, await releaseFile(backEnd, path))
  await put(store, releaseKey(pkg.slug, 1, 'foreign.txt'), Buffer.from('foreign'), 'text/plain')
  // As often as the client retries, and once more.
  for (const operation of ['CopyObject', 'DeleteObjects'])
    backEnd.faults.add([{ target: 's3', operation, times: 5, kind: 'late-status', status: 500 }])
  const { status, discrepancies } = await verify(backEnd, { release: 1, repair: true })
  expect(status).toBe('SUCCEEDED')
  expect(discrepancies).toEqual([
    'S3 FOREIGN foreign.txt: repaired',
    'S3 MISSING a.txt: repaired',
    'S3 MISSING c.txt: repaired',
  ])
  expect(await verify(backEnd, { release: 1 })).toMatchObject(clean)
})

test('can be canceled while Dropbox is slow, and continues after S3 was unavailable', async () => {
  const backEnd = await buildBackEnd({ 'a.txt': 'a' })
  const { database, pkg } = backEnd
  await backEnd.synchronize()
  backEnd.faults.add([{ target: 's3', operation: 'ListObjectsV2', times: 5, kind: 'status', status: 500 }])
  expect(await verify(backEnd)).toMatchObject(clean)

  backEnd.faults.add([{ target: 'dropbox', operation: '*', times: 50, kind: 'status', status: 503 }])
  const input = { packageId: pkg.id, number: null, repair: false }
  const { id } = await change(database, systemActor, tx => requestVerification(tx, systemActor, input))
  await tryWake(backEnd, { workflow: 'verify', packageId: pkg.id })
  await backEnd.until(() => database.verificationRun.findFirst({ where: { id, filesChecked: { gt: 0 } } }))
  await change(database, systemActor, tx => cancelVerification(tx, id))
  expect(await waitForEnd(backEnd, id)).toMatchObject({ status: 'CANCELED' })
})
