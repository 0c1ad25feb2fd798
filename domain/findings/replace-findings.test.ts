import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../sandbox/checks/test-database.ts'
import { withClient } from '../../sandbox/services/postgres.ts'
import { type Database, openDatabase } from '../database.ts'
import { migrationsFolder } from '../migration-engine.ts'
import { buildDraft } from '../test/factories.ts'
import type { NewFinding } from './finding.ts'
import { replaceFindings } from './replace-findings.ts'

let addresses: TestDatabase
let database: Database
beforeAll(async () => {
  addresses = await createTestDatabase()
  database = openDatabase(addresses.appUrl, 2)
})
afterAll(() => database.$disconnect())

const finding = (cause: string, places: NewFinding['places'] = [{ path: 'a.html', line: 1 }]): NewFinding => ({
  ...{ code: 'LINK_MISSING', cause, severity: 'ERROR', message: 'It is missing.', remedy: 'Add it.' },
  ...{ ...places[0]!, placeCount: places.length, places },
})

const replace = (packageId: string, revision: number, findings: NewFinding[]) =>
  database.$transaction(tx => replaceFindings(tx, packageId, revision, findings))

async function read(packageId: string) {
  const found = await database.finding.findMany({
    where: { packageId },
    orderBy: [{ fromRevision: 'asc' }, { cause: 'asc' }],
  })
  return found.map(row => `${row.cause} ${row.fromRevision}-${row.untilRevision ?? ''} since ${row.sinceRevision}`)
}

test('keeps since when a package has a cause, until it has it no more', async () => {
  const { packageId } = await buildDraft(database)
  await replace(packageId, 1, [finding('one')])
  await replace(packageId, 2, [finding('one'), finding('two')])
  await replace(packageId, 3, [finding('two')])
  await replace(packageId, 4, [finding('one')])
  expect(await read(packageId)).toEqual([
    ...['one 1-2 since 1', 'one 2-3 since 1', 'two 2-3 since 2', 'two 3-4 since 2', 'one 4- since 4'],
  ])
})

test('replaces the findings of a revision that is checked again', async () => {
  const { packageId } = await buildDraft(database)
  await replace(packageId, 1, [finding('one')])
  await replace(packageId, 2, [finding('one'), finding('two')])
  await replace(packageId, 2, [finding('one'), finding('three')])
  expect(await read(packageId)).toEqual(['one 1-2 since 1', 'one 2- since 1', 'three 2- since 2'])
})

test('stores many places in their order, and removes them with their finding', async () => {
  const { packageId } = await buildDraft(database)
  const places = Array.from({ length: 1_000 }, (_, index) => ({
    path: `${index}.html`,
    line: index === 0 ? null : index,
  }))
  await replace(
    packageId,
    1,
    Array.from({ length: 11 }, (_, index) => finding(`cause ${index}`, places)),
  )
  const [first] = await database.finding.findMany({ where: { packageId }, orderBy: { cause: 'asc' } })
  const where = { finding: { packageId } }
  const stored = await database.findingPlace.findMany({ where: { findingId: first!.id }, orderBy: { ordinal: 'asc' } })
  expect(stored.map(({ path, line }) => ({ path, line }))).toEqual(places)
  expect(await database.findingPlace.count({ where })).toBe(11_000)
  await replace(packageId, 1, [])
  expect(await database.findingPlace.count({ where })).toBe(0)
})

test('the migration keeps findings from before, each with its place and its own cause', async () => {
  const { packageId } = await buildDraft(database)
  const sql = await readFile(join(migrationsFolder, '20261129000040_finding_causes/migration.sql'), 'utf8')
  await withClient(addresses.ownerUrl, async client => {
    await client.query('DROP TABLE finding_place')
    await client.query('ALTER TABLE finding DROP COLUMN cause, DROP COLUMN place_count, DROP COLUMN since_revision')
    const insert = `INSERT INTO finding (id, package_id, from_revision, code, severity, path, line, message, remedy)
      VALUES (gen_random_uuid(), $1, 3, 'LINK_MISSING', 'ERROR', $2, $3, $4, '')`
    for (const values of [
      ['a.html', 1, 'x'],
      ['a.html', 2, 'x'],
      ['a.html', null, 'x'],
    ])
      await client.query(insert, [packageId, ...values])
    await client.query(sql)
    // What a later migration adds.
    await client.query('ALTER TABLE finding_place ADD COLUMN written TEXT, ADD COLUMN correction TEXT')
  })
  const found = await database.finding.findMany({
    where: { packageId },
    include: { places: true },
    orderBy: { line: 'asc' },
  })
  expect(
    found.map(({ line, places, placeCount, sinceRevision }) => [line, placeCount, sinceRevision, places[0]]),
  ).toEqual(
    [1, 2, null].map((line, index) => [
      line,
      1,
      3,
      { findingId: found[index]!.id, ordinal: 0, path: 'a.html', line, written: null, correction: null },
    ]),
  )
  expect(new Set(found.map(({ cause }) => cause)).size).toBe(3)
})
