import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { rolePermissions } from '@lectern/domain/access/permissions'
import { createTokenSecret } from '@lectern/domain/access/token-secret'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFirstOwner } from '../people/make-first-owner.ts'
import { invitePerson } from '../people/person.ts'
import { openLink } from '../test/people.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const people = () => ({ settings: server.configuration, database: server.database })
const viewerQuery = '{ viewer { user { name } token { name } permissions } }'

let personCount = 0
async function createPerson(role: string[] = ['AUTHOR']) {
  const email = `person-${++personCount}@example.org`
  const { signIn } = await invitePerson(people(), { email, name: `Person ${personCount}`, role })
  return { email, signIn }
}

describe('a sign-in link', () => {
  test('signs in once', async () => {
    const { signIn } = await createPerson()
    const cookie = (await openLink(signIn))!
    const { data } = await server.ask(viewerQuery, {}, { cookie })
    expect(data.viewer).toMatchObject({ user: { name: `Person ${personCount}` }, token: null })
    expect(data.viewer.permissions).toContain('package.synchronize')
    expect(await openLink(signIn)).toBeNull()
  })

  test('does not sign in a deactivated person', async () => {
    const { signIn, email } = await createPerson()
    await server.database.user.update({ where: { email }, data: { active: false } })
    expect(await openLink(signIn)).toBeNull()
    await expect(invitePerson(people(), { email, role: [] })).rejects.toThrow('is deactivated')
  })

  test('does not sign in after 24 hours', async () => {
    const { signIn } = await createPerson()
    await server.database.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await openLink(signIn)).toBeNull()
  })

  test('signs in by the button of its page, and not by opening it', async () => {
    const { signIn } = await createPerson()
    const page = await fetch(signIn, { headers: { cookie: 'other=1' } })
    expect([page.status, page.headers.get('set-cookie')]).toEqual([200, null])
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await page.text()).toContain('<button>Sign in</button>')
    const post = (headers: Record<string, string>, body = '{}') => fetch(signIn, { method: 'POST', headers, body })
    const json = { 'content-type': 'application/json' }
    expect((await post({ ...json, origin: server.content })).status).toBe(403)
    expect((await post(json)).status).toBe(403)
    expect((await post({ 'content-type': 'text/plain', origin: server.admin })).status).toBe(415)
    expect((await post({ ...json, origin: server.admin }, '[]')).status).toBe(400)
    const signedIn = await post({ ...json, origin: server.admin })
    expect(await signedIn.json()).toEqual({ needsSecondFactor: false, next: '/' })
    expect((await fetch(signIn)).status).toBe(410)
    const again = await post({ ...json, origin: server.admin })
    expect([again.status, (await again.json()).errors[0].extensions.code]).toEqual([410, 'UNAUTHENTICATED'])
  })

  test('opens only pages of the admin afterwards', async () => {
    for (const [page, next] of [
      ['/packages/cells?tab=files', '/packages/cells?tab=files'],
      ['//example.org/', '/'],
      ['/\\example.org', '/'],
      ['https://example.org/', '/'],
      ['/\t/example.org/', '/'],
      ['/\n/example.org/', '/'],
    ] as const) {
      const link = new URL((await createPerson()).signIn)
      link.searchParams.set('callbackURL', page)
      const headers = { 'content-type': 'application/json', origin: server.admin }
      const response = await fetch(link, { method: 'POST', headers, body: '{}' })
      expect(await response.json(), page).toMatchObject({ next })
    }
  })

  test('is the only route of the library in addition to those of the admin: people cannot sign up', async () => {
    for (const path of ['sign-up/email', 'list-sessions', 'get-session', 'update-user', 'ok', '__proto__']) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json', origin: server.admin }, body: '{}' }
      expect((await fetch(`${server.admin}/api/auth/${path}`, init)).status, path).toBe(404)
    }
  })
})

