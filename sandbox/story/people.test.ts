import pg from 'pg'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { openLink, Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// An owner invites people, gives them roles, and makes a token. Each test continues where the previous one ended.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
const browser = new Browser()
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor()
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const go = (path: string) => page.goto(`${lectern.sandbox.admin}${path}`)
const row = (text: string) => page.getByRole('row').filter({ hasText: text })

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  context = await browser.open()
  page = (await Person.signIn(lectern, context, 'Olivia', 'OWNER')).page
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the owner invites a person with a link that is shown once, sends it again, and takes another one back', async () => {
  await page.getByRole('link', { name: 'People' }).click()
  await heading('People')
  const invite = async (name: string, email: string) => {
    await button('Invite').click()
    await dialog().getByLabel('Name').fill(name)
    await dialog().getByLabel('Email').fill(email)
    await dialog().getByLabel('Role').selectOption('Publisher')
    await dialog().getByLabel('Where').selectOption('In one environment')
    await button('Create invitation').click()
    await shown('Choose an environment.')
    await dialog().getByLabel('Environment').selectOption('Staging')
    await button('Create invitation').click()
    const url = await dialog().getByLabel('Invitation link').inputValue()
    await button('Done').click()
    return url
  }
  const first = await invite('Paula', 'paula@example.org')
  await invite('Quentin', 'quentin@example.org')
  await row('paula@example.org').getByText('Publisher · In Staging').waitFor()
  await button('Send again to paula@example.org').click()
  const second = await page.getByLabel('Invitation link').inputValue()
  expect(second).not.toBe(first)
  await button('Cancel invitation for quentin@example.org').click()
  await dialog().getByRole('button', { name: 'Cancel invitation' }).click()
  await row('quentin@example.org').waitFor({ state: 'detached' })
  const window = await (await context.browser()!.newContext()).newPage()
  await openLink(window, second)
  await window.getByRole('button', { name: 'Paula, account menu' }).waitFor()
  // The list follows by itself.
  await page.getByRole('link', { name: 'Paula' }).waitFor()
  await row('paula@example.org').getByText('Active').waitFor()
})

