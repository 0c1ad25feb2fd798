import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSignInLink } from '../people/make-sign-in-link.ts'
import { openBrowser, type TestBrowser } from '../test/browser.ts'
import { signedInPerson } from '../test/people.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { openKnownDevices } from './known-device.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({ LECTERN_TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => server.close())

const password = 'correct horse battery staple'

/** A person with a password, and a browser in which the person has signed in and out. */
async function personWithDevice() {
  const person = await signedInPerson(server)
  const first = openBrowser(server, person.cookie)
  expect((await first.post('/account/set-password', { password })).status).toBe(200)
  const browser = openBrowser(server)
  expect((await attempt(browser, person.email, password)).status).toBe(200)
  expect((await browser.post('/sign-out')).status).toBe(200)
  return { ...person, browser, first }
}

const attempt = (browser: TestBrowser, email: string, tried: string) =>
  browser.post('/sign-in/email', { email, password: tried })

/** Ten wrong passwords of a stranger, each from another address. */
async function attack(email: string) {
  for (let n = 0; n < 10; n++) expect((await attempt(openBrowser(server), email, 'wrong')).status).toBe(401)
  expect((await attempt(openBrowser(server), email, password)).status).toBe(429)
}

const cookieOf = (device: string) => device.split(';')[0]!
const deviceOf = (email: string) => cookieOf(openKnownDevices(server.configuration).cookieFor(email))

test('an attack on an account does not lock out the browser in which its owner signed in before', async () => {
  const { email, browser } = await personWithDevice()
  await attack(email)
  expect((await attempt(browser, email, 'typo')).status).toBe(401)
  expect((await attempt(browser, email.toUpperCase(), password)).status).toBe(200)
  // The sign-in of the owner gives the attacker no more attempts.
  expect((await attempt(openBrowser(server), email, password)).status).toBe(429)
})

test('also after a sign-in by a link, and for asking for links', async () => {
  const { email } = await signedInPerson(server)
  const browser = openBrowser(server)
  const link = await makeSignInLink(server.configuration, server.database, email)
  expect((await browser.post(link)).status).toBe(200)
  const ask = (asking: TestBrowser) => asking.post('/sign-in/magic-link', { email, callbackURL: '/' })
  for (let n = 0; n < 5; n++) expect((await ask(openBrowser(server))).status).not.toBe(429)
  expect((await ask(openBrowser(server))).status).toBe(429)
  expect((await ask(browser)).status).not.toBe(429)
})

test('a cookie of another account, or with anything changed, does not help', async () => {
  const { email } = await personWithDevice()
  await attack(email)
  const device = deviceOf(email)
  for (const cookie of [
    deviceOf('somebody@example.org'),
    device.replace(/=.{3}/, '=abc'),
    device.replace(/.{3}$/, 'abc'),
    device.replace(/(=[^.]+[.]).{10}/, '$1'),
    device.replace(/(device=[^.]+).*/, '$1'),
    'lectern.device=.',
  ])
    expect((await attempt(openBrowser(server, cookie), email, password)).status, cookie).toBe(429)
  expect((await attempt(openBrowser(server, device), email, password)).status).toBe(200)
})

test('ten wrong passwords with a cookie lock this browser alone', async () => {
  const { email } = await personWithDevice()
  const device = deviceOf(email)
  for (let n = 0; n < 10; n++) expect((await attempt(openBrowser(server, device), email, 'wrong')).status).toBe(401)
  const refused = await attempt(openBrowser(server, device), email, password)
  expect([refused.status, refused.error]).toEqual([429, 'RATE_LIMITED'])
  expect((await attempt(openBrowser(server), email, password)).status).toBe(200)
  expect((await attempt(openBrowser(server, deviceOf(email)), email, password)).status).toBe(200)
})

test('an attack does not stop a person who is signed in from confirming the password', async () => {
  const { email, first } = await personWithDevice()
  await attack(email)
  expect((await first.post('/account/reauthenticate', { password })).status).toBe(200)
  for (let n = 0; n < 10; n++)
    expect((await first.post('/account/reauthenticate', { password: 'wrong' })).status).toBe(400)
  expect((await first.post('/account/reauthenticate', { password })).status).toBe(429)
})

test('the cookie is sent to sign-in alone, over HTTPS only with TLS', () => {
  const { cookieFor } = openKnownDevices({ ...server.configuration, LECTERN_ADMIN_URL: 'https://admin.example.org' })
  expect(cookieFor('a@example.org')).toMatch(
    /^__Secure-lectern\.device=[\w-]{22}\.[\w-]{43}; Path=\/api\/auth; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/,
  )
  const { find } = openKnownDevices(server.configuration)
  expect(find(`a=b; ${cookieOf(cookieFor('a@example.org'))}`, 'a@example.org')).toMatch(/^[\w-]{22}$/)
})