describe('a session', () => {
  test('ends with sign-out, and the audit log has both events', async () => {
    const cookie = (await openLink((await createPerson()).signIn))!
    const headers = { cookie, origin: server.admin, 'content-type': 'application/json' }
    const out = await fetch(`${server.admin}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' })
    expect(out.status).toBe(200)
    expect((await server.ask(viewerQuery, {}, { cookie })).data.viewer).toBeNull()
    const actor = { path: ['name'], equals: `Person ${personCount}` }
    const events = await server.database.auditEvent.findMany({ where: { actor }, orderBy: { sequence: 'asc' } })
    expect(events.map(event => event.action)).toEqual(['user.signedIn', 'user.signedOut'])
  })

  test('ends when the same browser signs in again', async () => {
    const { email, signIn } = await createPerson()
    const cookie = (await openLink(signIn))!
    const { signIn: second } = await invitePerson(people(), { email, role: [] })
    const headers = { 'content-type': 'application/json', origin: server.admin, cookie }
    const response = await fetch(second, { method: 'POST', headers, body: '{}' })
    const newCookie = response.headers.getSetCookie()[0]!.split(';')[0]!
    expect((await server.ask(viewerQuery, {}, { cookie })).data.viewer).toBeNull()
    expect((await server.ask(viewerQuery, {}, { cookie: newCookie })).data.viewer).not.toBeNull()
    const { id } = await server.database.user.findUniqueOrThrow({ where: { email } })
    expect(await server.database.session.count({ where: { userId: id } })).toBe(1)
    const events = await server.database.auditEvent.findMany({ where: { subjectId: id }, orderBy: { sequence: 'asc' } })
    expect(events.map(event => event.action)).toEqual(['user.created', 'user.signedIn', 'user.signedIn'])
  })

  test('is invalid after the person is deactivated', async () => {
    const { email, signIn } = await createPerson()
    const cookie = (await openLink(signIn))!
    await server.database.user.update({ where: { email }, data: { active: false } })
    expect((await server.ask(viewerQuery, {}, { cookie })).data.viewer).toBeNull()
  })

  test('cannot be forged or used by a page of another origin', async () => {
    const cookie = (await openLink((await createPerson()).signIn))!
    const forged = cookie.replace(/=[^.]+/, '=other')
    expect((await server.ask(viewerQuery, {}, { cookie: forged })).data.viewer).toBeNull()
    expect((await server.ask(viewerQuery, {}, { cookie, origin: server.content })).data.viewer).toBeNull()
    expect((await server.ask(viewerQuery, {}, { cookie, origin: server.admin })).data.viewer).not.toBeNull()
  })
})

describe('an API token', () => {
  test('identifies the caller and records when it was last used', async () => {
    const authorization = `Bearer ${await server.token('AUDITOR')}`
    const { data } = await server.ask(viewerQuery, {}, { authorization })
    expect(data.viewer.permissions.toSorted()).toEqual(rolePermissions.AUDITOR.toSorted())
    const row = await server.database.apiToken.findFirstOrThrow({ where: { name: data.viewer.token.name } })
    expect(row.lastUsedAt).not.toBeNull()
    expect(JSON.stringify(server.logged)).not.toContain(authorization.slice('Bearer '.length))
  })

  test.each([
    ['that is unknown', async () => `Bearer ${createTokenSecret()}`],
    ['with a wrong checksum', async () => `Bearer ${(await server.token()).slice(0, -1)}-`],
    ['that is not a token', async () => 'Basic eDp5'],
    ['that was revoked', () => changedToken({ revokedAt: new Date() })],
    ['that has expired', () => changedToken({ expiresAt: new Date(Date.now() - 1000) })],
  ])('%s is rejected', async (_what, authorization) => {
    const { status, errors } = await server.ask(viewerQuery, {}, { authorization: await authorization() })
    expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
  })

  async function changedToken(data: object): Promise<string> {
    const token = await server.token()
    const newest = await server.database.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } })
    await server.database.apiToken.update({ where: { id: newest.id }, data })
    return `Bearer ${token}`
  }
})

describe('the commands', () => {
  const run = async (...args: string[]) => {
    const options = { env: { ...process.env, ...server.settings } }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      args.map((arg, i) => (i ? arg : join(import.meta.dirname, '..', arg))),
      options,
    )
    return JSON.parse(stdout) as { signIn: string; token?: string }
  }

  test('print one line that signs in the first owner, who is created only once', async () => {
    const { signIn, token } = await run('first-owner.ts', '--token')
    expect((await server.ask(viewerQuery, {}, { cookie: (await openLink(signIn))! })).data.viewer.user.name).toBe(
      'Owner',
    )
    expect((await server.ask(viewerQuery, {}, { authorization: `Bearer ${token}` })).data.viewer.token.name).toBe(
      'first-owner',
    )
    expect(await makeFirstOwner(people(), { token: false })).toEqual({ signIn: expect.stringMatching(/^http/) })
    expect(await server.database.grant.count({ where: { role: 'OWNER', userId: { not: null } } })).toBe(1)
  })

  test('sign in a person and grant each named role once', async () => {
    const args = ['--email', 'Harry@Example.org', '--name', 'Harry Hase', '--role', 'AUTHOR', '--role', 'PUBLISHER']
    await run('sign-in-link.ts', ...args)
    await run('sign-in-link.ts', ...args)
    const harry = await server.database.user.findUniqueOrThrow({
      where: { email: 'harry@example.org' },
      include: { grants: true },
    })
    expect(harry.grants.map(grant => grant.role).sort()).toEqual(['AUTHOR', 'PUBLISHER'])
    await expect(invitePerson(people(), { email: 'x@example.org', role: ['KING'] })).rejects.toThrow(
      'Unknown role: KING',
    )
  })
})
