import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { markPollsDue } from '../sync/auto-sync.ts'
import { buildPackage, harry } from '../test/factories.ts'
import { connectDropbox } from './connection.ts'
import { automaticPackages, dropboxCallLimit, lastConnectionChange, packageFolders } from './connection-facts.ts'
import { reduceRate } from './rate-limit.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())

test('names the person who connected last, and when Dropbox last reported a change', async () => {
  const connectedBy = async () => (await lastConnectionChange(database, 'dropbox.connected'))?.actor
  expect(await connectedBy()).toBeUndefined()
  const connection = { accountId: 'dbid:harry', account: 'Harry', refreshToken: new Uint8Array([1]) }
  const connect = (name: string) =>
    change(database, { actor: { ...harry, name } }, tx => connectDropbox(tx, connection))
  await connect('Ida')
  await connect('Ada')
  expect(await connectedBy()).toMatchObject({ name: 'Ada' })
  const notifiedAt = async () => (await database.dropboxConnection.findUniqueOrThrow({ where: { id: 1 } })).notifiedAt
  await markPollsDue(database, ['dbid:somebody'])
  expect(await notifiedAt()).toBeNull()
  await markPollsDue(database, ['dbid:harry'])
  expect(await notifiedAt()).not.toBeNull()
})

test('has a rate and a pause only after Dropbox asked for them', async () => {
  expect(await dropboxCallLimit(database)).toEqual({ requestsPerSecond: null, notBefore: null })
  await reduceRate(database, 300, 20)
  expect(await dropboxCallLimit(database)).toMatchObject({ requestsPerSecond: 10, notBefore: expect.any(Date) })
  await database.dropboxLimit.update({ where: { id: 1 }, data: { notBefore: new Date(Date.now() - 1_000) } })
  expect(await dropboxCallLimit(database)).toEqual({ requestsPerSecond: 10, notBefore: null })
})

test('counts the packages by the folder around theirs, without archived ones', async () => {
  const build = (dropboxPath: string, archivedAt: Date | null = null) =>
    buildPackage(database, { dropboxPath, archivedAt, autoSyncMinutes: dropboxPath.includes('Heat') ? null : 10 })
  await build('/Physics/Heat')
  await build('/Physics/Light')
  await build('/Physics/Old', new Date())
  await build('/Roads')
  expect(await packageFolders(database)).toEqual([
    { path: '/Physics', packages: 2 },
    { path: '', packages: 1 },
  ])
  expect(await automaticPackages(database)).toBe(2)
})
