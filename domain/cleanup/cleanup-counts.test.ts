import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { harry } from '../test/factories.ts'
import { recordCleanup, removalsOf, removalsOfCleanup } from './cleanup-counts.ts'
import { endDryRun, newestDryRun, requestDryRun } from './dry-runs.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 4)
})
afterAll(() => database.$disconnect())

const by = { actor: { kind: 'SYSTEM', name: 'Test' } } as const
const none = {
  releases: 0,
  revisions: 0,
  uploads: 0,
  streams: 0,
  sources: 0,
  captions: 0,
  viewerTokens: 0,
  comparisons: 0,
}
const counts = (versions: number) => ({ ...none, versions, bytes: versions, bytesByKind: { ...none, versions } })
const eventsOf = (prefix: string) =>
  database.auditEvent.findMany({ where: { action: { startsWith: prefix } }, orderBy: { sequence: 'asc' } })

test('records one audit event per cleanup, and none when nothing was removed', async () => {
  const record = (cleanupId: string, versions: number) =>
    change(database, by, tx => recordCleanup(tx, cleanupId, counts(versions)))
  await record('empty', 0)
  await record('busy', 3)
  await record('busy', 3)
  await record('calm', 1)
  expect(await eventsOf('storage.cleaned')).toMatchObject([
    {
      ...{ subjectId: 'busy', packageId: null, summary: 'Removed unreferenced data: 3 old file versions' },
      after: { versions: 3, bytes: 3 },
    },
    {
      ...{ subjectId: 'calm', packageId: null, summary: 'Removed unreferenced data: 1 old file version' },
      after: { versions: 1, bytes: 1 },
    },
  ])
  expect(await removalsOfCleanup(database, 'busy')).toEqual([{ kind: 'versions', count: 3, bytes: 3, examples: [] }])
  expect(await removalsOfCleanup(database, 'empty')).toEqual([])
})

test('reads counts from before sizes were recorded by kind and page comparisons existed, and gives each kind its examples', () => {
  const { bytesByKind: _, comparisons: _unknownThen, ...earlier } = { ...counts(2), releases: 1 }
  const candidate = { kind: 'versions', description: 'draft/a.txt', bytes: 5 }
  expect(removalsOf(earlier, [candidate])).toEqual([
    { kind: 'releases', count: 1, bytes: null, examples: [] },
    { kind: 'versions', count: 2, bytes: null, examples: [candidate] },
  ])
})

test('opens one dry run at a time, ends it once, and keeps the newest', async () => {
  const request = () => change(database, { actor: harry }, tx => requestDryRun(tx, { actor: harry }))
  const end = (id: string, outcome: Parameters<typeof endDryRun>[2]) =>
    change(database, by, tx => endDryRun(tx, id, outcome))
  expect(await newestDryRun(database)).toBeNull()
  const opened = await Promise.all([request(), request(), request()])
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
  const first = opened[0]!
  await end(first.id, { counts: counts(2), candidates: [] })
  await end(first.id, { error: { code: 'TOO_LATE', message: 'Too late' } })
  expect(await newestDryRun(database)).toMatchObject({ id: first.id, counts: { versions: 2 }, error: null })
  const second = await request()
  expect(second.id).not.toBe(first.id)
  await end(second.id, { error: { code: 'STORAGE_REFUSED', message: 'S3 refuses' } })
  expect(await database.cleanupDryRun.findMany()).toMatchObject([
    { id: second.id, counts: null, error: { code: 'STORAGE_REFUSED' }, finishedAt: expect.any(Date) },
  ])
  expect((await eventsOf('storage.dryRun')).map(({ action, summary }) => [action, summary])).toEqual([
    ['storage.dryRunStarted', 'Started a dry run of the cleanup'],
    ['storage.dryRunFinished', 'A cleanup would remove: 2 old file versions'],
    ['storage.dryRunStarted', 'Started a dry run of the cleanup'],
    ['storage.dryRunFailed', 'The dry run of the cleanup failed: S3 refuses'],
  ])
})
