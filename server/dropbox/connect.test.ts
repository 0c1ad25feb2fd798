import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { openTemporal } from '@lectern/workflows/temporal'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildOpenRun, buildPackage } from '../../domain/test/factories.ts'
import { invitePerson } from '../access/person.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

/** A Dropbox that gives tokens for the code `good`, and says whose account it is. */
let account = { id: 'dbid:harry', name: 'Harry Hase' }
const asked: { url: string; form: Record<string, string> }[] = []
const dropbox = createServer(async (request, response) => {
  const form = Object.fromEntries(new URLSearchParams(await text(request)))
  asked.push({ url: request.url!, form })
  const answer = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (form.code === 'broken') return answer(500, {})
  if (request.url === '/oauth2/token')
    return form.code === 'good' || form.grant_type === 'refresh_token'
      ? answer(200, { access_token: 'access', expires_in: 14_400, refresh_token: 'refresh' })
      : answer(400, { error: 'invalid_grant' })
  return answer(200, {
    account_id: account.id,
    email: 'harry@example.org',
    name: { display_name: account.name },
    root_info: { root_namespace_id: '1', home_namespace_id: '1' },
  })
})

let server: TestServer
beforeAll(async () => {
  await once(dropbox.listen(0, '127.0.0.1'), 'listening')
  server = await openTestServer({ DROPBOX_URL: `http://127.0.0.1:${(dropbox.address() as AddressInfo).port}` })
})
afterAll(async () => {
  await server.close()
  dropbox.closeAllConnections()
  dropbox.close()
})
beforeEach(async () => {
  asked.length = 0
  account = { id: 'dbid:harry', name: 'Harry Hase' }
  await server.database.dropboxConnection.deleteMany()
})

/** Somebody who is signed in, with the browser's cookie. */
async function person(role = 'ADMIN') {
  const given = { email: `${randomUUID()}@example.org`, name: 'Ada Admin', role: [role] }
  const { signIn } = await invitePerson({ settings: server.configuration, database: server.database }, given)
  const cookie = (await fetch(signIn, { redirect: 'manual' })).headers.getSetCookie()[0]!.split(';')[0]!
  const get = (path: string) => fetch(server.admin + path, { redirect: 'manual', headers: { cookie } })
  const begin = async () => new URL((await get('/dropbox/connect')).headers.get('location')!).searchParams.get('state')!
  const finish = (answer: Record<string, string>) => get(`/dropbox/callback?${new URLSearchParams(answer)}`)
  return { get, begin, finish }
}

const connection = () => server.database.dropboxConnection.findUnique({ where: { id: 1 } })

describe('connecting begins', () => {
  test('at Dropbox’s page for this app, with the scopes that only read, and access that lasts', async () => {
    const answer = await (await person()).get('/dropbox/connect')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { origin, pathname, searchParams } = new URL(answer.headers.get('location')!)
    expect(origin + pathname).toBe(`${server.configuration.DROPBOX_URL}/oauth2/authorize`)
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'key',
      redirect_uri: `${server.admin}/dropbox/callback`,
      state: expect.any(String),
      scope: 'account_info.read files.metadata.read files.content.read',
      token_access_type: 'offline',
    })
  })

  test('only for people with the right', async () => {
    expect((await fetch(`${server.admin}/dropbox/connect`, { redirect: 'manual' })).status).toBe(401)
    const answer = await (await person('PUBLISHER')).get('/dropbox/connect')
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('You may not connect Dropbox')])
    expect((await fetch(`${server.admin}/dropbox/connect`, { method: 'POST' })).status).toBe(405)
    const authorization = `Bearer ${await server.token('OWNER')}`
    expect((await fetch(`${server.admin}/dropbox/connect`, { headers: { authorization } })).status).toBe(401)
  })
})

describe('connecting', () => {
  test('records the account in the name of the person, and sends back to the admin', async () => {
    const { begin, finish } = await person()
    const answer = await finish({ code: 'good', state: await begin() })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/packages?dropbox=connected'])
    expect(await connection()).toMatchObject({
      accountId: 'dbid:harry',
      account: 'Harry Hase (harry@example.org)',
      valid: true,
    })
    const event = await server.database.auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } })
    expect(event).toMatchObject({
      action: 'dropbox.connected',
      actor: { kind: 'USER', name: 'Ada Admin' },
      ip: '127.0.0.1',
      requestId: expect.any(String),
    })
    const grant = { grant_type: 'authorization_code', code: 'good', redirect_uri: `${server.admin}/dropbox/callback` }
    expect(asked[0]).toEqual({
      url: '/oauth2/token',
      form: { ...grant, client_id: 'key', client_secret: 'secret' },
    })
    expect(JSON.stringify(server.logged)).not.toContain('code=good')
  })

  test('again makes the connection good, and wakes what waited for it', async () => {
    const { begin, finish } = await person()
    await finish({ code: 'good', state: await begin() })
    await server.database.dropboxConnection.update({ where: { id: 1 }, data: { valid: false } })
    const waiting = await buildOpenRun(server.database, { status: 'WAITING_FOR_DROPBOX' })
    const other = await buildOpenRun(server.database)
    await finish({ code: 'good', state: await begin() })
    expect((await connection())?.valid).toBe(true)
    const temporal = openTemporal(server.configuration)
    const isThere = ({ packageId }: { packageId: string }) =>
      temporal.workflow
        .getHandle(`sync/${packageId}`)
        .describe()
        .then(
          () => true,
          () => false,
        )
    expect([await isThere(waiting), await isThere(other)]).toEqual([true, false])
    await temporal.connection.close()
  })

  test('an account in which the packages’ folders are not is refused', async () => {
    const { begin, finish } = await person()
    await finish({ code: 'good', state: await begin() })
    await buildPackage(server.database)
    account = { id: 'dbid:igel', name: 'Ida <b>Igel</b>' }
    const answer = await finish({ code: 'good', state: await begin() })
    const page = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([409, 'text/html; charset=utf-8'])
    expect(page).toContain('Sign in to Dropbox as Harry Hase (harry@example.org), then connect again.')
    expect(page).toContain('Ida &lt;b&gt;Igel&lt;/b&gt;')
    expect(await connection()).toMatchObject({ accountId: 'dbid:harry' })
  })

  test('is refused with the mend when the person, Dropbox or the state says no', async () => {
    const { begin, finish } = await person()
    const elsewhere = await (await person()).begin()
    const state = await begin()
    const told = async (answer: Record<string, string>) => {
      const refusal = await finish(answer)
      return [refusal.status, /<p>(.*?)<\/p>/s.exec(await refusal.text())![1]]
    }
    const sentence = (text: string) => expect.stringContaining(text)
    expect(await told({ code: 'good' })).toEqual([400, sentence('Begin again')])
    expect(await told({ code: 'good', state: elsewhere })).toEqual([400, sentence('Begin again')])
    expect(asked).toEqual([])
    expect(await told({ error: 'access_denied', state })).toEqual([403, sentence('choose «Allow»')])
    expect(await told({ error: 'invalid_scope', state })).toEqual([400, sentence('«invalid_scope»')])
    expect(await told({ code: 'used', state })).toEqual([400, sentence('Connect Dropbox once more')])
    expect(await told({ code: 'broken', state })).toEqual([503, sentence('does not answer as it should')])
    expect(await connection()).toBeNull()
  })
})
