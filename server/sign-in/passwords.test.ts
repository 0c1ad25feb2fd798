import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../test/browser.ts'
import { signedInPerson } from '../test/people.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({ LECTERN_TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => server.close())

const good = 'correct horse battery staple'
const viewer = '{ viewer { user { name } signIn { isRecent hasPassword } } }'
const eventsOf = async (subjectId: string) =>
  (await server.database.auditEvent.findMany({ where: { subjectId }, orderBy: { sequence: 'asc' } })).map(
    ({ action, summary }) => `${action}: ${summary}`,
  )
const makeOld = (id: string) =>
  server.database.session.update({ where: { id }, data: { authenticatedAt: new Date(Date.now() - 11 * 60_000) } })

/** A person with a password, and the browser in which it was set. */
async function personWithPassword() {
  const person = await signedInPerson(server)
  const browser = openBrowser(server, person.cookie)
  expect((await browser.post('/account/set-password', { password: good })).status).toBe(200)
  return { ...person, browser }
}

describe('a password', () => {
  test('is set in a session, signs in, and ends the other sessions when it changes', async () => {
    const person = await personWithPassword()
    expect((await person.ask(viewer)).viewer.signIn).toEqual({ isRecent: true, hasPassword: true })
    const { password: stored } = await server.database.account.findFirstOrThrow({ where: { userId: person.id } })
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const other = openBrowser(server)
    const signedIn = await other.post('/sign-in/email', { email: person.email.toUpperCase(), password: good })
    expect(signedIn).toEqual({ status: 200, error: undefined, needsSecondFactor: false, next: '/' })
    expect((await other.ask(viewer)).viewer.user.name).toBe(person.name)
    expect((await person.browser.post('/account/set-password', { password: `${good} two` })).status).toBe(200)
    expect((await other.ask(viewer)).viewer).toBeNull()
    expect((await person.ask(viewer)).viewer).not.toBeNull()
    expect((await other.post('/sign-in/email', { email: person.email, password: good })).error).toBe('UNAUTHENTICATED')
    expect((await eventsOf(person.id)).slice(-3)).toEqual([
      `user.signedIn: ${person.name} signed in`,
      `user.passwordSet: ${person.name} changed the password`,
      `user.signInRefused: Refused a sign-in of ${person.name}: the address or the password is wrong`,
    ])
  })

  test.each(['short', 'password1234', 'qwertyuiop', '11111111111', 'x'.repeat(129)])(
    '%s is refused',
    async password => {
      const person = await signedInPerson(server)
      const answer = await openBrowser(server, person.cookie).post('/account/set-password', { password })
      expect([answer.status, answer.error, answer.errors[0].extensions.field]).toEqual([
        400,
        'INVALID_INPUT',
        'password',
      ])
    },
  )

  test('that is the name of the person is refused', async () => {
    const person = await signedInPerson(server)
    await server.database.user.update({ where: { id: person.id }, data: { name: 'Wolfgangsen' } })
    const answer = await openBrowser(server, person.cookie).post('/account/set-password', { password: 'Wolfgangsen1' })
    expect(answer.error).toBe('INVALID_INPUT')
  })

  test('has the same refusal for people without a password, without an account, and without access', async () => {
    const without = await signedInPerson(server)
    const inactive = await personWithPassword()
    await server.database.user.update({ where: { id: inactive.id }, data: { active: false } })
    const known = await personWithPassword()
    const answers = []
    for (const [email, password] of [
      [known.email, 'wrong'],
      [without.email, good],
      [inactive.email, good],
      ['nobody@example.org', good],
      ['not an address', good],
    ] as const) {
      const { status, error, errors } = await openBrowser(server).post('/sign-in/email', { email, password })
      answers.push({ status, error, message: errors[0].message })
    }
    expect(new Set(answers.map(answer => JSON.stringify(answer)))).toHaveLength(1)
    expect(answers[0]).toMatchObject({ status: 401, error: 'UNAUTHENTICATED' })
  })

  test('can be tried ten times for an account, from any address, and three times in 10 seconds from one', async () => {
    const person = await personWithPassword()
    const attempt = (browser = openBrowser(server), password = 'wrong') =>
      browser.post('/sign-in/email', { email: person.email, password })
    for (let n = 0; n < 10; n++) expect((await attempt()).status).toBe(401)
    const refused = await attempt(openBrowser(server), good)
    expect([refused.status, refused.error]).toEqual([429, 'RATE_LIMITED'])
    expect(refused.errors[0].extensions.retryAfterSeconds).toBeGreaterThan(800)
    const browser = openBrowser(server)
    const statuses = []
    for (let n = 0; n < 4; n++)
      statuses.push((await browser.post('/sign-in/email', { email: `x${n}@example.org`, password: good })).status)
    expect(statuses).toEqual([401, 401, 401, 429])
  })

  test('is not in the log, and neither are addresses', async () => {
    const logged = JSON.stringify(server.logged)
    expect(logged).not.toContain(good)
    expect(logged).not.toContain('@example.org')
  })
})

describe('a sign-in over 10 minutes ago', () => {
  test('does not suffice to set a password, until the password confirms it', async () => {
    const person = await personWithPassword()
    await makeOld(person.sessionId)
    expect((await person.ask(viewer)).viewer.signIn.isRecent).toBe(false)
    const set = () => person.browser.post('/account/set-password', { password: `${good} new` })
    expect((await set()).error).toBe('REAUTHENTICATE')
    const wrong = await person.browser.post('/account/reauthenticate', { password: 'wrong' })
    expect([wrong.status, wrong.error]).toEqual([400, 'INVALID_INPUT'])
    expect((await set()).error).toBe('REAUTHENTICATE')
    expect((await person.browser.post('/account/reauthenticate', { password: good })).status).toBe(200)
    expect((await person.ask(viewer)).viewer.signIn.isRecent).toBe(true)
    expect((await set()).status).toBe(200)
    expect(await openBrowser(server).post('/account/set-password', { password: good })).toMatchObject({ status: 401 })
  })
})
