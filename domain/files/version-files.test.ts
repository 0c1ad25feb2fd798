import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPackage } from '../test/factories.ts'
import { PrismaClient } from '../generated/prisma/client.ts'
import { openTestServer, type TestServer } from '../../server/test/server.ts'
import { findFile } from './version-files.ts'

let server: TestServer
let counted: PrismaClient<'query'>
const statements: string[] = []
beforeAll(async () => {
  server = await openTestServer()
  const adapter = new PrismaPg({ connectionString: server.configuration.DATABASE_URL, max: 2 })
  counted = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] })
  counted.$on('query', ({ query }) => void statements.push(query))
})
afterAll(async () => {
  await counted.$disconnect()
  await server.close()
})

test('a file of an edition is looked up once, however many ask for it', async () => {
  const { id: packageId } = await buildPackage(server.database)
  await server.release(packageId, { 'a.html': 'one' })
  await server.release(packageId, { 'a.html': 'second' })
  const find = (number: number) => findFile(counted, { packageId, number }, ['a.html', 'a.html/index.html'])
  statements.length = 0
  const found = await Promise.all([find(1), find(1), find(1)])
  expect(found.map(file => file?.bytes)).toEqual([3, 3, 3])
  expect((await find(1))?.bytes).toBe(3)
  expect(statements).toHaveLength(1)
  expect((await find(2))?.bytes).toBe(6)
})

test('a file that is not there yet is found as soon as it is', async () => {
  const { id: packageId } = await buildPackage(server.database)
  const find = () => findFile(counted, { packageId, revision: 1 }, ['late.html'])
  expect(await find()).toBeNull()
  await server.draftFile(packageId, 'late.html', 'here')
  expect((await find())?.bytes).toBe(4)
})
