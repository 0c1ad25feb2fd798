import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { openDatabase } from '@lectern/domain/database'
import { connectDropbox } from '@lectern/domain/dropbox/connection'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import type { CloudSettings } from '../cloud-settings.ts'
import { DropboxTokens } from './access-token.ts'
import { DropboxDisconnectedError } from './errors.ts'
import { fetchConnection } from './oauth.ts'

/** Builds a Dropbox that accepts only these refresh tokens. Each access token names its refresh token. */
async function buildSignIn(accepted: Set<string>) {
  let renewals = 0
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request))
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/2/users/get_current_account')
      return answer(200, {
        account_id: 'dbid:harry',
        email: 'harry@example.org',
        name: { display_name: 'Harry' },
        root_info: { root_namespace_id: '1', home_namespace_id: '1' },
      })
    renewals++
    const token = form.get('refresh_token') ?? ''
    if (!accepted.has(token)) return answer(400, { error: 'invalid_grant' })
    return answer(200, { access_token: `access of ${token}`, expires_in: 14_400 })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, renewals: () => renewals }
}

async function build() {
  const accepted = new Set(['first'])
  const signIn = await buildSignIn(accepted)
  const database = openDatabase((await createTestDatabase()).appUrl, 3)
  onTestFinished(() => database.$disconnect())
  const settings = {
    DROPBOX_URL: signIn.url,
    DROPBOX_APP_KEY: 'key',
    DROPBOX_APP_SECRET: 'secret',
    DROPBOX_REFRESH_TOKEN: 'first',
    LECTERN_SECRET: Buffer.alloc(32, 1).toString('base64'),
  } as CloudSettings
  /** Does what the server does when a person connects Dropbox. */
  const connect = async (refreshToken: string) => {
    const connection = await fetchConnection(settings, 'access', refreshToken)
    await change(database, systemActor, tx => connectDropbox(tx, connection))
  }
  return { ...signIn, accepted, connect, database, open: () => new DropboxTokens(settings, database) }
}

const at = (seconds: number) => vi.setSystemTime(Date.parse('2026-01-01') + seconds * 1000)

function stopClock() {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  at(0)
}

test('connects with the configured refresh token the first time, and renews an access token once for all callers', async () => {
  stopClock()
  const { open, renewals, database } = await build()
  const tokens = open()
  const all = await Promise.all(Array.from({ length: 5 }, () => tokens.getAccess()))
  expect(new Set(all.map(({ accessToken }) => accessToken))).toEqual(new Set(['access of first']))
  at(3 * 3600)
  await tokens.getAccess()
  expect(renewals()).toBe(1)
  at(3.95 * 3600)
  await Promise.all([tokens.getAccess(), tokens.getAccess()])
  expect(renewals()).toBe(2)
  expect(await database.dropboxConnection.findMany()).toMatchObject([{ account: 'Harry (harry@example.org)' }])
})

test('recovers a lost connection as soon as another process reconnects Dropbox', async () => {
  const { open, accepted, connect, database } = await build()
  const worker = open()
  const { accessToken } = await worker.getAccess()
  accepted.delete('first')
  await expect(worker.getAccess(accessToken)).rejects.toThrow(DropboxDisconnectedError)
  await expect(worker.getAccess()).rejects.toThrow(DropboxDisconnectedError)
  expect(await database.dropboxConnection.findMany()).toMatchObject([{ valid: false }])
  accepted.add('second')
  await connect('second')
  expect(await worker.getAccess()).toMatchObject({ accessToken: 'access of second' })
})

test('does not use a valid token of an earlier connection', async () => {
  stopClock()
  const { open, accepted, connect, renewals } = await build()
  const worker = open()
  await worker.getAccess()
  accepted.add('second')
  await connect('second')
  at(2)
  expect(await worker.getAccess()).toMatchObject({ accessToken: 'access of second' })
  expect(await worker.getAccess()).toMatchObject({ accessToken: 'access of second' })
  expect(renewals()).toBe(2)
})

test('keeps a newer connection when Dropbox refuses an older token', async () => {
  const { open, accepted, connect, database } = await build()
  const worker = open()
  const { accessToken } = await worker.getAccess()
  // The worker has read the row. Before Dropbox answers, a person connects.
  accepted.delete('first')
  accepted.add('second')
  const renew = vi.spyOn(globalThis, 'fetch').mockImplementationOnce(async (...args) => {
    renew.mockRestore()
    await connect('second')
    return fetch(...args)
  })
  await expect(worker.getAccess(accessToken)).rejects.toThrow(DropboxDisconnectedError)
  expect(await database.dropboxConnection.findMany()).toMatchObject([{ valid: true }])
  expect(await worker.getAccess()).toMatchObject({ accessToken: 'access of second' })
})
