import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildInvitation } from '../../domain/test/factories.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { openBrowser, type TestBrowser } from '../test/browser.ts'
import { signedInPerson } from '../test/people.ts'
import { clientId, clientSecret, createSchoolLogin, followSignIn } from '../test/school-login.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { totpCode } from '../test/totp.ts'

let server: TestServer
let school: ReturnType<typeof createSchoolLogin>
// The provider is unreachable when the server starts.
beforeAll(async () => {
  const [port] = (await freePorts(1)) as [number]
  server = await openTestServer({
    ...{ OIDC_ISSUER: `http://127.0.0.1:${port}`, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret },
    ...{ OIDC_NAME: 'Example School', LECTERN_TRUSTED_PROXIES: '127.0.0.1' },
  })
  school = createSchoolLogin(port, server.admin)
})
afterAll(async () => {
  await server.close()
  await school.stop()
})

let people = 0
const newPerson = (email: string) => ({ sub: `sub-${++people}`, email, email_verified: true, name: 'Anna' })
const viewer = '{ viewer { user { name } signIn { isRecent } } }'

async function signIn(browser: TestBrowser, body: object = { next: '/packages' }): Promise<string> {
  const { url } = await browser.post('/sign-in/social', body)
  return followSignIn(browser, server.admin, url)
}

describe('a sign-in by OpenID Connect', () => {
  test('is unavailable while the provider is unreachable, and works when it is reachable again', async () => {
    expect(await (await fetch(`${server.admin}/api/auth/methods`)).json()).toEqual({
      link: false,
      oidc: 'Example School',
    })
    const person = await signedInPerson(server)
    school.choose(newPerson(person.email))
    const browser = openBrowser(server)
    const away = await browser.post('/sign-in/social', { next: '/' })
    expect([away.status, away.error]).toEqual([503, 'UNAVAILABLE'])
    await school.start()
    expect(await signIn(browser)).toBe('/packages')
    expect((await browser.ask(viewer)).viewer.user.name).toBe(person.name)
    // It goes away again during a sign-in.
    const { url } = await browser.post('/sign-in/social', { next: '/' })
    await school.stop()
    await expect(followSignIn(browser, server.admin, url)).rejects.toThrow()
    await school.start()
    expect(await signIn(openBrowser(server))).toBe('/packages')
  })

  test('makes the person of an invitation, and finds the same person later by the subject', async () => {
    const invitation = await buildInvitation(server.database, { role: 'AUTHOR' })
    const person = newPerson(invitation.email)
    school.choose(person)
    const browser = openBrowser(server)
    expect(await signIn(browser)).toBe('/packages')
    expect((await browser.ask(viewer)).viewer.user.name).toBe(invitation.name)
    const user = await server.database.user.findUniqueOrThrow({ where: { email: invitation.email } })
    expect(await server.database.grant.count({ where: { userId: user.id, role: 'AUTHOR' } })).toBe(1)
    const account = await server.database.account.findFirstOrThrow({ where: { userId: user.id } })
    expect(account).toMatchObject({ providerId: 'oidc', accessToken: null, refreshToken: null, idToken: null })
    school.choose({ ...person, email: 'renamed@example.org' })
    expect(await signIn(openBrowser(server))).toBe('/packages')
    expect(await server.database.user.count({ where: { email: 'renamed@example.org' } })).toBe(0)
  })

  test('is refused for unknown and deactivated people, expired invitations, and unverified addresses', async () => {
    const inactive = await signedInPerson(server)
    await server.database.user.update({ where: { id: inactive.id }, data: { active: false } })
    const expired = await buildInvitation(server.database, { expiresAt: new Date(Date.now() - 1000) })
    const invited = await buildInvitation(server.database)
    const admin = await signedInPerson(server, { role: 'ADMIN' })
    for (const person of [
      newPerson('unknown@example.org'),
      newPerson(inactive.email),
      newPerson(expired.email),
      { ...newPerson(invited.email), email_verified: false },
      { ...newPerson(admin.email), email_verified: false },
    ]) {
      school.choose(person)
      const browser = openBrowser(server)
      expect(await signIn(browser), person.email).toMatch(/^\/\?error=/)
      expect((await browser.ask(viewer)).viewer, person.email).toBeNull()
    }
    expect(await server.database.user.count({ where: { email: { in: [expired.email, invited.email] } } })).toBe(0)
    const refused = await server.database.auditEvent.findMany({ where: { action: 'user.signInRefused' } })
    expect(refused.map(({ summary }) => summary)).toContain(
      'Refused a sign-in: the sign-in service answered signup_disabled',
    )
  })

  test('asks for the second factor of Lectern', async () => {
    const person = await signedInPerson(server)
    const first = openBrowser(server, person.cookie)
    const { totpURI } = await first.post('/two-factor/enable')
    expect((await first.post('/two-factor/verify-totp', { code: totpCode(totpURI, -1) })).status).toBe(200)
    school.choose(newPerson(person.email))
    const browser = openBrowser(server)
    expect(await signIn(browser)).toBe('/?step=code&next=%2Fpackages')
    expect((await browser.ask(viewer)).viewer).toBeNull()
    expect((await browser.post('/two-factor/verify-totp', { code: totpCode(totpURI) })).status).toBe(200)
    expect((await browser.ask(viewer)).viewer.user.name).toBe(person.name)
  })

  test('confirms a person whose sign-in is not recent, and has the provider ask for the password', async () => {
    const person = await signedInPerson(server)
    school.choose(newPerson(person.email))
    const browser = openBrowser(server)
    await signIn(browser)
    await server.database.session.updateMany({
      where: { userId: person.id },
      data: { authenticatedAt: new Date(Date.now() - 3_600_000) },
    })
    expect((await browser.ask(viewer)).viewer.signIn.isRecent).toBe(false)
    await signIn(browser, { next: '/', confirm: true })
    expect(school.prompts.at(-1)).toBe('login')
    expect((await browser.ask(viewer)).viewer.signIn.isRecent).toBe(true)
  })

  test('does not end with a state that another browser began, or without one', async () => {
    const person = await signedInPerson(server)
    school.choose(newPerson(person.email))
    const { url } = await openBrowser(server).post('/sign-in/social', { next: '/' })
    const other = openBrowser(server)
    expect(await followSignIn(other, server.admin, url)).toMatch(/error=/)
    expect((await other.ask(viewer)).viewer).toBeNull()
    expect((await other.send('/api/auth/callback/oidc?code=x')).headers.get('location')).toMatch(/error=/)
  })
})
