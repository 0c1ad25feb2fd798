import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { createPackage } from '@lectern/domain/packages/packages'
import type { Package } from '@lectern/domain/database'
import { expect, test } from 'vitest'
import { findFolder, listFolders } from '../dropbox/client.ts'
import { getBuffer } from '../storage/s3.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { buildBackEnd } from '../test/back-end.ts'

const lesson = {
  'index.html': '<html><head></head><body><img src="images/rabbit.png"></body></html>',
  'images/rabbit.png': 'a rabbit',
  'images/hare.png': 'a hare',
  'pages/second.html': '<html><body>two</body></html>',
}

type World = Awaited<ReturnType<typeof buildBackEnd>>

const filesOf = ({ database }: World, pkg: Pick<Package, 'id'>) =>
  database.draftFile.findMany({
    where: { packageId: pkg.id, untilRevision: null, generated: false },
    orderBy: { path: 'asc' },
  })

const downloads = ({ faults }: World) => faults.calls.dropbox?.['files/download'] ?? 0

async function keysBelow({ store }: World, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const objects of listCurrentObjects(store, prefix)) keys.push(...objects.map(object => object.key))
  return keys
}

/** A second package in the same Dropbox, at `/<name>`. */
async function another(world: World, name: string, content: string): Promise<Package> {
  await world.write(`../${name}/index.html`, `<html><head></head><body>${content}</body></html>`)
  const folder = await findFolder(world.dropbox, `/${name}`)
  return change(world.database, systemActor, tx => createPackage(tx, systemActor, { folder: folder! }))
}

test('a folder that is renamed inside the package is copied inside S3, not downloaded', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  const before = downloads(world)
  await world.move('images', 'pictures')
  const run = await world.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesDone: 2, filesDeleted: 2 })
  expect(downloads(world)).toBe(before)
  expect(world.faults.calls.s3?.CopyObject).toBe(2)
  const rabbit = (await filesOf(world, world.pkg)).find(file => file.path === 'pictures/rabbit.png')!
  expect((await getBuffer(world.store, rabbit.key, rabbit.versionId)).toString()).toBe('a rabbit')
})

test("a package's folder that is renamed is followed without a download, with the player's tag in its page", async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  const before = downloads(world)
  await world.move('', '../Moved/There')
  const run = await world.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect(downloads(world)).toBe(before)
  const pkg = await world.database.package.findUniqueOrThrow({ where: { id: world.pkg.id } })
  expect(pkg).toMatchObject({ dropboxPath: '/Moved/There', slug: world.pkg.slug })
  const files = await filesOf(world, pkg)
  expect(files.map(file => file.key)).toEqual(files.map(file => `draft/Moved/There/${file.path}`))
  const index = files.find(file => file.path === 'index.html')!
  expect((await getBuffer(world.store, index.key, index.versionId)).toString()).toContain('lectern/player.js')
  expect((await getBuffer(world.store, 'originals/Moved/There/index.html')).toString()).toBe(lesson['index.html'])
  expect(await keysBelow(world, 'draft/Lesson/')).toEqual([])
  expect(await world.database.auditEvent.count({ where: { action: 'package.relocated' } })).toBe(1)
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesTotal: 0 })
})

test('two folders that swap their names keep to their packages', async () => {
  const world = await buildBackEnd(lesson)
  const other = await another(world, 'Other', 'the other one')
  await world.synchronize()
  await world.synchronize(false, other)
  const before = downloads(world)
  for (const [from, to] of [
    ['', '../Between'],
    ['../Other', ''],
    ['../Between', '../Other'],
  ] as const) {
    await world.move(from, to)
    // Dropbox sees one rename after the other.
    await listFolders(world.dropbox, '')
  }
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', error: null })
  // Nothing of the other one was touched, though its place is ours now.
  const [theirs] = await filesOf(world, other)
  expect((await getBuffer(world.store, theirs!.key, theirs!.versionId)).toString()).toContain('the other one')
  expect(await world.synchronize(false, other)).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect(downloads(world)).toBe(before)
  const paths = async (pkg: Package) => (await filesOf(world, pkg)).map(file => file.key)
  expect(await paths(world.pkg)).toEqual(
    Object.keys(lesson)
      .sort()
      .map(path => `draft/Other/${path}`),
  )
  expect(await paths(other)).toEqual(['draft/Lesson/index.html'])
  const [swapped] = await filesOf(world, other)
  expect((await getBuffer(world.store, swapped!.key)).toString()).toContain('the other one')
})

test("a folder that was moved into another package's ends the run with that message, and nothing is changed", async () => {
  const world = await buildBackEnd(lesson)
  await another(world, 'Other', 'the other one')
  await world.synchronize()
  await world.move('', '../Other/Lesson')
  const run = await world.synchronize()
  expect(run).toMatchObject({ status: 'FAILED', error: { code: 'FOLDER_TAKEN' } })
  expect((run.error as { message: string }).message).toContain('«Other»')
  expect(await filesOf(world, world.pkg)).toHaveLength(4)
  expect(await world.database.package.findUniqueOrThrow({ where: { id: world.pkg.id } })).toMatchObject({
    dropboxPath: '/Lesson',
    revision: 1,
  })
})

test('a folder that is gone is said, and nothing is deleted', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  await world.remove('')
  expect(await world.synchronize()).toMatchObject({ status: 'FAILED', error: { code: 'FOLDER_GONE' } })
  expect(await filesOf(world, world.pkg)).toHaveLength(4)
})
