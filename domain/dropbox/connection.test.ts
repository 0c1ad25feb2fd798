import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { buildPackage } from '../test/factories.ts'
import { type Database, openDatabase } from '../database.ts'
import { change } from '../audit/change.ts'
import { connectDropbox, markDisconnected, seedConnection } from './connection.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 3)
})
afterAll(() => database.$disconnect())

const account = (name: string) => ({ accountId: `dbid:${name}`, account: name, refreshToken: new Uint8Array([1]) })
const connect = (name: string) => change(database, systemActor, tx => connectDropbox(tx, account(name)))
const lose = (connectedAt: Date) => change(database, systemActor, tx => markDisconnected(tx, connectedAt))
const isValid = async () => (await database.dropboxConnection.findUniqueOrThrow({ where: { id: 1 } })).valid
const events = async () =>
  (await database.auditEvent.findMany({ orderBy: { sequence: 'asc' } })).map(({ action, before, after }) => ({
    action,
    before,
    after,
  }))

test('an account is connected, lost once, and connected again; what is said of an older connection is no loss', async () => {
  const first = await connect('Harry')
  await lose(first.connectedAt)
  await lose(first.connectedAt)
  expect(await isValid()).toBe(false)
  await connect('Harry')
  await lose(first.connectedAt)
  expect(await isValid()).toBe(true)
  const harry = { account: 'Harry' }
  expect(await events()).toEqual([
    { action: 'dropbox.connected', before: null, after: harry },
    { action: 'dropbox.disconnected', before: null, after: null },
    { action: 'dropbox.connected', before: harry, after: harry },
  ])
})

test('another account takes its place only while there are no packages', async () => {
  await connect('Harry')
  await connect('Hans')
  await buildPackage(database)
  await expect(connect('Harry')).rejects.toThrow('Sign in to Dropbox as Hans, then connect again')
  expect(await database.dropboxConnection.findMany()).toMatchObject([{ account: 'Hans', valid: true }])
})

test('several processes that find no connection at the same moment make one, and all of them take it', async () => {
  await database.dropboxConnection.deleteMany()
  const before = (await events()).length
  const first = () => change(database, systemActor, tx => seedConnection(tx, account('Ida')))
  const rows = await Promise.all([first(), first(), first()])
  expect(new Set(rows.map(({ connectedAt }) => connectedAt.getTime())).size).toBe(1)
  expect((await events()).slice(before).map(({ action }) => action)).toEqual(['dropbox.connected'])
})
