import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../sandbox/checks/test-database.ts'
import { type Database, openDatabase, Prisma } from './database.ts'
import { buildDeployment, buildDraft, buildEnvironment, buildPackage, buildRelease } from './test/factories.ts'
import { rowsById, wholeRows } from './whole-rows.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())

test.each(Object.values(Prisma.ModelName))('every field of %s has a column', async model => {
  expect(await wholeRows(database, model, Prisma.sql`LIMIT 0`)).toEqual([])
})

test('every list has a default, because Prisma reads null as an empty list, and SQL does not', async () => {
  const sql = Prisma.sql`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'ARRAY' AND column_default IS NULL`
  expect(await database.$queryRaw(sql)).toEqual([])
})

test('rows are the same as those of Prisma', async () => {
  const environment = await buildEnvironment(database)
  const pkg = await buildPackage(database, {
    misspelledPaths: ['a,"b"', 'ü'],
    archivedAt: new Date('2026-03-04T05:06:07.089Z'),
  })
  const draft = await buildDraft(database, { packageId: pkg.id, bytes: 2n ** 60n })
  const release = await buildRelease(database, { packageId: pkg.id })
  const deployment = await buildDeployment(database, { releaseId: release.id, environmentId: environment.id })
  const { package: packages, environment: environments, release: releases, deployment: deployments } = database
  const byId = ({ id }: { id: string }) => ({ where: { id } })
  expect(await rowsById(database, 'Package', [pkg.id])).toEqual(await packages.findMany(byId(pkg)))
  expect(await rowsById(database, 'Environment', [environment.id])).toEqual(
    await environments.findMany(byId(environment)),
  )
  expect(await rowsById(database, 'Release', [release.id])).toEqual(await releases.findMany(byId(release)))
  expect(await rowsById(database, 'Deployment', [deployment.id])).toEqual(await deployments.findMany(byId(deployment)))
  expect(await wholeRows(database, 'Draft', Prisma.sql`WHERE package_id = ${pkg.id}::uuid`)).toEqual([draft])
  const inTransaction = await database.$transaction(tx => rowsById(tx, 'Package', [pkg.id]))
  expect(inTransaction).toEqual(await packages.findMany(byId(pkg)))
})

test('rows by id are in the order of the ids, with null for those that are missing', async () => {
  const [one, two] = [await buildPackage(database), await buildPackage(database)]
  const missing = '00000000-0000-7000-8000-000000000000'
  expect(await rowsById(database, 'Package', [two.id, missing, one.id])).toEqual([two, null, one])
})
