import { findFile } from '@lectern/domain/files/version-files'
import { PrismaClient } from '@lectern/domain/generated/prisma/client'
import { withUtcSessions } from '@lectern/domain/utc-sessions'
import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPackage } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let loggedDatabase: PrismaClient<'query'>
const statements: string[] = []
beforeAll(async () => {
  server = await openTestServer()
  const adapter = new PrismaPg({ connectionString: withUtcSessions(server.configuration.DATABASE_URL), max: 2 })
  loggedDatabase = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] })
  loggedDatabase.$on('query', ({ query }) => void statements.push(query))
})
afterAll(async () => {
  await loggedDatabase.$disconnect()
  await server.close()
})

test('looks up a file of a content version once when several requests need it', async () => {
  const { id: packageId } = await buildPackage(server.database)
  await server.release(packageId, { 'a.html': 'one' })
  await server.release(packageId, { 'a.html': 'second' })
  const find = (number: number) => findFile(loggedDatabase, { packageId, number }, ['a.html', 'a.html/index.html'])
  statements.length = 0
  const found = await Promise.all([find(1), find(1), find(1)])
  expect(found.map(file => file?.bytes)).toEqual([3, 3, 3])
  expect((await find(1))?.bytes).toBe(3)
  expect(statements).toHaveLength(1)
  expect((await find(2))?.bytes).toBe(6)
})

test('finds a file as soon as it exists, although it was missing before', async () => {
  const { id: packageId } = await buildPackage(server.database)
  const find = () => findFile(loggedDatabase, { packageId, revision: 1 }, ['late.html'])
  expect(await find()).toBeNull()
  await server.draftFile(packageId, 'late.html', 'here')
  expect((await find())?.bytes).toBe(4)
})
