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
const looked = async (id: string) => (await server.database.package.findUniqueOrThrow({ where: { id } })).polledAt

test('Dropbox’s question whether the address is ours is answered verbatim, as plain text', async () => {
  const answer = await fetch(`${server.admin}/hooks/dropbox?challenge=${encodeURIComponent('<b>a b&c')}`)
  expect([answer.status, await answer.text()]).toEqual([200, '<b>a b&c'])
  expect(answer.headers.get('content-type')).toBe('text/plain')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await fetch(`${server.admin}/hooks/dropbox`)).status).toBe(400)
  expect((await fetch(`${server.admin}/hooks/dropbox`, { method: 'PUT' })).status).toBe(405)
})

describe('a notification', () => {
  test('has those packages looked at soon that synchronise by themselves', async () => {
    const quiet = await buildPackage(server.database, { autoSyncMinutes: 10, polledAt })
    const other = await buildPackage(server.database, { polledAt })
    expect((await send(about('dbid:somebody', 'dbid:harry'))).status).toBe(200)
    expect([await looked(quiet.id), await looked(other.id)]).toEqual([null, polledAt])
  })

  test('about another account is taken and means nothing', async () => {
    const { id } = await buildPackage(server.database, { autoSyncMinutes: 10, polledAt })
    expect((await send(about('dbid:somebody'))).status).toBe(200)
    expect(await looked(id)).toEqual(polledAt)
  })

  test.each([
    ['none', ''],
    ['another app’s', sign(about('dbid:harry'), 'other')],
    ['that of other bytes', sign(`${about('dbid:harry')} `)],
    ['something that is none', 'xyz'],
  ])('with a wrong signature (%s) is refused', async (_what, signature) => {
    const { id } = await buildPackage(server.database, { autoSyncMinutes: 10, polledAt })
    expect((await send(about('dbid:harry'), signature)).status).toBe(403)
    expect(await looked(id)).toEqual(polledAt)
  })

  test.each(['', 'no JSON', '[]', '{"list_folder":{"accounts":"dbid:harry"}}', 'x'.repeat(100_000)])(
    'that is none is garbage',
    async body => {
      expect((await send(body)).status).toBe(400)
    },
  )

  test('is sent again while Postgres is away', async () => {
    const lame = await openTestServer({ DATABASE_URL: 'postgres://lectern@127.0.0.1:1/lectern' })
    try {
      const answer = await send(about('dbid:harry'), undefined, lame)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    } finally {
      await lame.close()
    }
  })
})
