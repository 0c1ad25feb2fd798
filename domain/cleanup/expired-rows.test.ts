import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Database, openDatabase } from '../database.ts'
import {
  buildDraft,
  buildDraftFile,
  buildFinding,
  buildOpenRun,
  buildPackage,
  buildPublication,
  buildRelease,
  buildSyncItem,
  buildSyncRun,
  buildTranscode,
} from '../test/factories.ts'
import { releaseUnreferencedVersions, removeExpiredRows } from './expired-rows.ts'
import { referencedVersions } from './referenced-versions.ts'
import { taggedPages } from './tagged-pages.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

const day = (number: number) => new Date(Date.UTC(2026, 0, number))

/** Builds a package with one draft for each day, on which the run that made it ended. */
async function buildDrafts(...days: number[]) {
  const pkg = await buildPackage(database)
  for (const number of days) {
    const run = await buildSyncRun(database, { packageId: pkg.id, finishedAt: day(number) })
    await buildDraft(database, { packageId: pkg.id, syncRunId: run.id })
  }
  return pkg
}

/** Builds a file that is in the drafts between two revisions. Its object version is named after its path. */
const buildFile = (packageId: string, path: string, fromRevision: number, untilRevision: number | null) =>
  buildDraftFile(database, { packageId, path, fromRevision, untilRevision, versionId: `${packageId}/${path}` })

const remove = (packageId: string, before: Date) =>
  database.$transaction(tx => removeExpiredRows(tx, packageId, before))

async function remainingRows(packageId: string) {
  const drafts = await database.draft.findMany({ where: { packageId }, orderBy: { revision: 'asc' } })
  const files = await database.draftFile.findMany({ where: { packageId }, orderBy: { path: 'asc' } })
  return { drafts: drafts.map(draft => draft.revision), files: files.map(file => file.path) }
}

test('removes the draft of an archived package whose folder another one took, after the grace period', async () => {
  const { id } = await buildDrafts(1)
  await buildFile(id, 'page', 1, 2)
  await database.package.update({ where: { id }, data: { revision: 2, draftEndedAt: day(10), archivedAt: day(5) } })
  expect(await remove(id, day(10))).toEqual({ revisions: 0, uploads: [] })
  expect(await remainingRows(id)).toEqual({ drafts: [1], files: ['page'] })
  expect(await remove(id, day(11))).toEqual({ revisions: 1, uploads: [] })
  expect(await remainingRows(id)).toEqual({ drafts: [], files: [] })
})

test('removes a draft that was superseded before the grace period, with the rows that only it has', async () => {
  const { id } = await buildDrafts(1, 10, 20)
  await buildFile(id, 'always', 1, null)
  await buildFile(id, 'first', 1, 2)
  await buildFile(id, 'first and second', 1, 3)
  await buildFile(id, 'second', 2, 3)
  await buildFile(id, 'third', 3, null)
  await buildFinding(database, { packageId: id, fromRevision: 1, untilRevision: 2, path: 'first' })
  await buildFinding(database, { packageId: id, fromRevision: 1, untilRevision: 3, path: 'first and second' })

  expect(await remove(id, day(10))).toEqual({ revisions: 0, uploads: [] })
  expect(await remove(id, day(11))).toEqual({ revisions: 1, uploads: [] })
  expect(await remainingRows(id)).toEqual({ drafts: [2, 3], files: ['always', 'first and second', 'second', 'third'] })
  expect((await database.finding.findMany({ where: { packageId: id } })).map(finding => finding.path)).toEqual([
    'first and second',
  ])
  expect(await remove(id, day(30))).toEqual({ revisions: 1, uploads: [] })
  expect(await remainingRows(id)).toEqual({ drafts: [3], files: ['always', 'third'] })
  expect(await remove(id, day(30))).toEqual({ revisions: 0, uploads: [] })
})

test('keeps the draft of an open publication until the publication ends', async () => {
  const { id } = await buildDrafts(1, 2, 3, 4)
  for (const revision of [1, 2, 3]) await buildFile(id, `only ${revision}`, revision, revision + 1)
  await buildFile(id, 'first to third', 1, 4)
  const publication = await buildPublication(database, { packageId: id, revision: 2 })
  expect(await remove(id, day(30))).toMatchObject({ revisions: 2 })
  expect(await remainingRows(id)).toEqual({ drafts: [2, 4], files: ['first to third', 'only 2'] })
  await database.publication.update({ where: { id: publication.id }, data: { finishedAt: day(29) } })
  expect(await remove(id, day(30))).toMatchObject({ revisions: 1 })
  expect(await remainingRows(id)).toEqual({ drafts: [4], files: [] })
})

test.each([
  ['synchronized', (packageId: string) => buildOpenRun(database, { packageId })],
  ['transcoded', (packageId: string) => buildTranscode(database, { packageId })],
])('keeps superseded drafts while the package is being %s', async (_, open) => {
  const { id } = await buildDrafts(1, 2)
  await buildFile(id, 'first', 1, 2)
  await open(id)
  expect(await remove(id, day(30))).toMatchObject({ revisions: 0 })
  expect(await remainingRows(id)).toEqual({ drafts: [1, 2], files: ['first'] })
})

test('removes the files of a released draft, but keeps its row and findings as long as the release', async () => {
  const { id } = await buildDrafts(1, 2, 3)
  await buildFile(id, 'first', 1, 2)
  await buildFinding(database, { packageId: id, fromRevision: 1, untilRevision: 2 })
  const release = await buildRelease(database, { packageId: id, revision: 1 })
  const findings = () => database.finding.count({ where: { packageId: id } })
  expect(await remove(id, day(30))).toMatchObject({ revisions: 2 })
  expect(await remainingRows(id)).toEqual({ drafts: [1, 3], files: [] })
  expect(await findings()).toBe(1)
  expect(await remove(id, day(30))).toMatchObject({ revisions: 0 })
  await database.release.update({ where: { id: release.id }, data: { removedAt: new Date() } })
  expect(await remove(id, day(30))).toMatchObject({ revisions: 1 })
  expect(await remainingRows(id)).toEqual({ drafts: [3], files: [] })
  expect(await findings()).toBe(0)
})

