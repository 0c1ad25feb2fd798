import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Database, openDatabase, Prisma } from '../database.ts'
import { rows } from '../rows.ts'
import { fileKindOf, fileKindSql } from './file-kind.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 1)
})
afterAll(() => database.$disconnect())

test.each([
  ['text/html; charset=utf-8', 'PAGE'],
  ['application/xhtml+xml', 'PAGE'],
  ['image/svg+xml', 'PICTURE'],
  ['image/png', 'PICTURE'],
  ['video/mp4', 'VIDEO'],
  ['audio/mpeg', 'SOUND'],
  ['text/css; charset=utf-8', 'TEXT'],
  ['application/json', 'TEXT'],
  ['application/ld+json', 'TEXT'],
  ['text/vtt', 'TEXT'],
  ['font/woff2', 'OTHER'],
  ['application/pdf', 'OTHER'],
  ['application/octet-stream', 'OTHER'],
])('%s is a %s, for people and in the database', async (mediaType, kind) => {
  expect(fileKindOf(mediaType)).toBe(kind)
  const sql = Prisma.sql`SELECT ${fileKindSql(Prisma.sql`${mediaType}::text`)} AS kind`
  expect(await rows(database, z.object({ kind: z.string() }), sql)).toEqual([{ kind }])
})
