import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelVerification, requestVerification } from '@lectern/domain/verify/verification-runs'
import { expect, test } from 'vitest'
import { wake } from '../wake.ts'
import { draftKey, releaseKey } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { put } from '../storage/s3-put.ts'
import { remove } from '../storage/s3-versions.ts'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

const files = {
  'index.html': '<html><head></head><body>lesson</body></html>',
  'a.txt': 'a',
  'b/b.txt': 'b',
  'c.txt': 'c',
  'same as a.txt': 'a',
}

/** Verifies as a click does, and waits for the end. */
async function verify(world: World, { release: number = null, repair = false }: Asked = {}) {
  const { database, pkg } = world
  const wished = { packageId: pkg.id, number, repair }
  const { id } = await change(database, systemActor, tx => requestVerification(tx, systemActor, wished))
  await wake(world, { workflow: 'verify', packageId: pkg.id })
  return ended(world, id)
}
type Asked = { release?: number | null; repair?: boolean }

async function ended({ database, until }: World, id: string) {
  const { status, error, filesChecked } = await until(() =>
    database.verificationRun.findFirst({ where: { id, finishedAt: { not: null } } }),
  )
  const rows = await database.discrepancy.findMany({ where: { verificationRunId: id } })
  const told = rows.map(({ store, kind, path, repaired }) => `${store} ${kind} ${path}${repaired ? ': mended' : ''}`)
  return { status, error, filesChecked, told: told.sort(), messages: rows.map(({ message }) => message) }
}

/** The newest synchronisation, once none goes on. */
async function synchronized({ database, until }: World) {
  await until(async () => ((await database.syncRun.count({ where: { finishedAt: null } })) === 0 ? true : null))
  return database.syncRun.findFirst({ orderBy: { startedAt: 'desc' } })
}

const clean = { status: 'SUCCEEDED', error: null, told: [] }

async function released(world: World) {
  const { id } = await world.publish()
  await world.until(() => world.database.publication.findFirst({ where: { id, status: 'SUCCEEDED' } }))
}

const draftFile = ({ database, pkg }: World, path: string) =>
  database.draftFile.findFirstOrThrow({ where: { packageId: pkg.id, path, untilRevision: null } })
const releaseFile = ({ database, pkg }: World, path: string, number = 1) =>
  database.releaseFile.findUniqueOrThrow({ where: { packageId_number_path: { packageId: pkg.id, number, path } } })

/** Deletes for good the version that a row names. */
const destroy = ({ store }: World, { key, versionId }: { key: string | null; versionId: string | null }) =>
  remove(store, [{ key: key!, versionId: versionId! }])

const textAt = async ({ store }: World, file: { key: string | null; versionId: string | null }) =>
  (await getBuffer(store, file.key!, file.versionId!)).toString()

test('a release that is as it should be is found so; what is otherwise is told, and mended when that is asked', async () => {
  const world = await buildBackEnd(files)
  const { store, pkg } = world
  await world.synchronize()
  await released(world)
  const all = await world.database.releaseFile.count({ where: { packageId: pkg.id } })
  expect(await verify(world, { release: 1 })).toMatchObject({ ...clean, filesChecked: all })

  const key = (path: string) => releaseKey(pkg.slug, 1, path)
  await destroy(world, await releaseFile(world, 'a.txt'))
  await destroy(world, await releaseFile(world, 'index.html'))
  await put(store, key('b/b.txt'), Buffer.from('written over'), 'text/plain')
  await put(store, key('b/b.txt'), Buffer.from('and over'), 'text/plain')
  await remove(store, [{ key: key('c.txt') }])
  await put(store, key('foreign.txt'), Buffer.from('foreign'), 'text/plain')
  await put(store, key('foreign.txt'), Buffer.from('twice'), 'text/plain')
  const told = ['CHANGED b/b.txt', 'CHANGED c.txt', 'FOREIGN foreign.txt', 'MISSING a.txt', 'MISSING index.html']
  const found = await verify(world, { release: 1 })
  expect(found).toMatchObject({ status: 'SUCCEEDED', filesChecked: all, told: told.map(line => `S3 ${line}`) })

  const mended = await verify(world, { release: 1, repair: true })
  expect(mended.told).toEqual(told.map(line => `S3 ${line}: mended`))
  expect(await verify(world, { release: 1 })).toMatchObject({ ...clean, filesChecked: all })
  expect(await textAt(world, await releaseFile(world, 'a.txt'))).toBe('a')
  expect(await textAt(world, await releaseFile(world, 'index.html'))).toContain('lectern/player.js')
  expect((await getBuffer(store, key('b/b.txt'))).toString()).toBe('b')
  expect((await getBuffer(store, key('c.txt'))).toString()).toBe('c')
  expect(await head(store, key('foreign.txt'))).toBeNull()
  const [event] = await world.database.auditEvent.findMany({
    where: { action: 'package.verified' },
    orderBy: { sequence: 'desc' },
    skip: 1,
  })
  expect(event?.after).toMatchObject({ release: 1, missing: 2, changed: 2, foreign: 1, repaired: 5 })
})

