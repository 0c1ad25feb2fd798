import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { findFile } from '../files/version-files.ts'
import { buildDraft, buildDraftFile, buildOpenRun, buildSyncItem } from '../test/factories.ts'
import { changeDraft } from './draft.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())

/** Changes the draft by one page, whose package uses these files as something else from now on. */
async function changeWith(packageId: string, usedMediaTypes: Record<string, string>) {
  const run = await buildOpenRun(database, { packageId, phase: 'COPYING', listedAt: new Date(Date.now() + 60_000) })
  const copied = { contentHash: run.id, mediaType: 'text/html', key: 'k', versionId: 'v', etag: 'e', storedBytes: 1n }
  const page = { path: 'page.html', status: 'DONE' as const, modifiedAt: new Date(), ...copied }
  await buildSyncItem(database, { runId: run.id, ...page })
  const checked = { findings: [], videos: [], misspelledPaths: [], usedMediaTypes }
  const draftChange = { run, isComplete: true, settled: true, unsettledPaths: [], ...checked }
  await change(database, systemActor, tx => changeDraft(tx, draftChange))
  await database.syncRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } })
}

test('a file has the media type by which the pages of its revision use it, and its own charset', async () => {
  const { packageId } = await buildDraft(database)
  await buildDraftFile(database, { packageId, path: 'a.txt', mediaType: 'text/plain; charset=utf-8' })
  await buildDraftFile(database, { packageId, path: 'b', mediaType: 'application/octet-stream' })
  const typesAt = async (revision: number) =>
    Promise.all(
      ['a.txt', 'b'].map(async path => (await findFile(database, { packageId, revision }, [path]))?.mediaType),
    )
  await changeWith(packageId, { 'a.txt': 'text/javascript' })
  await changeWith(packageId, { 'a.txt': 'text/javascript', b: 'text/css' })
  await changeWith(packageId, {})
  const own = ['text/plain; charset=utf-8', 'application/octet-stream']
  expect(await typesAt(1)).toEqual(own)
  expect(await typesAt(2)).toEqual(['text/javascript; charset=utf-8', 'application/octet-stream'])
  expect(await typesAt(3)).toEqual(['text/javascript; charset=utf-8', 'text/css'])
  expect(await typesAt(4)).toEqual(own)
  const rows = await database.draftFile.findMany({ where: { packageId, path: { in: ['a.txt', 'b'] } } })
  expect(rows).toHaveLength(6)
})
