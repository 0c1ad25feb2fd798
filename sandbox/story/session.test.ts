import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// A person fills in a form while the session ends, and does what needs a recent sign-in. Each test continues where the previous one ended.
let lectern: RunningLectern
let window: BrowserContext
let olivia: Person
let page: Page
const browser = new Browser()
const password = 'correct horse battery staple'
const dialog = (name: string) => page.getByRole('dialog', { name })
const signedOut = () => dialog('You are signed out')
const confirm = () => dialog('Confirm that it is you')
const form = () => dialog('Create an API token')
/** The type of the field that has the focus, or the text of the button. */
const focused = () =>
  page.evaluate(() => {
    const { type, textContent } = document.activeElement as HTMLInputElement
    return type === 'submit' ? textContent : type
  })
const waitForFocus = (on: string) => expect.poll(focused, { timeout: 15_000 }).toBe(on)

/** Opens the form for a token and fills it in. */
async function fillIn(name: string) {
  await page.getByRole('button', { name: 'Create token', exact: true }).click()
  await form().getByLabel('Name').fill(name)
  await form().getByLabel('Role').selectOption('Auditor')
}

/** Sends the form, and returns the secret, which is shown once. */
async function secretOf(): Promise<string> {
  const secret = await page.getByRole('dialog').getByLabel('Secret').inputValue()
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  return secret
}

const submit = () => form().getByRole('button', { name: 'Create token' }).click()
const tokenCount = async (name: string) =>
  (await lectern.execute('{ apiTokens { nodes { name } } }')).apiTokens.nodes.filter(
    (token: { name: string }) => token.name === name,
  ).length

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  const signedIn = await Person.signIn(lectern, await browser.open(), 'Olivia', 'OWNER')
  olivia = signedIn.person
  page = signedIn.page
  window = page.context()
  await page.getByRole('button', { name: 'Olivia, account menu' }).click()
  await page.getByRole('link', { name: 'My account' }).click()
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.getByText('Password saved.').waitFor()
  await page.getByRole('link', { name: 'Tokens' }).click()
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('a session that ends in a form asks for the password above it, keeps the text, and the form goes on', async () => {
  await fillIn('Portal')
  await olivia.endSessions()
  await signedOut().waitFor()
  await waitForFocus('password')
  // Closes neither this dialog nor the form below it.
  await page.keyboard.press('Escape')
  await signedOut().getByLabel('Password', { exact: true }).fill('wrong horse')
  await page.keyboard.press('Enter')
  await signedOut().getByText('The email address or the password is wrong.').waitFor()
  await signedOut().getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await signedOut().waitFor({ state: 'detached' })
  expect(await form().getByLabel('Name').inputValue()).toBe('Portal')
  expect(await form().getByLabel('Role').locator('option:checked').textContent()).toBe('Auditor')
  await submit()
  expect(await secretOf()).toMatch(/^lect_/)
  // The list follows events again.
  await page.getByRole('row').filter({ hasText: 'Portal' }).waitFor()
})

test('a mailed link that is opened in another tab continues the page too', async () => {
  await fillIn('Reports')
  await olivia.endSessions()
  await signedOut().getByRole('button', { name: 'Email me a sign-in link' }).click()
  await signedOut().getByText('a link is on its way').waitFor()
  const tab = await olivia.openMailedLink(window)
  await tab.getByRole('button', { name: 'Olivia, account menu' }).waitFor()
  await signedOut().waitFor({ state: 'detached' })
  await submit()
  expect(await secretOf()).toMatch(/^lect_/)
  await page.getByRole('row').filter({ hasText: 'Reports' }).waitFor()
  await tab.close()
})

test('a token needs a recent sign-in, which the password confirms in a dialog, and it is made once', async () => {
  // An address may try three passwords in 10 seconds.
  await sleep(10_000)
  await fillIn('Import')
  await olivia.ageSignIn()
  await submit()
  await confirm().waitFor()
  await waitForFocus('password')
  await page.keyboard.press('Escape')
  await confirm().waitFor({ state: 'detached' })
  expect(await form().getByLabel('Name').inputValue()).toBe('Import')
  await form().getByText('This needs a recent sign-in.').waitFor()
  await waitForFocus('Create token')
  await page.keyboard.press('Enter')
  await confirm().getByLabel('Password', { exact: true }).fill('wrong horse')
  await page.keyboard.press('Enter')
  await confirm().getByText('The password is wrong.').waitFor()
  expect(await tokenCount('Import')).toBe(0)
  await confirm().getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  expect(await secretOf()).toMatch(/^lect_/)
  expect(await tokenCount('Import')).toBe(1)
})

test('a person without a password confirms by a link in another tab', async () => {
  const signedIn = await Person.signIn(lectern, browser.context, 'Nora', 'OWNER')
  page = signedIn.page
  await page.getByRole('link', { name: 'Tokens' }).click()
  await fillIn('Export')
  await signedIn.person.ageSignIn()
  await submit()
  await confirm().getByRole('button', { name: 'Continue' }).click()
  await confirm().getByText('You have not signed in again yet.').waitFor()
  await confirm().getByRole('button', { name: 'Email me a sign-in link' }).click()
  await confirm().getByText('a link is on its way').waitFor()
  const tab = await signedIn.person.openMailedLink(page.context())
  await tab.getByRole('button', { name: 'Nora, account menu' }).waitFor()
  await confirm().getByRole('button', { name: 'Continue' }).click()
  expect(await secretOf()).toMatch(/^lect_/)
  expect(await tokenCount('Export')).toBe(1)
})

test('signing out in one tab closes the others within five seconds', async () => {
  page = await window.newPage()
  await page.goto(`${lectern.sandbox.admin}/people`)
  await page.getByRole('button', { name: 'Olivia, account menu' }).waitFor()
  const tab = await window.newPage()
  await tab.goto(`${lectern.sandbox.admin}/activity`)
  await tab.bringToFront()
  const answered = tab.waitForResponse('**/sign-out')
  await tab.getByRole('button', { name: 'Olivia, account menu' }).click()
  await tab.getByRole('button', { name: 'Sign out' }).click()
  await answered
  const since = Date.now()
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  expect(Date.now() - since).toBeLessThan(5_000)
  expect(await signedOut().count()).toBe(0)
  await tab.close()
  await page.getByLabel('Email').fill('olivia@example.org')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Olivia, account menu' }).waitFor()
})