test('a page of a release is mended from the same page with another version of the player’s tag', async () => {
  const world = await buildBackEnd({ 'index.html': files['index.html'] })
  const { database } = world
  await world.synchronize()
  await released(world)
  const page = await releaseFile(world, 'index.html')
  await destroy(world, page)
  // As it would be had the draft's page got a newer tag since.
  await database.releaseFile.updateMany({
    where: { path: 'index.html' },
    data: { sourceEtag: 'older', storedBytes: 999n },
  })
  expect((await verify(world, { release: 1, repair: true })).told).toEqual(['S3 MISSING index.html: mended'])
  expect(await verify(world, { release: 1 })).toMatchObject(clean)
  const mended = await releaseFile(world, 'index.html')
  expect(mended.storedBytes).toBe(page.storedBytes)
  expect(await textAt(world, mended)).toContain('lectern/player.js')
})

test('what no other row holds cannot be mended in a release, and says what helps', async () => {
  const world = await buildBackEnd({ 'a.txt': 'one' })
  await world.synchronize()
  await released(world)
  await world.write('a.txt', 'two')
  await world.synchronize()
  await world.database.draftFile.deleteMany({ where: { path: 'a.txt', untilRevision: { not: null } } })
  await destroy(world, await releaseFile(world, 'a.txt'))
  const { told, messages } = await verify(world, { release: 1, repair: true })
  expect(told).toEqual(['S3 MISSING a.txt'])
  expect(messages[0]).toContain('Publish the draft as a new release.')
})

test('a draft is mended from releases and from its own files, and what only Dropbox still has by a synchronisation', async () => {
  const world = await buildBackEnd(files)
  const { database, store, pkg } = world
  await world.synchronize()
  await released(world)
  await world.write('new.txt', 'only in the draft')
  await world.synchronize()
  expect(await verify(world)).toMatchObject(clean)

  const key = (path: string) => draftKey(pkg.dropboxPath, path)
  for (const path of ['a.txt', 'c.txt', 'new.txt', 'lectern/player.js'])
    await destroy(world, await draftFile(world, path))
  await put(store, key('b/b.txt'), Buffer.from('written over'), 'text/plain')
  await put(store, key('foreign.txt'), Buffer.from('foreign'), 'text/plain')
  await database.releaseFile.deleteMany({ where: { path: 'lectern/player.js' } })
  const told = [
    ...['CHANGED b/b.txt', 'FOREIGN foreign.txt', 'MISSING a.txt', 'MISSING c.txt'],
    ...['MISSING lectern/player.js', 'MISSING new.txt'],
  ].map(line => `S3 ${line}`)
  expect(await verify(world)).toMatchObject({ status: 'SUCCEEDED', told })
  const before = await draftFile(world, 'new.txt')

  const mended = await verify(world, { repair: true })
  expect(mended.told).toEqual(told.map(line => `${line}: mended`))
  expect(await synchronized(world)).toMatchObject({ status: 'SUCCEEDED' })
  expect(await verify(world)).toMatchObject(clean)
  const after = await draftFile(world, 'new.txt')
  expect(after.fromRevision).toBeGreaterThan(before.fromRevision)
  expect(await textAt(world, after)).toBe('only in the draft')
  expect(await textAt(world, await draftFile(world, 'c.txt'))).toBe('c')
  expect(await textAt(world, await draftFile(world, 'lectern/player.js'))).not.toBe('')
  expect((await getBuffer(store, key('b/b.txt'))).toString()).toBe('b')
  expect(await head(store, key('foreign.txt'))).toBeNull()
})

