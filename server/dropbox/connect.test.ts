import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { openTemporal } from '@lectern/workflows/temporal'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildOpenRun, buildPackage } from '../../domain/test/factories.ts'
import { invitePerson } from '../people/person.ts'
import { openLink } from '../test/people.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

/** A Dropbox that issues tokens for the code `good` and returns this account. */
let account = { id: 'dbid:harry', name: 'Harry Hase' }
const requests: { url: string; form: Record<string, string> }[] = []
const dropbox = createServer(async (request, response) => {
  const form = Object.fromEntries(new URLSearchParams(await text(request)))
  requests.push({ url: request.url!, form })
  const respond = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (form.code === 'broken') return respond(500, {})
  if (request.url === '/oauth2/token')
    return form.code === 'good' || form.grant_type === 'refresh_token'
      ? respond(200, { access_token: 'access', expires_in: 14_400, refresh_token: 'refresh' })
      : respond(400, { error: 'invalid_grant' })
  return respond(200, {
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
  requests.length = 0
  account = { id: 'dbid:harry', name: 'Harry Hase' }
  await server.database.dropboxConnection.deleteMany()
})

/** A signed-in person with the browser's cookie. */
async function signInPerson(role = 'ADMIN') {
  const person = { email: `${randomUUID()}@example.org`, name: 'Ada Admin', role: [role] }
  const { signIn } = await invitePerson({ settings: server.configuration, database: server.database }, person)
  const cookie = (await openLink(signIn))!
  const get = (path: string) => fetch(server.admin + path, { redirect: 'manual', headers: { cookie } })
  const begin = async (query = '') =>
    new URL((await get(`/dropbox/connect${query}`)).headers.get('location')!).searchParams.get('state')!
  const finish = (params: Record<string, string>) => get(`/dropbox/callback?${new URLSearchParams(params)}`)
  return { get, begin, finish }
}

const connection = () => server.database.dropboxConnection.findUnique({ where: { id: 1 } })

describe('the first step of connecting', () => {
  test('redirects to the Dropbox page for this app with read-only scopes and offline access', async () => {
    const response = await (await signInPerson()).get('/dropbox/connect')
    expect(response.status).toBe(303)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { origin, pathname, searchParams } = new URL(response.headers.get('location')!)
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

  test('requires a signed-in person with permission', async () => {
    expect((await fetch(`${server.admin}/dropbox/connect`, { redirect: 'manual' })).status).toBe(401)
    const response = await (await signInPerson('PUBLISHER')).get('/dropbox/connect')
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining('You are not allowed to connect Dropbox'),
    ])
    expect((await fetch(`${server.admin}/dropbox/connect`, { method: 'POST' })).status).toBe(405)
    const authorization = `Bearer ${await server.token('OWNER')}`
    expect((await fetch(`${server.admin}/dropbox/connect`, { headers: { authorization } })).status).toBe(401)
  })
})

describe('connecting', () => {
  test('records the account and the person, and redirects to the admin', async () => {
    const { begin, finish } = await signInPerson()
    const response = await finish({ code: 'good', state: await begin() })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/dropbox?dropbox=connected'])
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
    expect(requests[0]).toEqual({
      url: '/oauth2/token',
      form: { ...grant, client_id: 'key', client_secret: 'secret' },
    })
    expect(JSON.stringify(server.logged)).not.toContain('code=good')
  })

  test.each([
    ['/add-package?path=%2FPhysics', '/add-package?path=%2FPhysics&dropbox=connected'],
    ['/packages/a', '/packages/a?dropbox=connected'],
    ['//example.org/a', '/dropbox?dropbox=connected'],
    ['/\\example.org', '/dropbox?dropbox=connected'],
    ['https://example.org', '/dropbox?dropbox=connected'],
    [`/${'a'.repeat(500)}`, '/dropbox?dropbox=connected'],
  ])('from %s returns to %s', async (from, page) => {
    const { begin, finish } = await signInPerson()
    const response = await finish({ code: 'good', state: await begin(`?${new URLSearchParams({ from })}`) })
    expect([response.status, response.headers.get('location')]).toEqual([303, page])
  })

  test('again makes the connection valid and wakes the sync runs that waited for it', async () => {
    const { begin, finish } = await signInPerson()
    await finish({ code: 'good', state: await begin() })
    await server.database.dropboxConnection.update({ where: { id: 1 }, data: { valid: false } })
    const waiting = await buildOpenRun(server.database, { status: 'WAITING_FOR_DROPBOX' })
    const other = await buildOpenRun(server.database)
    await finish({ code: 'good', state: await begin() })
    expect((await connection())?.valid).toBe(true)
    const temporal = openTemporal(server.configuration)
    const isRunning = ({ packageId }: { packageId: string }) =>
      temporal.workflow
        .getHandle(`sync/${packageId}`)
        .describe()
        .then(
          () => true,
          () => false,
        )
    expect([await isRunning(waiting), await isRunning(other)]).toEqual([true, false])
    await temporal.connection.close()
  })

  test('rejects an account that does not contain the folders of the packages', async () => {
    const { begin, finish } = await signInPerson()
    await finish({ code: 'good', state: await begin() })
    await buildPackage(server.database)
    account = { id: 'dbid:igel', name: 'Ida <b>Igel</b>' }
    const response = await finish({ code: 'good', state: await begin() })
    const page = await response.text()
    expect([response.status, response.headers.get('content-type')]).toEqual([409, 'text/html; charset=utf-8'])
    expect(page).toContain('Sign in to Dropbox as Harry Hase (harry@example.org), then connect again.')
    expect(page).toContain('Ida &lt;b&gt;Igel&lt;/b&gt;')
    expect(await connection()).toMatchObject({ accountId: 'dbid:harry' })
  })

  test('fails with the fix when the person or Dropbox refuses, or the state is invalid', async () => {
    const { begin, finish } = await signInPerson()
    const otherState = await (await signInPerson()).begin()
    const state = await begin()
    const errorOf = async (params: Record<string, string>) => {
      const response = await finish(params)
      return [response.status, /<p>(.*?)<\/p>/s.exec(await response.text())![1]]
    }
    const sentence = (text: string) => expect.stringContaining(text)
    expect(await errorOf({ code: 'good' })).toEqual([400, sentence('Start again')])
    expect(await errorOf({ code: 'good', state: otherState })).toEqual([400, sentence('Start again')])
    expect(requests).toEqual([])
    expect(await errorOf({ error: 'access_denied', state })).toEqual([403, sentence('choose &quot;Allow&quot;')])
    expect(await errorOf({ error: 'invalid_scope', state })).toEqual([400, sentence('&quot;invalid_scope&quot;')])
    expect(await errorOf({ code: 'used', state })).toEqual([400, sentence('Connect Dropbox again')])
    expect(await errorOf({ code: 'broken', state })).toEqual([503, sentence('temporarily unavailable')])
    expect(await connection()).toBeNull()
  })
})