test('a role for one environment is why the person may publish there, and not elsewhere', async () => {
  await page.getByRole('link', { name: 'Paula' }).click()
  await heading('Paula')
  await shown('This person has no permissions there.')
  const why = page.getByRole('region', { name: 'Why may this person do that?' })
  await why.getByLabel('Environment').selectOption('Staging')
  await why.getByRole('row', { name: /^Publish\b.*Publisher · In Staging/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('environment')).toBe('staging')
  await why.getByLabel('Environment').selectOption('Production')
  await shown('This person has no permissions there.')
  await button('Grant role').click()
  await dialog().getByLabel('Role').selectOption('Auditor')
  await dialog().getByRole('button', { name: 'Grant role' }).click()
  await why.getByRole('row', { name: /Read the audit log.*Auditor/ }).waitFor()
  await button('Revoke Auditor').click()
  await dialog().getByRole('button', { name: 'Revoke' }).click()
  await shown('This person has no permissions there.')
})

test('the list says who has a second factor, and the owner removes that of a person who lost it', async () => {
  await go('/people')
  await row('paula@example.org').getByText('Off').waitFor()
  // As if Paula had set it up with an authenticator app.
  const database = new pg.Client(lectern.sandbox.postgres)
  await database.connect()
  await database.query(`UPDATE "user" SET two_factor_enabled = true WHERE email = 'paula@example.org'`)
  await database.end()
  await row('paula@example.org').getByText('On', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Paula' }).click()
  await shown('Every sign-in asks for a code from an authenticator app.')
  await button('Remove the second factor of Paula').click()
  await dialog().getByRole('button', { name: 'Remove' }).click()
  await shown('Only the person can set one up')
  expect(await button('Remove the second factor of Paula').count()).toBe(0)
})

test('the last owner is not deactivated, and the dialog says why', async () => {
  const owners = await lectern.execute('{ users { nodes { id name grants { role } } } }')
  for (const { id, name, grants } of owners.users.nodes)
    if (name !== 'Olivia' && grants.some(({ role }: { role: string }) => role === 'OWNER'))
      await lectern.execute('mutation ($id: ID!) { deactivateUser(id: $id) { id } }', { id })
  await go('/people')
  await page.getByRole('table', { name: 'People' }).getByRole('link', { name: 'Olivia' }).click()
  await button('Deactivate').click()
  await dialog().getByRole('button', { name: 'Deactivate' }).click()
  await dialog().getByText('This is the last active owner. Make another person an owner first.').waitFor()
  await dialog().getByRole('button', { name: 'Cancel' }).click()
})

test('a token is shown once, works, and is refused after it was revoked', async () => {
  await page.getByRole('link', { name: 'Tokens' }).click()
  await button('Create token').click()
  await dialog().getByLabel('Name').fill('Portal')
  await dialog().getByLabel('Role').selectOption('Auditor')
  await dialog().getByRole('button', { name: 'Create token' }).click()
  const secret = await dialog().getByLabel('Secret').inputValue()
  await button('Done').click()
  const ask = async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` }
    const body = JSON.stringify({ query: '{ viewer { token { name } } }' })
    return (await fetch(lectern.sandbox.api, { method: 'POST', headers, body })).status
  }
  expect(await ask()).toBe(200)
  await row('Portal').getByText('Active').waitFor()
  await row('Portal')
    .getByText(`${secret.slice(0, 9)}…`)
    .waitFor()
  await button('Revoke Portal').click()
  await dialog().getByRole('button', { name: 'Revoke' }).click()
  await row('Portal').getByText('Revoked').waitFor()
  await expect.poll(ask, { timeout: 10_000 }).toBe(401)
})

test('the person changes the own name and ends another session', async () => {
  await button('Olivia, account menu').click()
  await page.getByRole('link', { name: 'My account' }).click()
  await heading('My account')
  await page.getByLabel('Name').fill('Olivia Okafor')
  await button('Save').click()
  await shown('Saved')
  await button('Olivia Okafor, account menu').waitFor()
  await row('This session').waitFor()
})

test('an auditor sees the pages without buttons, and a publisher is told which roles open them', async () => {
  const auditor = (await Person.signIn(lectern, context, 'Amir', 'AUDITOR')).page
  const headings = { people: 'People', tokens: 'API tokens', webhooks: 'Webhooks' }
  for (const [path, title] of Object.entries(headings)) {
    await auditor.goto(`${lectern.sandbox.admin}/${path}`)
    await auditor.getByRole('heading', { level: 1, name: title }).waitFor()
    for (const name of ['Invite', 'Create token', 'Add webhook'])
      expect(await auditor.getByRole('button', { name, exact: true }).count()).toBe(0)
  }
  const publisher = (await Person.signIn(lectern, context, 'Petra', 'PUBLISHER')).page
  for (const path of Object.keys(headings)) {
    await publisher.goto(`${lectern.sandbox.admin}/${path}`)
    await publisher.getByText('Owner, Administrator, or Auditor').waitFor()
  }
  for (const name of ['People', 'Tokens', 'Webhooks'])
    expect(await publisher.getByRole('link', { name, exact: true }).count()).toBe(0)
})

test('on a phone, a button opens the navigation, and a table has the title before each value', async () => {
  await page.setViewportSize({ width: 375, height: 800 })
  await go('/people')
  expect(await page.getByRole('link', { name: 'Tokens' }).isVisible()).toBe(false)
  await button('Menu').click()
  await page.getByRole('link', { name: 'Tokens' }).click()
  await heading('API tokens')
  expect(await page.getByRole('link', { name: 'Webhooks' }).isVisible()).toBe(false)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(375)
})
