import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { RunningLectern } from './running-lectern.ts'

// An owner invites people, gives them roles, makes a token and a webhook, and sees all of it in the activity. Each test continues where the previous one ended.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
let receiver: Server
const received: string[] = []
let answer = 200
const browser = new Browser()
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor()
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const go = (path: string) => page.goto(`${lectern.sandbox.admin}${path}`)
const row = (text: string) => page.getByRole('row').filter({ hasText: text })

const inviteText = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { url } }'

/** Makes an account with a role, and signs in as this person in a browser window of its own. */
async function signIn(name: string, role: string): Promise<Page> {
  const input = { name, email: `${name.toLowerCase()}@example.org`, role }
  const { inviteUser } = await lectern.execute(inviteText, { input })
  const window = await context.browser()!.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await window.newPage()
  await openLink(page, inviteUser.url)
  await page.getByRole('link', { name }).waitFor()
  return page
}

/** Opens a sign-in link, and clicks its button. */
async function openLink(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  context = await browser.open()
  page = await signIn('Olivia', 'OWNER')
  receiver = createServer((request, response) => {
    received.push(request.url!)
    request.resume()
    response.writeHead(answer).end('thanks')
  }).listen(0, '127.0.0.1')
})
afterAll(async () => {
  receiver?.close()
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
  await button('Take back the invitation of quentin@example.org').click()
  await dialog().getByRole('button', { name: 'Take back' }).click()
  await row('quentin@example.org').waitFor({ state: 'detached' })
  const window = await (await context.browser()!.newContext()).newPage()
  await openLink(window, second)
  await window.getByRole('link', { name: 'Paula' }).waitFor()
  // The list follows by itself.
  await page.getByRole('link', { name: 'Paula' }).waitFor()
  await row('paula@example.org').getByText('Active').waitFor()
})

test('a role for one environment is why the person may publish there, and not elsewhere', async () => {
  await page.getByRole('link', { name: 'Paula' }).click()
  await heading('Paula')
  await shown('This person may do nothing there.')
  const why = page.getByRole('region', { name: 'Why may this person do that?' })
  await why.getByLabel('Environment').selectOption('Staging')
  await why.getByRole('row', { name: /^Publish\b.*Publisher · In Staging/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('environment')).toBe('staging')
  await why.getByLabel('Environment').selectOption('Production')
  await shown('This person may do nothing there.')
  await button('Grant role').click()
  await dialog().getByLabel('Role').selectOption('Auditor')
  await dialog().getByRole('button', { name: 'Grant role' }).click()
  await why.getByRole('row', { name: /Read the audit log.*Auditor/ }).waitFor()
  await button('Revoke Auditor').click()
  await dialog().getByRole('button', { name: 'Revoke' }).click()
  await shown('This person may do nothing there.')
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
  await button('Revoke Portal').click()
  await dialog().getByRole('button', { name: 'Revoke' }).click()
  await row('Portal').getByText('Revoked').waitFor()
  await expect.poll(ask, { timeout: 10_000 }).toBe(401)
})

test('a webhook refuses a private address, delivers a test whose result appears, and is paused by 410 with a reason', async () => {
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await button('Add webhook').click()
  await dialog().getByLabel('Address').fill('https://10.1.2.3/')
  await dialog().getByRole('button', { name: 'Add webhook' }).click()
  await dialog()
    .getByText(/private/)
    .waitFor()
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`
  await dialog().getByLabel('Address').fill(url)
  await dialog().getByRole('radio', { name: 'Only these' }).check()
  await dialog().getByRole('button', { name: 'Add webhook' }).click()
  await dialog().getByText('Choose at least one.').waitFor()
  await dialog().getByRole('checkbox', { name: 'budget.changed' }).check()
  await dialog().getByRole('button', { name: 'Add webhook' }).click()
  expect(await dialog().getByLabel('Secret').inputValue()).toMatch(/^whsec_/)
  await button('Done').click()
  await page.getByRole('link', { name: url }).click()
  await button('Send test').click()
  await row('Test').getByText('Delivered · 200').waitFor()
  answer = 410
  await lectern.execute('mutation { setBudget(monthly: { amount: 7, currency: "USD" }) { month } }')
  await shown(/Paused: The subscriber answered 410/)
  answer = 200
  const before = received.length
  await button('Resume').click()
  await row('budget.changed').getByText('Delivered · 200').waitFor()
  expect(received.length).toBe(before + 1)
})

test('activity shows what happens, filters it by the address, and says what was changed', async () => {
  await go('/activity?kind=budget')
  await shown(/monthly/i)
  await lectern.execute('mutation { setBudget(monthly: { amount: 9, currency: "USD" }) { month } }')
  const events = page.getByRole('listitem')
  await expect.poll(() => events.count()).toBe(2)
  await events.first().getByRole('button').click()
  const changes = page.getByRole('table', { name: 'Before and after' })
  await changes.getByRole('row', { name: /monthlyMicros.*7000000.*9000000/ }).waitFor()
  await page.reload()
  await changes.waitFor()
  await button('Verify').click()
  await shown(/events are as recorded/)
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export CSV').click()])
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  await button('Clear filters').click()
  await shown(/Revoked the API token/)
})

test('the person chooses the dark scheme by keyboard, and the next page is dark before its first paint', async () => {
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
  expect(await scheme()).toBe('light')
  await button('Olivia, account menu').press('Enter')
  await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter')
  await expect.poll(scheme).toBe('dark')
  await page.keyboard.press('Escape')
  await expect
    .poll(() => button('Olivia, account menu').evaluate(element => element === document.activeElement))
    .toBe(true)
  await page.reload({ waitUntil: 'commit' })
  await expect.poll(scheme).toBe('dark')
  await button('Olivia, account menu').click()
  await page.getByRole('menuitemradio', { name: 'System' }).click()
  await expect.poll(scheme).toBe('light')
  await page.keyboard.press('Escape')
})

test('the person changes the own name and ends another session', async () => {
  await button('Olivia, account menu').click()
  await page.getByRole('menuitem', { name: 'My account' }).click()
  await heading('My account')
  await page.getByLabel('Name').fill('Olivia Okafor')
  await button('Save').click()
  await shown('Saved')
  await button('Olivia Okafor, account menu').waitFor()
  await row('This session').waitFor()
})

test('an auditor sees the pages without buttons, and a publisher is told which roles open them', async () => {
  const auditor = await signIn('Amir', 'AUDITOR')
  const headings = { people: 'People', tokens: 'API tokens', webhooks: 'Webhooks' }
  for (const [path, title] of Object.entries(headings)) {
    await auditor.goto(`${lectern.sandbox.admin}/${path}`)
    await auditor.getByRole('heading', { level: 1, name: title }).waitFor()
    for (const name of ['Invite', 'Create token', 'Add webhook'])
      expect(await auditor.getByRole('button', { name, exact: true }).count()).toBe(0)
  }
  const publisher = await signIn('Petra', 'PUBLISHER')
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
