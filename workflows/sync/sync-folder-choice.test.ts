import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { archivePackage } from '@lectern/domain/packages/archive'
import { duePolls } from '@lectern/domain/sync/due-polls'
import { chooseFolder, folderChoicesOf } from '@lectern/domain/sync/folder-choice'
import { cancelSync, confirmSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { listFolders } from '../dropbox/client.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const page = (text: string) => `<html><head></head><body>${text}</body></html>`

/** Builds one back end, and returns how to build a synchronized package in a folder, and to look at it. */
async function build() {
  const backEnd = await buildBackEnd({ 'index.html': page('') })
  const { database, remove, move } = backEnd
  /** Dropbox sees one change at a time. */
  const seen = () => listFolders(backEnd.dropbox, '')
  const writeAll = async (folder: string, files: Record<string, string>) => {
    for (const [path, content] of Object.entries(files)) await backEnd.write(`../${folder}/${path}`, content)
    await seen()
  }
  const reload = ({ id }: Pick<Package, 'id'>) => database.package.findUniqueOrThrow({ where: { id } })
  return {
    ...backEnd,
    writeAll,
    reload,
    buildPackage: async (folder: string, files: Record<string, string>) => {
      await writeAll(folder, files)
      const pkg = await backEnd.makePackage(`/${folder}`)
      expect(await backEnd.synchronize(false, pkg)).toMatchObject({ status: 'SUCCEEDED' })
      return reload(pkg)
    },
    removeFolder: async (folder: string) => {
      await remove(`../${folder}`)
      await seen()
    },
    rename: async (from: string, to: string) => {
      await move(`../${from}`, `../${to}`)
      await seen()
    },
    hashesOf: async ({ id: packageId }: Pick<Package, 'id'>) =>
      (
        await database.draftFile.findMany({
          where: { packageId, untilRevision: null, generated: false },
          orderBy: { path: 'asc' },
        })
      ).map(({ path, key }) => `${path} ${key}`),
    actionsOf: async ({ id: packageId }: Pick<Package, 'id'>) =>
      (await database.auditEvent.findMany({ where: { packageId }, orderBy: { sequence: 'asc' } }))
        .map(({ action }) => action)
        .filter(action => /folder|Folder|relocated|Confirm/.test(action)),
    waiting: (status: 'WAITING_FOR_FOLDER' | 'WAITING_FOR_CONFIRMATION', { id: packageId }: Pick<Package, 'id'>) =>
      backEnd.until(() => database.syncRun.findFirst({ where: { packageId, status, finishedAt: null } })),
  }
}

const wake = (backEnd: BackEnd, { id: packageId }: Pick<Package, 'id'>) =>
  tryWake(backEnd, { workflow: 'sync', packageId })

test('continues with a folder that was made again in the place of the old one', async () => {
  const backEnd = await build()
  const { buildPackage, writeAll, removeFolder, synchronize, reload, database } = backEnd
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, number) => [`${number}.txt`, `${number}`]))
  const pkg = await buildPackage('Physics', { 'index.html': page('old'), ...many })

  await removeFolder('Physics')
  expect(await synchronize(false, pkg)).toMatchObject({ status: 'FAILED', error: { code: 'FOLDER_GONE' } })
  await writeAll('Physics', { 'index.html': page('new'), 'two.html': page('two'), ...many })
  expect(await synchronize(false, pkg)).toMatchObject({ status: 'SUCCEEDED', filesDone: 2, error: null })
  const after = await reload(pkg)
  expect(after).toMatchObject({ slug: pkg.slug, dropboxPath: '/Physics', revision: 2 })
  expect(after.dropboxId).not.toBe(pkg.dropboxId)
  const event = await database.auditEvent.findFirst({ where: { packageId: pkg.id, action: 'package.folderReplaced' } })
  expect(event).toMatchObject({
    summary: '"Physics" continues with the new Dropbox folder /Physics',
    before: { dropboxPath: '/Physics', dropboxId: pkg.dropboxId },
    after: { dropboxPath: '/Physics', dropboxId: after.dropboxId },
  })
  expect(await synchronize(false, pkg)).toMatchObject({ status: 'SUCCEEDED', filesTotal: 0 })

  // The next edition lacks most files, so a person must confirm.
  await removeFolder('Physics')
  await writeAll('Physics', { 'index.html': page('newest') })
  const running = synchronize(false, pkg)
  const run = await backEnd.waiting('WAITING_FOR_CONFIRMATION', pkg)
  expect(await backEnd.hashesOf(pkg)).toHaveLength(32)
  await change(database, systemActor, tx => confirmSync(tx, run.id))
  await wake(backEnd, pkg)
  expect(await running).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 31 })
  expect(await backEnd.hashesOf(pkg)).toEqual(['index.html draft/Physics/index.html'])

  // A folder there that is another package's is not taken. That of an archived package is.
  await removeFolder('Physics')
  const other = await buildPackage('Other', { 'index.html': page('other') })
  await backEnd.rename('Other', 'Physics')
  expect(await synchronize(false, other)).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect(await synchronize(false, pkg)).toMatchObject({ status: 'FAILED', error: { code: 'FOLDER_GONE' } })
  await change(database, systemActor, tx => archivePackage(tx, other.id))
  expect(await synchronize(false, pkg)).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect((await reload(other)).draftEndedAt).not.toBeNull()
  expect(await backEnd.actionsOf(pkg)).toEqual([
    'package.folderReplaced',
    'package.folderReplaced',
    'package.syncConfirmationRequested',
    'package.syncConfirmed',
    'package.folderReplaced',
  ])
})

