import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestDatabase } from '../sandbox/checks/test-database.ts'
import { type Database, openDatabase, Prisma } from './database.ts'
import { rows } from './rows.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 1)
})
afterAll(() => database.$disconnect())

const countRow = z.object({ fileCount: z.number(), title: z.string().nullable() })

test('rows returns what fits its schema', async () => {
  const sql = Prisma.sql`SELECT 3 AS "fileCount", NULL::text AS title`
  expect(await rows(database, countRow, sql)).toEqual([{ fileCount: 3, title: null }])
})

test.each([
  ['a column has another name', Prisma.sql`SELECT 3 AS files, NULL::text AS title`],
  ['a null is not allowed', Prisma.sql`SELECT NULL::int AS "fileCount", NULL::text AS title`],
  ['a column is extra', Prisma.sql`SELECT 3 AS "fileCount", NULL::text AS title, 1 AS more`],
  ['a bigint stays one', Prisma.sql`SELECT 3::bigint AS "fileCount", NULL::text AS title`],
])('rows fails in a test where %s', async (_reason, sql) => {
  await expect(rows(database, countRow, sql)).rejects.toThrow(z.ZodError)
})
