import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../sandbox/checks/test-database.ts'
import { withClient } from '../../sandbox/services/postgres.ts'
import { type Database, openDatabase } from '../database.ts'
import { buildDraftFile, buildRelease } from '../test/factories.ts'
import { fillPathKeys } from './fill-path-keys.ts'
import { pathKey } from './path-key.ts'
import { findFile } from './version-files.ts'

let urls: TestDatabase
let database: Database
beforeAll(async () => {
  urls = await createTestDatabase()
  database = openDatabase(urls.appUrl, 2)
})
afterAll(() => database.$disconnect())

const paths = [
  'Index.HTML',
  'a b%#?[x].png',
  '\u00dcbung/H\u00e4schen.PNG',
  '\u0130stanbul.png',
  '\u039f\u0394\u039f\u03a3.png',
]

/** Builds files as an earlier version of Lectern wrote them. */
async function buildOldFiles() {
  const { packageId, number } = await buildRelease(database)
  const source = { sourceKey: 'a', sourceVersionId: 'v', sourceEtag: 'e', key: 'a', versionId: 'v', etag: 'e' }
  const facts = { contentHash: 'x', bytes: 1n, storedBytes: 1n, modifiedAt: new Date(), generated: false }
  for (const path of paths) {
    await buildDraftFile(database, { packageId, path, pathKey: null })
    const row = { packageId, number, path, mediaType: 'image/png', ...facts, ...source }
    await database.releaseFile.create({ data: row })
  }
  return { packageId, number }
}

const keysOf = async ({ packageId }: { packageId: string }) => {
  const rows = [
    ...(await database.draftFile.findMany({ where: { packageId } })),
    ...(await database.releaseFile.findMany({ where: { packageId } })),
  ]
  return rows.map(({ path, pathKey }) => `${path} → ${pathKey}`).sort()
}

test('files of an earlier version are found by their exact spelling, and by any spelling once they have keys', async () => {
  const version = await buildOldFiles()
  const find = async (path: string) => (await findFile(database, version, [path]))?.path
  for (const path of paths) expect(await find(path)).toBe(path)
  expect(await find('\u00fcbung/h\u00e4schen.png')).toBeUndefined()
  expect(await fillPathKeys(database)).toBe(2 * paths.length)
  expect(await find('\u00fcbung/h\u00e4schen.png')).toBe('\u00dcbung/H\u00e4schen.PNG')
  expect(await keysOf(version)).toEqual([...paths, ...paths].map(path => `${path} → ${pathKey(path)}`).sort())
  expect(await fillPathKeys(database)).toBe(0)
})

test('the migration fills in the keys of ASCII paths as the code does, and leaves the others to it', async () => {
  const version = await buildOldFiles()
  const folder = '../migrations/20261129000030_paths_and_media_types/migration.sql'
  const sql = await readFile(new URL(folder, import.meta.url), 'utf8')
  const updates = sql.split('\n').filter(line => /^UPDATE .* SET "path_key"/.test(line))
  expect(updates).toHaveLength(2)
  await withClient(urls.ownerUrl, async client => {
    for (const update of updates) await client.query(update)
  })
  const isAscii = (path: string) => /^[ -~]*$/.test(path)
  expect(await keysOf(version)).toEqual(
    [...paths, ...paths].map(path => `${path} → ${isAscii(path) ? pathKey(path) : null}`).sort(),
  )
})