test('keeps the findings before those of the current draft, which tell what it fixed', async () => {
  const { id } = await buildDrafts(1, 2)
  await buildFinding(database, { packageId: id, fromRevision: 1, untilRevision: 2 })
  expect(await remove(id, day(30))).toMatchObject({ revisions: 1 })
  expect(await database.finding.count({ where: { packageId: id } })).toBe(1)
})

test('removes old uploads and returns them, but keeps newer ones, and all of them while a run is open', async () => {
  const { id } = await buildDrafts(1)
  const upload = { packageId: id, contentHash: 'x', bytes: 20n, partBytes: 8n }
  await database.upload.create({ data: { ...upload, key: 'draft/old', s3UploadId: 'old', openedAt: day(1) } })
  await database.upload.create({ data: { ...upload, key: 'draft/new', s3UploadId: 'new', openedAt: day(20) } })
  const run = await buildOpenRun(database, { packageId: id })
  expect(await remove(id, day(10))).toMatchObject({ uploads: [] })
  await database.syncRun.update({ where: { id: run.id }, data: { finishedAt: day(9) } })
  expect(await remove(id, day(10))).toMatchObject({ uploads: [{ key: 'draft/old', s3UploadId: 'old' }] })
  expect((await database.upload.findMany({ where: { packageId: id } })).map(row => row.s3UploadId)).toEqual(['new'])
})

test('returns the versions that no draft, open run, or open publication references, and clears them from ended runs', async () => {
  const { id } = await buildDrafts(1, 2)
  await buildFile(id, 'of a past draft', 1, 2)
  const item = (runId: string, path: string) =>
    buildSyncItem(database, { runId, path, status: 'DONE', key: path, etag: 'e', versionId: `${id}/${path}` })
  const ended = await buildSyncRun(database, { packageId: id })
  const open = await buildOpenRun(database, { packageId: id })
  await item(ended.id, 'of a past draft')
  await item(ended.id, 'of an ended run')
  await item(open.id, 'of an open run')
  const copies = [
    { number: 1, path: 'being published', finishedAt: null },
    { number: 2, path: 'published', finishedAt: day(3) },
  ]
  for (const { number, path, finishedAt } of copies) {
    await buildPublication(database, { packageId: id, number, finishedAt })
    const source = { sourceKey: path, sourceVersionId: `${id}/${path}`, sourceEtag: 'e' }
    const file = {
      contentHash: 'x',
      bytes: 1n,
      modifiedAt: day(1),
      mediaType: 'text/html',
      storedBytes: 1n,
      generated: false,
    }
    await database.releaseFile.create({ data: { packageId: id, number, path, ...file, ...source } })
  }
  const all = ['of a past draft', 'of an ended run', 'of an open run', 'being published', 'published', 'unreferenced']
  const unreferenced = await database.$transaction(tx =>
    releaseUnreferencedVersions(
      tx,
      all.map(path => `${id}/${path}`),
    ),
  )
  expect([...unreferenced].map(version => version.slice(id.length + 1))).toEqual([
    'of an ended run',
    'published',
    'unreferenced',
  ])
  const items = await database.syncItem.findMany({ where: { run: { packageId: id } }, orderBy: { path: 'asc' } })
  expect(items.map(({ path, key, versionId, etag }) => [path, key, versionId !== null, etag])).toEqual([
    ['of a past draft', 'of a past draft', true, 'e'],
    ['of an ended run', null, false, null],
    ['of an open run', 'of an open run', true, 'e'],
  ])
})

test('ignores files of superseded drafts in a dry run, and changes nothing', async () => {
  const { id } = await buildDrafts(1, 2, 3)
  const [past, present] = [`${id}/past`, `${id}/present`]
  await buildFile(id, 'past', 1, 3)
  await buildFile(id, 'present', 2, null)
  const tagged = { packageId: id, fromRevision: 1, untilRevision: 3, key: `${id}/page`, tagVersion: 1 }
  await buildDraftFile(database, { ...tagged, path: 'page', contentHash: 'as it was' })
  const both = [past, present]
  expect(await referencedVersions(database, both)).toEqual(new Set(both))
  expect(await referencedVersions(database, both, day(3))).toEqual(new Set(both))
  expect(await referencedVersions(database, both, day(30))).toEqual(new Set([present]))
  expect(await taggedPages(database, [`${id}/page`], null)).toEqual(new Map([[`${id}/page`, new Set(['as it was'])]]))
  expect(await taggedPages(database, [`${id}/page`], day(30))).toEqual(new Map())
  expect(await remainingRows(id)).toMatchObject({ drafts: [1, 2, 3] })
})

test('counts pages that an open run copied, but not those of an ended run', async () => {
  const { id } = await buildDrafts(1)
  const [ended, open] = [
    await buildSyncRun(database, { packageId: id }),
    await buildOpenRun(database, { packageId: id }),
  ]
  const page = { path: 'page', key: `${id}/page`, versionId: `${id}/page`, etag: 'e', tagVersion: 1 }
  await buildSyncItem(database, { ...page, runId: ended.id, contentHash: 'before' })
  await buildSyncItem(database, { ...page, runId: open.id, contentHash: 'after' })
  expect(await taggedPages(database, [page.key], day(30))).toEqual(new Map([[page.key, new Set(['after'])]]))
})
