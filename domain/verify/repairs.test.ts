import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { planItems } from '../sync/plan.ts'
import { requestSync } from '../sync/sync-runs.ts'
import { buildDraft, buildDraftFile, buildOpenRun } from '../test/factories.ts'
import { blockNewSyncRuns, markDamaged, repointFile } from './repairs.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

test('change a row only if it was not changed since it was read', async () => {
  const { packageId } = await buildDraft(database)
  const file = await buildDraftFile(database, { packageId, versionId: 'gone' })
  const draft = { packageId, number: null }
  const stored = { versionId: 'new', etag: 'e', storedBytes: 1 }
  expect(await markDamaged(database, packageId, file)).toBe(true)
  expect(await repointFile(database, draft, file, stored)).toBe(true)
  expect(await database.draftFile.findFirstOrThrow({ where: { packageId } })).toMatchObject({
    ...{ versionId: 'new', damaged: false },
  })
  expect(await repointFile(database, draft, file, { ...stored, versionId: 'late' })).toBe(false)
  expect(await markDamaged(database, packageId, file)).toBe(false)
})

test('block new sync runs, and are blocked by an open run', async () => {
  const { packageId } = await buildDraft(database)
  const draft = { packageId, number: null }
  const order: string[] = []
  let request: Promise<unknown> = Promise.resolve()
  await database.$transaction(async tx => {
    expect(await blockNewSyncRuns(tx, draft)).toBe(true)
    request = change(database, systemActor, other => requestSync(other, systemActor, packageId, false)).then(() =>
      order.push('started'),
    )
    await new Promise(resolve => setTimeout(resolve, 300))
    order.push('repaired')
  })
  await request
  expect(order).toEqual(['repaired', 'started'])
  expect(await database.$transaction(tx => blockNewSyncRuns(tx, draft))).toBe(false)
  expect(await database.$transaction(tx => blockNewSyncRuns(tx, { packageId, number: 1 }))).toBe(true)
})

test('make damaged files due without a change in Dropbox, including files that only Lectern writes', async () => {
  const { packageId } = await buildDraft(database)
  await database.syncRun.updateMany({ where: { packageId }, data: { finishedAt: new Date() } })
  const pkg = await database.package.update({ where: { id: packageId }, data: { generation: 1 } })
  const rules = {
    tagVersion: 1,
    probeVersion: 1,
    analysisKinds: {},
    maxAnalysisBytes: 0,
    analysisVersion: 1,
  }
  const prefix = `draft${pkg.dropboxPath}/`
  for (const path of ['a', 'b']) {
    await buildDraftFile(database, { packageId, path, contentHash: path, key: prefix + path })
    const entry = { kind: 'FILE' as const, dropboxId: path, name: path, path, contentHash: path }
    await database.entry.create({
      data: { packageId, generation: 1, pathLower: `${pkg.dropboxPathLower}/${path}`, parentLower: '', ...entry },
    })
  }
  await buildDraftFile(database, { packageId, path: 'lectern/player.js', generated: true })
  const planned = async () => {
    const run = await buildOpenRun(database, { packageId })
    const plan = await database.$transaction(tx => planItems(tx, run, { ...rules, prefix }))
    await database.syncRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } })
    return plan
  }
  expect(await planned()).toMatchObject({ changes: 0, pendingPaths: [] })
  await database.draftFile.updateMany({ where: { packageId, path: { not: 'b' } }, data: { damaged: true } })
  expect(await planned()).toMatchObject({ changes: 2, pendingPaths: ['a'] })
})
