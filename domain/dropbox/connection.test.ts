import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { buildPackage } from '../test/factories.ts'
import { connectDropbox, disconnectDropbox, markDisconnected, seedConnection } from './connection.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 3)
})
afterAll(() => database.$disconnect())

const account = (name: string) => ({ accountId: `dbid:${name}`, account: name, refreshToken: new Uint8Array([1]) })
const connect = (name: string) => change(database, systemActor, tx => connectDropbox(tx, account(name)))
const disconnect = (connectedAt: Date) => change(database, systemActor, tx => markDisconnected(tx, connectedAt))
const isValid = async () => (await database.dropboxConnection.findUniqueOrThrow({ where: { id: 1 } })).valid
const events = async () =>
  (await database.auditEvent.findMany({ orderBy: { sequence: 'asc' } })).map(({ action, before, after }) => ({
    action,
    before,
    after,
  }))

test('records one disconnection per connection, and ignores the rejection of an older token', async () => {
  const first = await connect('Harry')
  await disconnect(first.connectedAt)
  await disconnect(first.connectedAt)
  expect(await isValid()).toBe(false)
  await connect('Harry')
  await disconnect(first.connectedAt)
  expect(await isValid()).toBe(true)
  const harry = { account: 'Harry' }
  expect(await events()).toEqual([
    { action: 'dropbox.connected', before: null, after: harry },
    { action: 'dropbox.disconnected', before: null, after: null },
    { action: 'dropbox.connected', before: harry, after: harry },
  ])
})

test('accepts a different account only while there are no packages', async () => {
  await connect('Harry')
  await connect('Hans')
  await buildPackage(database)
  await expect(connect('Harry')).rejects.toThrow('Sign in to Dropbox as Hans, then connect again')
  expect(await database.dropboxConnection.findMany()).toMatchObject([{ account: 'Hans', valid: true }])
})

test('creates the first connection once when several processes race', async () => {
  await database.dropboxConnection.deleteMany()
  const before = (await events()).length
  const seed = () => change(database, systemActor, tx => seedConnection(tx, account('Ida')))
  const rows = await Promise.all([seed(), seed(), seed()])
  expect(new Set(rows.map(({ connectedAt }) => connectedAt.getTime())).size).toBe(1)
  expect((await events()).slice(before).map(({ action }) => action)).toEqual(['dropbox.connected'])
})

test('removes the token when a person disconnects, once, and keeps the account', async () => {
  await database.dropboxConnection.deleteMany()
  const end = () => change(database, systemActor, disconnectDropbox)
  expect(await end()).toBeNull()
  await connect('Hans')
  const before = (await events()).length
  expect(await end()).toMatchObject({ refreshToken: new Uint8Array([1]) })
  expect(await end()).toBeNull()
  expect(await database.dropboxConnection.findMany()).toMatchObject([
    { account: 'Hans', refreshToken: null, valid: false },
  ])
  expect((await events()).slice(before)).toEqual([
    { action: 'dropbox.disconnected', before: { account: 'Hans' }, after: null },
  ])
  // The packages of the test above are folders in the Dropbox of Hans.
  await expect(connect('Harry')).rejects.toThrow('Sign in to Dropbox as Hans, then connect again')
  await connect('Hans')
  expect(await isValid()).toBe(true)
})
