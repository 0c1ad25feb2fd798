import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { archivePackage, restorePackage } from '@lectern/domain/packages/archive'
import { expect, test } from 'vitest'
import { getBuffer } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const page = (text: string) => `<html><head></head><body>${text}</body></html>`
const archive = ({ database }: BackEnd, { id }: Package) => change(database, systemActor, tx => archivePackage(tx, id))

/** The text of each of the author's files in the current draft, by path, as stored. */
async function textsOf({ database, store }: BackEnd, { id }: Package) {
  const files = await database.draftFile.findMany({ where: { packageId: id, untilRevision: null, generated: false } })
  const texts = files.map(async ({ path, key, versionId }) => [
    path,
    (await getBuffer(store, key, versionId)).toString(),
  ])
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>
}

test('a package takes a folder of an archived one, whose release stays, and which returns whole when restored', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page('lesson'), 'Unit/index.html': page('unit') })
  const { database, store, pkg } = backEnd
  await backEnd.synchronize()
  const { id } = await backEnd.publish()
  await backEnd.until(() => database.publication.findFirst({ where: { id, status: 'SUCCEEDED' } }))
  await archive(backEnd, pkg)

  const unit = await backEnd.makePackage('/Lesson/Unit')
  expect(await textsOf(backEnd, pkg)).toEqual({})
  await backEnd.write('Unit/index.html', page('unit, changed'))
  expect(await backEnd.synchronize(false, unit)).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect((await textsOf(backEnd, unit))['index.html']).toContain('unit, changed')
  const released = await database.releaseFile.findMany({ where: { packageId: pkg.id, generated: false } })
  for (const { path, key, versionId } of released)
    expect((await getBuffer(store, key!, versionId!)).toString()).toContain(path === 'index.html' ? 'lesson' : 'unit')

  await archive(backEnd, unit)
  await change(database, systemActor, tx => restorePackage(tx, systemActor, pkg.id))
  await tryWake(backEnd, { workflow: 'sync', packageId: pkg.id })
  const where = { packageId: pkg.id, finishedAt: { not: null }, startedAt: { gt: unit.createdAt } }
  const run = await backEnd.until(() => database.syncRun.findFirst({ where }))
  expect(run).toMatchObject({ status: 'SUCCEEDED', error: null })
  const texts = await textsOf(backEnd, pkg)
  expect(Object.keys(texts).sort()).toEqual(['Unit/index.html', 'index.html'])
  expect(texts['Unit/index.html']).toContain('unit, changed')
  const restored = await database.package.findUniqueOrThrow({ where: { id: pkg.id } })
  expect(restored).toMatchObject({ revision: 3, draftEndedAt: null })
  expect(await database.draft.count({ where: { packageId: pkg.id, revision: 3 } })).toBe(1)
})

test('archiving while a run copies ends the run, and nothing starts again', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page('lesson'), 'slow.txt': 'slow' })
  const { database, pkg } = backEnd
  backEnd.faults.add([
    { target: 'dropbox', operation: 'files/download', match: 'slow.txt', times: 1, kind: 'delay', delayMs: 60_000 },
  ])
  const running = backEnd.synchronize()
  await backEnd.until(() => database.syncRun.findFirst({ where: { packageId: pkg.id, phase: 'COPYING' } }))
  await archive(backEnd, pkg)
  await tryWake(backEnd, { workflow: 'sync', packageId: pkg.id })
  expect(await running).toMatchObject({ status: 'CANCELED' })
  expect(await database.syncRun.count({ where: { packageId: pkg.id } })).toBe(1)
})