test('what Dropbox has otherwise is told by content, without what is left out; repair synchronises', async () => {
  const world = await buildBackEnd({ ...files, '.lecternignore': '*.bak\n', 'x.bak': 'x', 'Folder/Deep.txt': 'deep' })
  const { database } = world
  await world.synchronize()
  expect(await verify(world)).toMatchObject(clean)
  await world.write('a.txt', 'changed')
  await world.remove('c.txt')
  await world.write('New/Name.txt', 'new')
  await world.write('y.bak', 'y')
  await world.write('Thumbs.db', 'junk')
  const told = ['CHANGED a.txt', 'FOREIGN New/Name.txt', 'MISSING c.txt'].map(line => `DROPBOX ${line}`)
  expect(await verify(world)).toMatchObject({ status: 'SUCCEEDED', told })
  expect(await database.syncRun.count()).toBe(1)
  expect(await verify(world, { repair: true })).toMatchObject({ told: told.map(line => `${line}: mended`) })
  expect(await synchronized(world)).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 1 })
  expect(await verify(world)).toMatchObject(clean)
})

test('a folder that is gone from Dropbox, and a synchronisation that comes in between, end it with words for the author', async () => {
  const world = await buildBackEnd({ 'a.txt': 'a' })
  const { database, pkg } = world
  await world.synchronize()
  await world.move('', '../Elsewhere')
  await world.remove('../Elsewhere')
  const gone = await verify(world)
  expect(gone).toMatchObject({ status: 'FAILED', error: { code: 'FOLDER_GONE' } })

  const wished = { packageId: pkg.id, number: null, repair: false }
  const { id } = await change(database, systemActor, tx => requestVerification(tx, systemActor, wished))
  const by = { startedBy: systemActor.actor, requestedBy: systemActor.actor }
  await database.syncRun.create({ data: { packageId: pkg.id, ...by } })
  await wake(world, { workflow: 'verify', packageId: pkg.id })
  expect(await ended(world, id)).toMatchObject({ status: 'FAILED', error: { code: 'SYNCHRONIZED_MEANWHILE' } })
})

test('mends whose answers get lost are done again, and each is told once', async () => {
  const world = await buildBackEnd(files)
  const { store, pkg } = world
  await world.synchronize()
  await released(world)
  for (const path of ['a.txt', 'c.txt']) await destroy(world, await releaseFile(world, path))
  await put(store, releaseKey(pkg.slug, 1, 'foreign.txt'), Buffer.from('foreign'), 'text/plain')
  // As often as the client asks by itself, and once more.
  for (const operation of ['CopyObject', 'DeleteObjects'])
    world.faults.add([{ target: 's3', operation, times: 5, kind: 'late-status', status: 500 }])
  const { status, told } = await verify(world, { release: 1, repair: true })
  expect(status).toBe('SUCCEEDED')
  expect(told).toEqual(['S3 FOREIGN foreign.txt: mended', 'S3 MISSING a.txt: mended', 'S3 MISSING c.txt: mended'])
  expect(await verify(world, { release: 1 })).toMatchObject(clean)
})

test('it can be stopped while Dropbox is slow, and goes on when S3 was away', async () => {
  const world = await buildBackEnd({ 'a.txt': 'a' })
  const { database, pkg } = world
  await world.synchronize()
  world.faults.add([{ target: 's3', operation: 'ListObjectsV2', times: 5, kind: 'status', status: 500 }])
  expect(await verify(world)).toMatchObject(clean)

  world.faults.add([{ target: 'dropbox', operation: '*', times: 50, kind: 'status', status: 503 }])
  const wished = { packageId: pkg.id, number: null, repair: false }
  const { id } = await change(database, systemActor, tx => requestVerification(tx, systemActor, wished))
  await wake(world, { workflow: 'verify', packageId: pkg.id })
  await world.until(() => database.verificationRun.findFirst({ where: { id, filesChecked: { gt: 0 } } }))
  await change(database, systemActor, tx => cancelVerification(tx, id))
  expect(await ended(world, id)).toMatchObject({ status: 'CANCELED' })
})
