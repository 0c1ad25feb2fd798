import type { Role } from '@lectern/domain/access/permissions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildEnvironment } from '../../domain/test/factories.ts'
import { makeSignInLink } from '../people/make-sign-in-link.ts'
import { openBrowser, type TestBrowser } from '../test/browser.ts'
import { openLink, signedInPerson } from '../test/people.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { totpCode } from '../test/totp.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({ LECTERN_TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => server.close())

const password = 'correct horse battery staple'
const viewerText = '{ viewer { user { name hasSecondFactor } signIn { usedSecondFactor requiresSecondFactor } } }'
const actionsOf = async (subjectId: string) =>
  (await server.database.auditEvent.findMany({ where: { subjectId }, orderBy: { sequence: 'asc' } })).map(
    ({ action }) => action,
  )

/** A person with a second factor. `browser` has the session in which it was set up, with the code of the period before. */
async function personWithSecondFactor(...rights: { role: Role }[]) {
  const person = await signedInPerson(server, ...rights)
  const browser = openBrowser(server, person.cookie)
  const { totpURI, recoveryCodes } = await browser.post('/two-factor/enable')
  expect((await browser.post('/two-factor/verify-totp', { code: totpCode(totpURI, -1) })).status).toBe(200)
  return { ...person, browser, totpURI: totpURI as string, recoveryCodes: recoveryCodes as string[] }
}

/** Opens a sign-in link of the person in a new browser, which is then asked for the second factor. */
async function openLinkOf({ email }: { email: string }): Promise<TestBrowser> {
  const browser = openBrowser(server)
  const answer = await browser.post(await makeSignInLink(server.configuration, server.database, email))
  expect(answer).toMatchObject({ needsSecondFactor: true, next: '/?step=code&next=%2F' })
  expect(browser.sessionCookie()).toBeNull()
  return browser
}

describe('a second factor', () => {
  test('is asked for after a link and after a password, and its code works once', async () => {
    const person = await personWithSecondFactor()
    expect((await person.browser.ask(viewerText)).viewer).toMatchObject({
      user: { hasSecondFactor: true },
      signIn: { usedSecondFactor: true },
    })
    const browser = await openLinkOf(person)
    const code = totpCode(person.totpURI)
    expect((await browser.post('/two-factor/verify-totp', { code: '000000' })).error).toBe('UNAUTHENTICATED')
    expect(await browser.post('/two-factor/verify-totp', { code })).toMatchObject({ status: 200 })
    expect((await browser.ask(viewerText)).viewer.signIn.usedSecondFactor).toBe(true)

    // The same code, within its time, and the one that set it up.
    for (const used of [code, totpCode(person.totpURI, -1)])
      expect((await (await openLinkOf(person)).post('/two-factor/verify-totp', { code: used })).error).toBe(
        'UNAUTHENTICATED',
      )

    expect((await person.browser.post('/account/set-password', { password })).status).toBe(200)
    const second = openBrowser(server)
    const first = await second.post('/sign-in/email', { email: person.email, password })
    expect([first.needsSecondFactor, second.sessionCookie()]).toEqual([true, null])
    expect((await second.ask(viewerText)).viewer).toBeNull()
    expect((await second.post('/two-factor/verify-totp', { code: totpCode(person.totpURI, 1) })).status).toBe(200)
    expect((await second.ask(viewerText)).viewer).not.toBeNull()
    expect(await actionsOf(person.id)).toEqual([
      ...['user.created', 'user.signedIn', 'user.secondFactorAdded', 'user.signedIn', 'user.passwordSet'],
      'user.signedIn',
    ])
  })

  test('lets a recovery code in instead, once', async () => {
    const person = await personWithSecondFactor()
    expect(new Set(person.recoveryCodes)).toHaveLength(10)
    const code = person.recoveryCodes[3]
    const use = async (browser: TestBrowser) => browser.post('/two-factor/verify-backup-code', { code })
    expect((await use(await openLinkOf(person))).status).toBe(200)
    expect((await use(await openLinkOf(person))).error).toBe('UNAUTHENTICATED')
    const { recoveryCodes } = await person.browser.post('/two-factor/generate-backup-codes')
    expect(recoveryCodes).not.toContain(person.recoveryCodes[0])
    expect((await actionsOf(person.id)).filter(action => action === 'user.recoveryCodesChanged')).toHaveLength(2)
  })

  test('is not set up before its first code, and is removed only in a session that has it', async () => {
    const person = await signedInPerson(server)
    const browser = openBrowser(server, person.cookie)
    const { totpURI } = await browser.post('/two-factor/enable')
    expect(await openLink(await makeSignInLink(server.configuration, server.database, person.email))).not.toBeNull()
    expect((await browser.post('/two-factor/verify-totp', { code: totpCode(totpURI) })).status).toBe(200)
    expect((await browser.post('/two-factor/enable')).error).toBe('CONFLICT')
    expect((await browser.post('/two-factor/disable')).status).toBe(200)
    expect((await browser.ask(viewerText)).viewer).toMatchObject({
      user: { hasSecondFactor: false },
      signIn: { usedSecondFactor: false },
    })
    expect(await openLink(await makeSignInLink(server.configuration, server.database, person.email))).not.toBeNull()
    expect((await actionsOf(person.id)).filter(action => action.startsWith('user.secondFactor'))).toEqual([
      'user.secondFactorAdded',
      'user.secondFactorRemoved',
    ])
    expect(await actionsOf(person.id)).not.toContain('user.signedOut')
  })

  test('cannot be guessed: a sign-in ends after five wrong codes', async () => {
    const person = await personWithSecondFactor()
    const browser = await openLinkOf(person)
    const statuses = []
    for (let n = 0; n < 6; n++) {
      // Each from another address: one address may try three codes in 10 seconds.
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${n}` }
      const body = JSON.stringify({ code: `00000${n}` })
      statuses.push((await browser.send('/api/auth/two-factor/verify-totp', { method: 'POST', headers, body })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401])
    const right = await browser.post('/two-factor/verify-totp', { code: totpCode(person.totpURI) })
    expect(right.error).toBe('UNAUTHENTICATED')
  })

  test('needs a recent sign-in to change', async () => {
    const person = await personWithSecondFactor()
    await server.database.session.updateMany({
      where: { userId: person.id },
      data: { authenticatedAt: new Date(Date.now() - 11 * 60_000) },
    })
    for (const path of ['/two-factor/enable', '/two-factor/disable', '/two-factor/generate-backup-codes'])
      expect((await person.browser.post(path)).error, path).toBe('REAUTHENTICATE')
  })

  test('is removed by an administrator for a person who lost it, and ends the sessions', async () => {
    const admin = await signedInPerson(server, { role: 'ADMIN' })
    const author = await signedInPerson(server, { role: 'AUTHOR' })
    const person = await personWithSecondFactor()
    const text = 'mutation ($id: ID!) { removeSecondFactor(id: $id) { hasSecondFactor } }'
    expect(await author.ask(text, { id: person.key })).toBe('NOT_FOUND')
    expect(await admin.ask(text, { id: person.key })).toEqual({ removeSecondFactor: { hasSecondFactor: false } })
    expect(await admin.ask(text, { id: person.key })).toEqual({ removeSecondFactor: { hasSecondFactor: false } })
    expect((await person.browser.ask(viewerText)).viewer).toBeNull()
    expect(await openLink(await makeSignInLink(server.configuration, server.database, person.email))).not.toBeNull()
    const events = await server.database.auditEvent.findMany({
      where: { subjectId: person.id, action: 'user.secondFactorRemoved' },
    })
    expect(events.map(({ actor }) => (actor as { name: string }).name)).toEqual([admin.name])
  })
})

describe('what demands a second factor', () => {
  const update = `mutation ($slug: String!, $input: UpdateEnvironmentInput!) {
    updateEnvironment(slug: $slug, input: $input) { name requiresSecondFactor } }`
  const create = 'mutation { createWebhook(input: { url: "https://example.org/", actions: [] }) { webhook { id } } }'
  const role = `mutation ($role: Role!, $on: Boolean!) { updateRole(role: $role, requiresSecondFactor: $on) { role requiresSecondFactor } }`

  test('an environment can be read without it, changed with it, and by tokens', async () => {
    const { slug } = await buildEnvironment(server.database)
    const admin = await signedInPerson(server, { role: 'ADMIN' })
    const change = (input: object) => ({ slug, input })
    expect(await admin.ask(update, change({ requiresSecondFactor: true }))).toMatchObject({
      updateEnvironment: { requiresSecondFactor: true },
    })
    const { errors } = await server.ask(update, change({ name: 'X' }), { cookie: admin.cookie })
    expect(errors![0]).toMatchObject({
      message: expect.stringContaining('needs a second factor. Set one up'),
      extensions: { code: 'FORBIDDEN', problems: [{ code: 'SECOND_FACTOR_REQUIRED' }] },
    })
    expect(await admin.ask('query ($slug: String!) { environment(slug: $slug) { slug } }', { slug })).toMatchObject({
      environment: { slug },
    })
    const withIt = await personWithSecondFactor({ role: 'ADMIN' })
    expect(await withIt.browser.ask(update, change({ name: 'X' }))).toMatchObject({ updateEnvironment: { name: 'X' } })
    const authorization = `Bearer ${await server.token('ADMIN')}`
    const answer = await server.ask(update, change({ requiresSecondFactor: false }), { authorization })
    expect(answer.data.updateEnvironment.requiresSecondFactor).toBe(false)
    expect(await admin.ask(update, change({ name: 'Y' }))).toMatchObject({ updateEnvironment: { name: 'Y' } })
  })

  test('a role says how many active people with it have none', async () => {
    const owner = await signedInPerson(server, { role: 'OWNER' })
    const read = async () => {
      const { roleSettings } = await owner.ask('{ roleSettings { role peopleWithoutSecondFactor } }')
      return roleSettings.find((settings: { role: string }) => settings.role === 'PUBLISHER').peopleWithoutSecondFactor
    }
    const before = await read()
    const { id } = await signedInPerson(server, { role: 'PUBLISHER' })
    // A second grant of the role does not count the person twice.
    const environment = await buildEnvironment(server.database)
    await server.database.grant.create({ data: { userId: id, role: 'PUBLISHER', environmentId: environment.id } })
    expect(await read()).toBe(before + 1)
    await server.database.user.update({ where: { id }, data: { active: false } })
    await personWithSecondFactor({ role: 'PUBLISHER' })
    expect(await read()).toBe(before)
  })

  test('a role can read without it, change with it, and is changed only by those who may', async () => {
    const owner = await signedInPerson(server, { role: 'OWNER' })
    const admin = await signedInPerson(server, { role: 'ADMIN' })
    expect(await admin.ask(role, { role: 'OWNER', on: true })).toBe('FORBIDDEN')
    expect(await owner.ask(role, { role: 'ADMIN', on: true })).toEqual({
      updateRole: { role: 'ADMIN', requiresSecondFactor: true },
    })
    expect(await admin.ask(create)).toBe('FORBIDDEN')
    expect((await admin.ask(viewerText)).viewer.signIn.requiresSecondFactor).toBe(true)
    expect(
      (await admin.ask('{ roleSettings { role requiresSecondFactor } users { totalCount } }')).roleSettings,
    ).toEqual(
      ['OWNER', 'ADMIN', 'PUBLISHER', 'AUTHOR', 'AUDITOR'].map(name => ({
        role: name,
        requiresSecondFactor: name === 'ADMIN',
      })),
    )
    // Another role gives the same permission.
    await server.database.grant.create({ data: { userId: admin.id, role: 'OWNER' } })
    expect(await admin.ask(role, { role: 'AUDITOR', on: false })).toMatchObject({ updateRole: {} })
    expect(await owner.ask(role, { role: 'ADMIN', on: false })).toMatchObject({ updateRole: {} })
    expect(await actionsOf('ADMIN')).toEqual(['role.updated', 'role.updated'])
  })
})
