import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// An owner adds a webhook, and reads the activity. Each test continues where the previous one ended.
let lectern: RunningLectern
let page: Page
let receiver: Server
/** What the subscriber of the webhook was sent. The id is that of the event. */
const received: { path: string; id: string; type: string }[] = []
let answer = 200
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
  page = (await Person.signIn(lectern, await browser.open(), 'Olivia', 'OWNER')).page
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const { type } = JSON.parse(Buffer.concat(chunks).toString())
      received.push({ path: request.url!, id: String(request.headers['webhook-id']), type })
      response.writeHead(answer).end('thanks')
    })
  }).listen(0, '127.0.0.1')
})
afterAll(async () => {
  receiver?.close()
  await browser.dispose()
  await lectern?.stop()
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
  const delivery = row('budget.changed').filter({ hasText: 'Delivered · 200' })
  await delivery.getByText('just now').waitFor()
  await delivery.getByText('Answer').click()
  await delivery.getByText('thanks').waitFor()
})

test('a webhook that is edited sends other events to another address', async () => {
  const { port } = receiver.address() as AddressInfo
  await button('Edit').click()
  expect(await dialog().getByLabel('Address').inputValue()).toBe(`http://127.0.0.1:${port}/events`)
  expect(await dialog().getByRole('checkbox', { name: 'budget.changed' }).isChecked()).toBe(true)
  await dialog().getByLabel('Address').fill('https://10.1.2.3/')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await dialog()
    .getByText(/private/)
    .waitFor()
  await dialog().getByLabel('Address').fill(`http://127.0.0.1:${port}/moved`)
  await dialog().getByRole('checkbox', { name: 'environment.updated' }).check()
  await dialog().getByRole('button', { name: 'Save' }).click()
  await dialog().waitFor({ state: 'detached' })
  await heading(`http://127.0.0.1:${port}/moved`)
  await lectern.execute('mutation { updateEnvironment(slug: "staging", input: { name: "Rehearsal" }) { id } }')
  await row('environment.updated').getByText('Delivered · 200').waitFor()
  expect(received.at(-1)).toMatchObject({ path: '/moved', type: 'environment.updated' })
  await lectern.execute('mutation { updateEnvironment(slug: "staging", input: { name: "Staging" }) { id } }')
  await expect.poll(() => received.filter(({ type }) => type === 'environment.updated').length).toBe(2)
})

test('a replay from a time sends what happened since again, in order and with the same ids', async () => {
  await button('Replay').click()
  await dialog().getByRole('button', { name: 'Replay' }).click()
  await dialog().getByText('Enter a time in the past.').waitFor()
  const { auditLog } = await lectern.execute(
    '{ auditLog(filter: { actions: ["budget.changed", "environment.updated"] }, first: 9) { nodes { id at } } }',
  )
  // The field has seconds, so the replay may begin a little before the first event.
  const first = new Date(auditLog.nodes[0].at)
  const second = new Date(first.getTime() - first.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
  const sentBefore = received.length
  await dialog().getByLabel('Time', { exact: true }).fill(second)
  await dialog().getByRole('button', { name: 'Replay' }).click()
  await shown('Events from this point are being sent again.')
  const ids = auditLog.nodes.map(({ id }: { id: string }) => id)
  await expect.poll(() => received.slice(sentBefore).map(({ id }) => id)).toEqual(ids)
})

test('activity shows what happens, filters it by the address, and says what was changed', async () => {
  await go('/activity?kind=budget')
  await shown(/monthly/i)
  await lectern.execute('mutation { setBudget(monthly: { amount: 9, currency: "USD" }) { month } }')
  const events = page.getByRole('listitem')
  await expect.poll(() => events.count()).toBe(2)
  await events.first().getByRole('button').click()
  const changes = page.getByRole('table', { name: 'Before and after' })
  await changes.getByRole('row', { name: /Monthly.*\$7\.00.*\$9\.00/ }).waitFor()
  await page.reload()
  await changes.waitFor()
  await button('Verify').click()
  await shown(/events verified/)
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export CSV').click()])
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  await button('Clear filters').click()
  await shown('Olivia signed in')
})

test('an event of an environment leads to the environment', async () => {
  await go('/activity?kind=environments')
  const event = page.getByRole('listitem').first()
  await event.getByRole('button').click()
  await event.getByRole('link', { name: 'Staging', exact: true }).click()
  await heading('Staging')
})

/** The choice of the sync history, which is hidden below its label. */
const syncHistory = () => page.getByRole('radio', { name: 'Sync history', checked: true })

test('a synchronization and a publication are one line of activity each, also on the page of the package', async () => {
  mkdirSync(join(lectern.dropboxFolder, 'Physics'), { recursive: true })
  writeFileSync(join(lectern.dropboxFolder, 'Physics/index.html'), '<html><head></head><body>Physics</body></html>')
  await go('/activity')
  await shown('Olivia signed in')
  await lectern.execute(operations.createPackage, { path: '/Physics' })
  await shown('Created "Physics" from the Dropbox folder /Physics')
  const line = (summary: string) => page.getByRole('button', { name: new RegExp(`^\\d events: ${summary}`) })
  await lectern.execute(operations.synchronize, { slug: 'physics' })
  await line('Synchronized "Physics"').click()
  const events = page.getByRole('list', { name: /events: Synchronized "Physics"/ })
  await events.getByText('Started synchronizing "Physics"').waitFor()
  await page.reload()
  await events.getByText(/Updated the draft/).waitFor()
  await lectern.execute(operations.publish, { slug: 'physics' })
  await line('Published "Physics" to Production').waitFor({ timeout: 60_000 })
  expect(await page.getByText(/Deployed release 1/).count()).toBe(0)
  await events.getByRole('link', { name: 'Synchronized "Physics"' }).click()
  await syncHistory().waitFor({ state: 'attached' })
  await page
    .getByRole('region', { name: 'Sync history' })
    .getByText(/1 copied/)
    .waitFor()
  await page.getByText('All activity').click()
  await line('Synchronized "Physics"').waitFor()
  await page.goBack()
  await syncHistory().waitFor({ state: 'attached' })
})

test('a package that was never synchronized has its activity', async () => {
  mkdirSync(join(lectern.dropboxFolder, 'Biology'))
  await lectern.execute(operations.createPackage, { path: '/Biology' })
  await go('/packages/biology')
  await shown('Created "Biology" from the Dropbox folder /Biology')
  expect(await page.getByRole('tab').allTextContents()).toEqual(['Overview', 'Releases', 'Activity', 'Settings'])
})
