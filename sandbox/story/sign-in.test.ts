import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { openLink, Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'
import { startServerWithoutMail } from './second-server.ts'

// How people come in: by an invitation, by a mailed link, and to GraphiQL. Each test continues where the previous one ended.
let lectern: RunningLectern
let context: BrowserContext
let owner: Page
const browser = new Browser()
const password = 'correct horse battery staple'
const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true })
const menuOf = (page: Page, name: string) => page.getByRole('button', { name: `${name}, account menu` })

/** Opens a window of another person. `errors`: what its console and its scripts complained about. */
async function openWindow(): Promise<{ page: Page; errors: string[] }> {
  const page = await (await context.browser()!.newContext()).newPage()
  const errors: string[] = []
  page.on('console', message => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', error => errors.push(error.message))
  return { page, errors }
}

/** Invites a person in the dialog. Returns the link that the dialog shows, and what it says about it. */
async function invite(name: string): Promise<{ url: string; text: string }> {
  await owner.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = owner.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Email').fill(`${name.toLowerCase()}@example.org`)
  await dialog.getByLabel('Role').selectOption('Author')
  await dialog.getByRole('button', { name: 'Create invitation' }).click()
  const url = await dialog.getByLabel('Invitation link').inputValue()
  const text = (await dialog.textContent())!
  await dialog.getByRole('button', { name: 'Done' }).click()
  return { url, text }
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  context = await browser.open()
  owner = (await Person.signIn(lectern, context, 'Olivia', 'OWNER')).page
  await owner.getByRole('link', { name: 'People' }).click()
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test("an invitation's link signs in, asks for a password, says how strong it is, and works once", async () => {
  const { url, text } = await invite('Paula')
  expect(text).toContain('Lectern mailed the link to paula@example.org.')
  const { page, errors } = await openWindow()
  await page.goto(url)
  await page.getByRole('heading', { level: 1, name: 'Sign in to Lectern' }).waitFor()
  await signInButton(page).click()
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  await menuOf(page, 'Paula').waitFor()
  await page.getByLabel('New password').fill('paula123')
  await page.getByText(/^Strength: (very weak|weak)$/).waitFor()
  const button = page.getByRole('button', { name: 'Set password' })
  expect(await button.isDisabled()).toBe(true)
  await page.getByLabel('New password').fill(password)
  await page.getByText(/^Strength: (good|strong)$/).waitFor()
  await button.click()
  await page.getByText('Password saved.').waitFor()
  expect(errors).toEqual([])
  const { page: later } = await openWindow()
  await later.goto(url)
  await later.getByText('This link has expired.').waitFor()
  await later.getByRole('link', { name: 'Open Lectern' }).click()
  await later.getByLabel('Email').fill('paula@example.org')
  await later.getByLabel('Password', { exact: true }).fill(password)
  await signInButton(later).click()
  await menuOf(later, 'Paula').waitFor()
})

test('a link that a person asks for comes by mail, and leads to the page that was asked for', async () => {
  const { person } = await Person.signIn(lectern, context, 'Nora', 'AUTHOR')
  const { page, errors } = await openWindow()
  await page.goto(`${lectern.sandbox.admin}/activity`)
  const button = page.getByRole('button', { name: 'Email me a sign-in link' })
  await button.waitFor()
  expect(await button.isDisabled()).toBe(true)
  await page.getByLabel('Email').fill(person.email)
  await button.click()
  await page.getByText(`If ${person.email} has an account, a link is on its way.`).waitFor()
  const tab = await person.openMailedLink(page.context())
  await tab.getByRole('heading', { level: 1, name: 'Activity' }).waitFor()
  await menuOf(tab, 'Nora').waitFor()
  expect(errors).toEqual([])
})

test('without a mail server, the inviting person gets the link, and nobody is offered one by mail', async () => {
  const { admin, stop } = await startServerWithoutMail(lectern)
  try {
    await owner.goto(`${admin}/people`)
    const { url, text } = await invite('Quentin')
    expect(text).toContain('Send this link to Quentin. It is shown only now')
    expect(text).not.toContain('mailed')
    expect(new URL(url).origin).toBe(admin)
    const { page, errors } = await openWindow()
    await page.goto(admin)
    await signInButton(page).waitFor()
    expect(await page.getByRole('button', { name: 'Email me a sign-in link' }).count()).toBe(0)
    await openLink(page, url)
    await menuOf(page, 'Quentin').waitFor()
    expect(errors).toEqual([])
  } finally {
    await stop()
  }
})

test('GraphiQL runs an example for a person who is signed in, without an error in the console', async () => {
  const { page, errors } = await openWindow()
  const { inviteUser } = await lectern.execute(
    'mutation { inviteUser(input: { name: "Gita", email: "gita@example.org", role: AUTHOR }) { url } }',
  )
  await openLink(page, inviteUser.url)
  await menuOf(page, 'Gita').waitFor()
  await page.goto(`${lectern.sandbox.admin}/graphql`)
  await page.getByRole('button', { name: /^Execute query/ }).click()
  await page.getByRole('region', { name: 'Result Window' }).getByText('gita@example.org').waitFor()
  expect(errors).toEqual([])
})

test('GraphiQL is refused to a person who is signed out, who is asked to sign in', async () => {
  const { page } = await openWindow()
  await page.goto(`${lectern.sandbox.admin}/graphql`)
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/')
})
