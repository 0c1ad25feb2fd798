import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Faults } from '../../sandbox/faults/faults.ts'
import { noLog } from '../../sandbox/machine/log-file.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { type Mail, startMail } from '../../sandbox/mail/mail.ts'
import { openLink, signedInPerson } from '../test/people.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

const faults = new Faults()
let server: TestServer
let mail: Mail
let state: string
let mailPage: string
beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'mails-'))
  const [smtp, http] = (await freePorts(2)) as [number, number]
  mailPage = `http://127.0.0.1:${http}/mail`
  mail = await startMail({ state, ports: { smtp, http }, faults, log: noLog })
  server = await openTestServer({
    SMTP_URL: `smtp://127.0.0.1:${smtp}`,
    SMTP_FROM: 'Lectern <lectern@example.org>',
    LECTERN_TRUSTED_PROXIES: '127.0.0.1',
  })
})
afterAll(async () => {
  await server?.close()
  await mail?.close()
  await rm(state, { recursive: true })
})

let addresses = 0
/** Posts as a page of the admin does, from an address of its own. */
function post(path: string, body: object, ip = `192.0.2.${++addresses}`) {
  const headers = { 'content-type': 'application/json', origin: server.admin, 'x-forwarded-for': ip }
  return fetch(`${server.admin}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}
const requestLink = (email: string, more: object = {}, ip?: string) =>
  post('/sign-in/magic-link', { email, ...more }, ip)
const mailsTo = async (email: string) => (await mail.mails()).filter(({ to }) => to.includes(email))
const linkIn = (text: string) => /http:\S+/.exec(text)![0]
const inviteText = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { url mailed invitation { id } } }`

describe('an invitation', () => {
  test('is mailed with its link, and again when it is sent again', async () => {
    const admin = await signedInPerson(server, { role: 'ADMIN' })
    const input = { email: 'anna@example.org', name: 'Anna <b>', role: 'AUTHOR' }
    const { inviteUser } = await admin.ask(inviteText, { input })
    expect(inviteUser.mailed).toBe(true)
    const [first] = await mailsTo(input.email)
    expect(first).toMatchObject({ subject: `${admin.name} invites you to Lectern`, from: 'lectern@example.org' })
    expect(linkIn(first!.text)).toBe(inviteUser.url)
    expect(first!.html).toContain('Anna &lt;b&gt;')
    const resend = 'mutation ($id: ID!) { resendInvitation(id: $id) { url mailed } }'
    const { resendInvitation } = await admin.ask(resend, { id: inviteUser.invitation.id })
    const [second] = await mailsTo(input.email)
    expect([resendInvitation.mailed, linkIn(second!.text)]).toEqual([true, resendInvitation.url])
    expect(await openLink(inviteUser.url)).toBeNull()
    expect(await openLink(linkIn(second!.text))).not.toBeNull()
  })

  test('stands when the mail server refuses the mail, and says so without the address in the log', async () => {
    const admin = await signedInPerson(server, { role: 'ADMIN' })
    faults.add([
      { target: 'smtp', operation: 'DATA', kind: 'status', status: 552, body: 'for bert@example.org', times: 1 },
    ])
    const input = { email: 'bert@example.org', name: 'Bert', role: 'AUTHOR' }
    const { inviteUser } = await admin.ask(inviteText, { input })
    expect(inviteUser).toMatchObject({ mailed: false, url: expect.stringContaining('http') })
    expect(server.logged).toContainEqual(
      expect.objectContaining({ msg: 'A mail could not be sent', code: 'EMESSAGE', responseCode: 552 }),
    )
    expect(JSON.stringify(server.logged)).not.toContain('bert@example.org')
  })
})

describe('a mailed sign-in link', () => {
  test('signs in and opens the page that was asked for', async () => {
    const person = await signedInPerson(server)
    const response = await requestLink(person.email.toUpperCase(), { callbackURL: '/packages/cells' })
    expect([response.status, await response.json()]).toEqual([200, { needsSecondFactor: false, next: '/' }])
    await expect.poll(() => mailsTo(person.email)).toHaveLength(1)
    const link = linkIn((await mailsTo(person.email))[0]!.text)
    expect(new URL(link).searchParams.get('callbackURL')).toBe('/packages/cells')
    expect(await openLink(link)).not.toBeNull()
    expect(JSON.stringify(server.logged)).not.toContain(new URL(link).searchParams.get('token'))
  })

  test('has the same answer for unknown and deactivated people, who get none', async () => {
    const person = await signedInPerson(server)
    await server.database.user.update({ where: { id: person.id }, data: { active: false } })
    const known = await signedInPerson(server)
    const answers = []
    for (const email of [known.email, person.email, 'nobody@example.org']) {
      const response = await requestLink(email)
      answers.push([response.status, await response.json(), [...response.headers.keys()].sort()])
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    await expect.poll(() => mailsTo(known.email)).toHaveLength(1)
    expect([await mailsTo(person.email), await mailsTo('nobody@example.org')]).toEqual([[], []])
  })

  test('can be asked for five times for an account, from any address, and thirty times a minute from one address', async () => {
    for (const email of [(await signedInPerson(server)).email, 'unknown@example.org']) {
      for (let n = 0; n < 5; n++) expect((await requestLink(email)).status).toBe(200)
      const sixth = await requestLink(email)
      expect(sixth.status).toBe(429)
      expect((await sixth.json()).errors[0].extensions).toMatchObject({
        code: 'RATE_LIMITED',
        retryAfterSeconds: expect.any(Number),
      })
    }
    const statuses = []
    for (let n = 0; n < 31; n++) statuses.push((await requestLink(`x${n}@example.org`, {}, '198.51.100.1')).status)
    expect(statuses.filter(status => status === 429)).toHaveLength(1)
    const refused = await server.database.auditEvent.findMany({ where: { action: 'user.signInRefused' } })
    expect(refused.map(({ ip }) => ip)).toContain('198.51.100.1')
  })
})

test('the mail page shows the mails, newest first, with links', async () => {
  const [newest] = await mail.mails()
  const page = await (await fetch(mailPage)).text()
  expect(page.indexOf(newest!.to[0]!)).toBeGreaterThan(0)
  expect(page).toMatch(/<a href="http:[^"]+magic-link[^"]+">/)
  const json = await (await fetch(mailPage, { headers: { accept: 'application/json' } })).json()
  expect(json[0]).toEqual(newest)
  expect((await fetch(mailPage.replace('/mail', '/other'))).status).toBe(404)
})
