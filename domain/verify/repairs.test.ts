import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { buildDraft, buildDraftFile, buildOpenRun } from '../test/factories.ts'
import { type Database, openDatabase } from '../database.ts'
import { change } from '../audit/change.ts'
import { blockNewSyncRuns, markDamaged, repointFile } from './repairs.ts'
import { planItems } from '../sync/plan.ts'
import { requestSync } from '../sync/sync-runs.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

test('a row is changed only as it was read: whoever came later does not overwrite what came in between', async () => {
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

test('while a draft is put right no synchronisation begins, and while one goes on the draft is not put right', async () => {
  const { packageId } = await buildDraft(database)
  const draft = { packageId, number: null }
  const order: string[] = []
  let asking: Promise<unknown> = Promise.resolve()
  await database.$transaction(async tx => {
    expect(await blockNewSyncRuns(tx, draft)).toBe(true)
    asking = change(database, systemActor, other => requestSync(other, systemActor, packageId, false)).then(() =>
      order.push('began'),
    )
    await new Promise(resolve => setTimeout(resolve, 300))
    order.push('put right')
  })
  await asking
  expect(order).toEqual(['put right', 'began'])
  expect(await database.$transaction(tx => blockNewSyncRuns(tx, draft))).toBe(false)
  expect(await database.$transaction(tx => blockNewSyncRuns(tx, { packageId, number: 1 }))).toBe(true)
})

test('a damaged file is due although nothing changed in Dropbox, and so is what only Lectern writes', async () => {
  const { packageId } = await buildDraft(database)
  await database.syncRun.updateMany({ where: { packageId }, data: { finishedAt: new Date() } })
  const pkg = await database.package.update({ where: { id: packageId }, data: { generation: 1 } })
  const rules = {
    tagVersion: 1,
    videoPattern: 'x',
    rootPath: null,
    analysisPattern: 'x',
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
