import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'
import { totpCode } from './totp.ts'

// A person protects the own account, and signs in with what protects it. Each test continues where the previous one ended.
let lectern: RunningLectern
let page: Page
let email: string
let key: string
let recoveryCodes: string[]
const browser = new Browser()
const firstPassword = 'correct horse battery staple'
const password = 'seven purple tractors whistle'
const button = (name: string) => page.getByRole('button', { name, exact: true })
const field = (name: string) => page.getByLabel(name, { exact: true })
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor()
/** Waits until the description of a field says that its value is wrong. */
const waitForProblem = (name: string) => {
  const description = () =>
    field(name).evaluate(input => {
      const ids = input.getAttribute('aria-describedby')?.split(' ') ?? []
      return ids.map(id => document.getElementById(id)?.textContent).join(' ')
    })
  return expect.poll(description, { timeout: 15_000 }).toMatch(/is wrong/)
}

/** Signs in with the password in a new window, which is then asked for the second factor if there is one. */
async function signInWithPassword(text: string): Promise<Page> {
  const window = await (await browser.context.browser()!.newContext()).newPage()
  await window.goto(`${lectern.sandbox.admin}/account`)
  await window.getByLabel('Email').fill(email)
  await window.getByLabel('Password', { exact: true }).fill(text)
  await window.keyboard.press('Enter')
  return window
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  const signedIn = await Person.signIn(lectern, await browser.open(), 'Olivia', 'AUTHOR')
  page = signedIn.page
  email = signedIn.person.email
  await page.getByRole('button', { name: 'Olivia, account menu' }).click()
  await page.getByRole('link', { name: 'My account' }).click()
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('a password must be hard to guess, and signs in', async () => {
  await field('New password').fill('olivia2026')
  await shown(/Strength: (very weak|weak|fair)/)
  expect(await button('Set password').isDisabled()).toBe(true)
  await field('New password').fill(firstPassword)
  await shown(/Strength: (good|strong)/)
  await button('Set password').click()
  await shown('Password saved.')
  const window = await signInWithPassword(firstPassword)
  await window.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
})

test('a new password needs the current one, whose error stands at its field', async () => {
  await field('Current password').fill('wrong horse battery staple')
  await field('New password').fill(password)
  await button('Change password').click()
  await shown('The password is wrong. Enter your current password.')
  await waitForProblem('Current password')
  await field('Current password').fill(firstPassword)
  await button('Change password').click()
  await shown('Password saved.')
})

test('a second factor is on after its first code, and its recovery codes are shown once', async () => {
  await field('Your password').fill('wrong')
  await button('Set up').click()
  await waitForProblem('Your password')
  await field('Your password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  key = (await page.locator('p', { hasText: 'Key' }).locator('code').textContent())!
  recoveryCodes = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allTextContents()
  expect(recoveryCodes).toHaveLength(10)
  await field('Code').fill('000000')
  await page.keyboard.press('Enter')
  await waitForProblem('Code')
  await field('Code').fill(totpCode(key, -1))
  await page.keyboard.press('Enter')
  await shown('Every sign-in asks for a code from your authenticator app.')
  await page.reload()
  await shown('Every sign-in asks for a code from your authenticator app.')
  expect(await page.getByText(recoveryCodes[0]!).count()).toBe(0)
})

test('a sign-in asks for the code, or for a recovery code, which works once', async () => {
  const first = await signInWithPassword(password)
  await first.getByRole('textbox', { name: 'Code' }).fill(totpCode(key))
  await first.keyboard.press('Enter')
  await first.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  const second = await signInWithPassword(password)
  await second.getByRole('button', { name: 'Use a recovery code' }).click()
  await second.getByRole('textbox', { name: 'Recovery code' }).fill(recoveryCodes[0]!)
  await second.keyboard.press('Enter')
  await second.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  // An address may try three passwords in 10 seconds.
  await sleep(10_000)
  const third = await signInWithPassword(password)
  await third.getByRole('button', { name: 'Use a recovery code' }).click()
  await third.getByRole('textbox', { name: 'Recovery code' }).fill(recoveryCodes[0]!)
  await third.keyboard.press('Enter')
  await third.getByText('This recovery code is wrong, or it was used before.').waitFor()
})

test('the second factor is turned off by the password', async () => {
  await field('Your password').fill(password)
  await button('Turn off').click()
  await button('Set up').waitFor()
  const window = await signInWithPassword(password)
  await window.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
})

test('another session is ended, and asks that browser to sign in', async () => {
  const other = await signInWithPassword(password)
  await other.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  await page.reload()
  const rows = page.getByRole('table', { name: 'Sessions' }).getByRole('row').filter({ hasNotText: 'This session' })
  await rows.nth(1).getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await other.getByRole('dialog', { name: 'You are signed out' }).waitFor()
})
