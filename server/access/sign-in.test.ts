import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFirstOwner } from './make-first-owner.ts'
import { invitePerson } from './person.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const people = () => ({ settings: server.configuration, database: server.database })
const who = '{ viewer { user { name } token { name } permissions } }'

let made = 0
async function person(role: string[] = ['AUTHOR']) {
  const email = `person-${++made}@example.org`
  const { signIn } = await invitePerson(people(), { email, name: `Person ${made}`, role })
  return { email, signIn }
}

/** Opens a sign-in link as a browser does; the cookie it leaves, or null. */
async function open(link: string): Promise<string | null> {
  const answer = await fetch(link, { redirect: 'manual' })
  expect(answer.status).toBe(302)
  return (
    answer.headers
      .getSetCookie()
      .find(cookie => cookie.startsWith('lectern.session_token='))
      ?.split(';')[0] ?? null
  )
}

describe('a sign-in link', () => {
  test('signs in, once', async () => {
    const { signIn } = await person()
    const cookie = (await open(signIn))!
    const { data } = await server.ask(who, {}, { cookie })
    expect(data.viewer).toMatchObject({ user: { name: `Person ${made}` }, token: null })
    expect(data.viewer.permissions).toContain('package.synchronize')
    expect(await open(signIn)).toBeNull()
  })

  test('is of no use to somebody who was deactivated', async () => {
    const { signIn, email } = await person()
    await server.database.user.update({ where: { email }, data: { active: false } })
    expect(await open(signIn)).toBeNull()
    await expect(invitePerson(people(), { email, role: [] })).rejects.toThrow('is deactivated')
  })

  test('is of no use after a day', async () => {
    const { signIn } = await person()
    await server.database.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await open(signIn)).toBeNull()
  })

  test('cannot be asked for by whoever is outside, and nobody can sign up', async () => {
    for (const path of ['sign-in/magic-link', 'sign-up/email', 'sign-in/email', 'list-sessions', 'update-user']) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json', origin: server.admin }, body: '{}' }
      expect((await fetch(`${server.admin}/api/auth/${path}`, init)).status, path).toBe(404)
    }
  })
})

describe('a session', () => {
  test('ends with signing out, and is in the audit log with both', async () => {
    const cookie = (await open((await person()).signIn))!
    const headers = { cookie, origin: server.admin, 'content-type': 'application/json' }
    const out = await fetch(`${server.admin}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' })
    expect(out.status).toBe(200)
    expect((await server.ask(who, {}, { cookie })).data.viewer).toBeNull()
    const actor = { path: ['name'], equals: `Person ${made}` }
    const events = await server.database.auditEvent.findMany({ where: { actor }, orderBy: { sequence: 'asc' } })
    expect(events.map(event => event.action)).toEqual(['user.signedIn', 'user.signedOut'])
  })

  test('counts no longer once the person is deactivated', async () => {
    const { email, signIn } = await person()
    const cookie = (await open(signIn))!
    await server.database.user.update({ where: { email }, data: { active: false } })
    expect((await server.ask(who, {}, { cookie })).data.viewer).toBeNull()
  })

  test('cannot be forged, nor used by a page of another origin', async () => {
    const cookie = (await open((await person()).signIn))!
    const forged = cookie.replace(/=[^.]+/, '=other')
    expect((await server.ask(who, {}, { cookie: forged })).data.viewer).toBeNull()
    expect((await server.ask(who, {}, { cookie, origin: server.content })).data.viewer).toBeNull()
    expect((await server.ask(who, {}, { cookie, origin: server.admin })).data.viewer).not.toBeNull()
  })
})

describe('an API token', () => {
  test('says who asks, and when it was last used', async () => {
    const authorization = `Bearer ${await server.token('AUDITOR')}`
    const { data } = await server.ask(who, {}, { authorization })
    expect(data.viewer.permissions).toEqual(['package.read', 'audit.read', 'budget.read', 'dropbox.read'])
    const row = await server.database.apiToken.findFirstOrThrow({ where: { name: data.viewer.token.name } })
    expect(row.lastUsedAt).not.toBeNull()
    expect(JSON.stringify(server.logged)).not.toContain(authorization.slice('Bearer '.length))
  })

  test.each([
    ['that is unknown', async () => 'Bearer lect_unknown'],
    ['that is none', async () => 'Basic eDp5'],
    ['that was revoked', () => spoiled({ revokedAt: new Date() })],
    ['that is over', () => spoiled({ expiresAt: new Date(Date.now() - 1000) })],
  ])('%s is refused', async (_what, authorization) => {
    const { status, errors } = await server.ask(who, {}, { authorization: await authorization() })
    expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
  })

  async function spoiled(data: object): Promise<string> {
    const token = await server.token()
    const newest = await server.database.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } })
    await server.database.apiToken.update({ where: { id: newest.id }, data })
    return `Bearer ${token}`
  }
})

describe('the commands', () => {
  const run = async (...words: string[]) => {
    const options = { env: { ...process.env, ...server.settings } }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      words.map((word, i) => (i ? word : join(import.meta.dirname, '..', word))),
      options,
    )
    return JSON.parse(stdout) as { signIn: string; token?: string }
  }

  test('print one line that lets the first owner in, who is made only once', async () => {
    const { signIn, token } = await run('first-owner.ts', '--token')
    expect((await server.ask(who, {}, { cookie: (await open(signIn))! })).data.viewer.user.name).toBe('Owner')
    expect((await server.ask(who, {}, { authorization: `Bearer ${token}` })).data.viewer.token.name).toBe('first-owner')
    expect(await makeFirstOwner(people(), { token: false })).toEqual({ signIn: expect.stringMatching(/^http/) })
    expect(await server.database.grant.count({ where: { role: 'OWNER', userId: { not: null } } })).toBe(1)
  })

  test('let a person in with the roles that were named, each given once', async () => {
    const words = ['--email', 'Harry@Example.org', '--name', 'Harry Hase', '--role', 'AUTHOR', '--role', 'PUBLISHER']
    await run('sign-in-link.ts', ...words)
    await run('sign-in-link.ts', ...words)
    const harry = await server.database.user.findUniqueOrThrow({
      where: { email: 'harry@example.org' },
      include: { grants: true },
    })
    expect(harry.grants.map(grant => grant.role).sort()).toEqual(['AUTHOR', 'PUBLISHER'])
    await expect(invitePerson(people(), { email: 'x@example.org', role: ['KING'] })).rejects.toThrow(
      'There is no role KING',
    )
  })
})
