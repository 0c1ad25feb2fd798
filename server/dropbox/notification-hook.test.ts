import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPackage } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
  const account = { accountId: 'dbid:harry', account: 'Harry Hase', refreshToken: new Uint8Array([1]) }
  await server.database.dropboxConnection.create({ data: account })
})
afterAll(() => server.close())

const about = (...accounts: string[]) => JSON.stringify({ list_folder: { accounts }, delta: { users: [12345678] } })
const sign = (body: string, secret = 'secret') => createHmac('sha256', secret).update(body).digest('hex')

function send(body: string, signature: string | undefined = sign(body), to = server) {
  const headers: Record<string, string> = signature ? { 'x-dropbox-signature': signature } : {}
  return fetch(`${to.admin}/hooks/dropbox`, { method: 'POST', headers, body })
}

const polledAt = new Date('2026-01-01')
const polledAtOf = async (id: string) => (await server.database.package.findUniqueOrThrow({ where: { id } })).polledAt

test('the challenge of Dropbox is echoed verbatim as plain text', async () => {
  const response = await fetch(`${server.admin}/hooks/dropbox?challenge=${encodeURIComponent('<b>a b&c')}`)
  expect([response.status, await response.text()]).toEqual([200, '<b>a b&c'])
  expect(response.headers.get('content-type')).toBe('text/plain')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await fetch(`${server.admin}/hooks/dropbox`)).status).toBe(400)
  expect((await fetch(`${server.admin}/hooks/dropbox`, { method: 'PUT' })).status).toBe(405)
})

describe('a notification', () => {
  test('makes packages with auto-sync due for polling', async () => {
    const automatic = await buildPackage(server.database, { autoSyncMinutes: 10, polledAt })
    const other = await buildPackage(server.database, { polledAt })
    expect((await send(about('dbid:somebody', 'dbid:harry'))).status).toBe(200)
    expect([await polledAtOf(automatic.id), await polledAtOf(other.id)]).toEqual([null, polledAt])
  })

  test('about another account is accepted and ignored', async () => {
    const { id } = await buildPackage(server.database, { autoSyncMinutes: 10, polledAt })
    expect((await send(about('dbid:somebody'))).status).toBe(200)
    expect(await polledAtOf(id)).toEqual(polledAt)
  })

  test.each([
    ['no signature', ''],
    ['the signature of another app', sign(about('dbid:harry'), 'other')],
    ['the signature of other bytes', sign(`${about('dbid:harry')} `)],
    ['an invalid signature', 'xyz'],
  ])('with %s is rejected', async (_name, signature) => {
    const { id } = await buildPackage(server.database, { autoSyncMinutes: 10, polledAt })
    expect((await send(about('dbid:harry'), signature)).status).toBe(403)
    expect(await polledAtOf(id)).toEqual(polledAt)
  })

  test.each(['', 'not JSON', '[]', '{"list_folder":{"accounts":"dbid:harry"}}', 'x'.repeat(100_000)])(
    'that is invalid gets 400',
    async body => {
      expect((await send(body)).status).toBe(400)
    },
  )

  test('gets 503 while Postgres is unreachable, so that it is resent', async () => {
    const disconnected = await openTestServer({ DATABASE_URL: 'postgres://lectern@127.0.0.1:1/lectern' })
    try {
      const response = await send(about('dbid:harry'), undefined, disconnected)
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    } finally {
      await disconnected.close()
    }
  })
})