test('asks which folder continues when the old one moved and another one is in its place', async () => {
  const backEnd = await build()
  const { buildPackage, writeAll, rename, synchronize, reload, database, hashesOf, actionsOf } = backEnd
  const buildSwapped = async (name: string) => {
    const pkg = await buildPackage(name, { 'index.html': page(`old ${name}`), 'old.txt': `old ${name}` })
    await writeAll(`${name} new`, { 'index.html': page(`new ${name}`) })
    await rename(name, `${name} 2025`)
    await rename(`${name} new`, name)
    const running = synchronize(false, pkg)
    return { pkg, before: await hashesOf(pkg), running, run: await backEnd.waiting('WAITING_FOR_FOLDER', pkg) }
  }
  const choose = async ({ pkg, run }: Awaited<ReturnType<typeof buildSwapped>>, path: string) => {
    await change(database, systemActor, tx => chooseFolder(tx, run.id, path))
    await wake(backEnd, pkg)
  }

  const one = await buildSwapped('Optics')
  expect(folderChoicesOf(one.run)?.map(({ path }) => path)).toEqual(['/Optics 2025', '/Optics'])
  expect(await hashesOf(one.pkg)).toEqual(one.before)
  expect(await reload(one.pkg)).toEqual(one.pkg)
  await expect(choose(one, '/Elsewhere')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await choose(one, '/optics')
  expect(await one.running).toMatchObject({ id: one.run.id, status: 'SUCCEEDED', error: null })
  expect(await hashesOf(one.pkg)).toEqual(['index.html draft/Optics/index.html'])
  await expect(choose(one, '/Optics')).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await actionsOf(one.pkg)).toEqual([
    'package.syncFolderRequested',
    'package.syncFolderChosen',
    'package.folderReplaced',
  ])
  expect(await synchronize(false, one.pkg)).toMatchObject({ status: 'SUCCEEDED', filesTotal: 0 })

  const two = await buildSwapped('Waves')
  await choose(two, '/Waves 2025')
  expect(await two.running).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect(await reload(two.pkg)).toMatchObject({ dropboxId: two.pkg.dropboxId, dropboxPath: '/Waves 2025' })
  expect(await hashesOf(two.pkg)).toEqual([
    'index.html draft/Waves 2025/index.html',
    'old.txt draft/Waves 2025/old.txt',
  ])

  // Canceled: nothing changes, and auto-sync does not ask again. A person who synchronizes is asked again.
  const three = await buildSwapped('Heat')
  await change(database, systemActor, tx => cancelSync(tx, three.run.id))
  await wake(backEnd, three.pkg)
  expect(await three.running).toMatchObject({ status: 'CANCELED' })
  expect(await reload(three.pkg)).toEqual(three.pkg)
  await database.package.updateMany({ data: { autoSyncMinutes: 1 } })
  const polled = (await duePolls(database)).map(({ packageId }) => packageId)
  expect(polled).toContain(two.pkg.id)
  expect(polled).not.toContain(three.pkg.id)
  await database.package.updateMany({ data: { autoSyncMinutes: null } })
  const again = synchronize(false, three.pkg)
  const run = await backEnd.waiting('WAITING_FOR_FOLDER', three.pkg)
  // The author undoes the renames, and synchronizes: there is nothing to ask.
  await rename('Heat', 'Heat new')
  await rename('Heat 2025', 'Heat')
  await synchronize(false, three.pkg)
  expect(await again).toMatchObject({ id: run.id, status: 'SUCCEEDED', filesTotal: 0 })
  expect(await hashesOf(three.pkg)).toEqual(three.before)
})
