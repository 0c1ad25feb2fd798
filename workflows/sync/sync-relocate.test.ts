import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { createPackage } from '@lectern/domain/packages/packages'
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

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const filesOf = ({ database }: BackEnd, pkg: Pick<Package, 'id'>) =>
  database.draftFile.findMany({
    where: { packageId: pkg.id, untilRevision: null, generated: false },
    orderBy: { path: 'asc' },
  })

const downloads = ({ faults }: BackEnd) => faults.calls.dropbox?.['files/download'] ?? 0

async function keysBelow({ store }: BackEnd, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const objects of listCurrentObjects(store, prefix)) keys.push(...objects.map(object => object.key))
  return keys
}

/** Creates another package in the same Dropbox, at `/<name>`. */
async function buildOtherPackage(backEnd: BackEnd, name: string, content: string): Promise<Package> {
  await backEnd.write(`../${name}/index.html`, `<html><head></head><body>${content}</body></html>`)
  const folder = await findFolder(backEnd.dropbox, `/${name}`)
  return change(backEnd.database, systemActor, tx => createPackage(tx, systemActor, { folder: folder! }))
}

test('copies a folder that was renamed inside the package within S3, without a download', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  const before = downloads(backEnd)
  await backEnd.move('images', 'pictures')
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesDone: 2, filesDeleted: 2 })
  expect(downloads(backEnd)).toBe(before)
  expect(backEnd.faults.calls.s3?.CopyObject).toBe(2)
  const rabbit = (await filesOf(backEnd, backEnd.pkg)).find(file => file.path === 'pictures/rabbit.png')!
  expect((await getBuffer(backEnd.store, rabbit.key, rabbit.versionId)).toString()).toBe('a rabbit')
})

test("follows a renamed package folder without a download, and keeps the player's tag in its page", async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  const before = downloads(backEnd)
  await backEnd.move('', '../Moved/There')
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect(downloads(backEnd)).toBe(before)
  const pkg = await backEnd.database.package.findUniqueOrThrow({ where: { id: backEnd.pkg.id } })
  expect(pkg).toMatchObject({ dropboxPath: '/Moved/There', slug: backEnd.pkg.slug })
  const files = await filesOf(backEnd, pkg)
  expect(files.map(file => file.key)).toEqual(files.map(file => `draft/Moved/There/${file.path}`))
  const index = files.find(file => file.path === 'index.html')!
  expect((await getBuffer(backEnd.store, index.key, index.versionId)).toString()).toContain('lectern/player.js')
  expect((await getBuffer(backEnd.store, 'originals/Moved/There/index.html')).toString()).toBe(lesson['index.html'])
  expect(await keysBelow(backEnd, 'draft/Lesson/')).toEqual([])
  expect(await backEnd.database.auditEvent.count({ where: { action: 'package.relocated' } })).toBe(1)
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesTotal: 0 })
})

test('keeps each package’s files when two folders swap their names', async () => {
  const backEnd = await buildBackEnd(lesson)
  const other = await buildOtherPackage(backEnd, 'Other', 'the other one')
  await backEnd.synchronize()
  await backEnd.synchronize(false, other)
  const before = downloads(backEnd)
  for (const [from, to] of [
    ['', '../Between'],
    ['../Other', ''],
    ['../Between', '../Other'],
  ] as const) {
    await backEnd.move(from, to)
    // Dropbox sees one rename at a time.
    await listFolders(backEnd.dropbox, '')
  }
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', error: null })
  // The other package is untouched, although its former folder is now ours.
  const [theirs] = await filesOf(backEnd, other)
  expect((await getBuffer(backEnd.store, theirs!.key, theirs!.versionId)).toString()).toContain('the other one')
  expect(await backEnd.synchronize(false, other)).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect(downloads(backEnd)).toBe(before)
  const paths = async (pkg: Package) => (await filesOf(backEnd, pkg)).map(file => file.key)
  expect(await paths(backEnd.pkg)).toEqual(
    Object.keys(lesson)
      .sort()
      .map(path => `draft/Other/${path}`),
  )
  expect(await paths(other)).toEqual(['draft/Lesson/index.html'])
  const [swapped] = await filesOf(backEnd, other)
  expect((await getBuffer(backEnd.store, swapped!.key)).toString()).toContain('the other one')
})

test("ends the run with a message and changes nothing when the folder was moved into another package's", async () => {
  const backEnd = await buildBackEnd(lesson)
  await buildOtherPackage(backEnd, 'Other', 'the other one')
  await backEnd.synchronize()
  await backEnd.move('', '../Other/Lesson')
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'FAILED', error: { code: 'FOLDER_TAKEN' } })
  expect((run.error as { message: string }).message).toContain('"Other"')
  expect(await filesOf(backEnd, backEnd.pkg)).toHaveLength(4)
  expect(await backEnd.database.package.findUniqueOrThrow({ where: { id: backEnd.pkg.id } })).toMatchObject({
    dropboxPath: '/Lesson',
    revision: 1,
  })
})

test('reports that the folder is gone, and deletes nothing', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  await backEnd.remove('')
  expect(await backEnd.synchronize()).toMatchObject({ status: 'FAILED', error: { code: 'FOLDER_GONE' } })
  expect(await filesOf(backEnd, backEnd.pkg)).toHaveLength(4)
})
