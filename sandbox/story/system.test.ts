import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'
import { encodeTinyVideo } from './video.ts'

// An administrator looks after the installation.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
const browser = new Browser()
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor()
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const table = (name: string) => page.getByRole('table', { name, exact: true })
/** Waits until the server sends what the page System then shows. */
const sent = (locator: Locator) => locator.first().waitFor({ timeout: 90_000 })

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  context = await browser.open()
  page = (await Person.signIn(lectern, context, 'Ada', 'ADMIN')).page
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the page System shows that the services answer, and which server and worker run', async () => {
  await page.getByRole('link', { name: 'System' }).click()
  await heading('System')
  for (const service of ['PostgreSQL', 'Temporal', 'S3'])
    await page.getByRole('region', { name: 'Services' }).getByText(service).waitFor()
  expect(await page.getByRole('region', { name: 'Services' }).getByText('Ready').count()).toBe(3)
  for (const kind of ['Server', 'Worker'])
    await table('Processes').getByRole('row').filter({ hasText: kind }).getByText('Running').waitFor()
  await table('Queues').getByRole('row').filter({ hasText: 'Copying files' }).waitFor()
  await button('Verify').click()
  await shown('Nothing was changed, added, moved, or removed.')
})

test('a dry run of the cleanup says what it would remove, and removes nothing', async () => {
  mkdirSync(join(lectern.dropboxFolder, 'Heat'))
  await lectern.execute(operations.createPackage, { path: '/Heat' })
  for (const revision of [1, 2]) {
    writeFileSync(join(lectern.dropboxFolder, 'Heat/index.html'), `<!doctype html><title>${revision}</title>`)
    await lectern.execute(operations.synchronize, { slug: 'heat' })
    const draft = '{ package(slug: "heat") { draft { revision } syncRuns(first: 1) { nodes { finishedAt } } } }'
    await lectern.waitUntil(
      draft,
      {},
      ({ package: pkg }) => pkg.draft?.revision === revision && pkg.syncRuns.nodes[0].finishedAt,
    )
  }
  const database = new pg.Client(lectern.sandbox.postgres)
  await database.connect()
  await database.query("UPDATE sync_run SET finished_at = finished_at - interval '1 year'")
  const cleanup = page.getByRole('region', { name: 'Nightly cleanup' })
  await cleanup.getByText('It removes nothing.').waitFor()
  await button('Start dry run').click()
  const row = table('Dry run').getByRole('row').filter({ hasText: 'Past drafts' })
  await row.getByText('Past drafts of "Heat": 1').waitFor()
  const { rows } = await database.query('SELECT count(*)::int AS drafts FROM draft')
  await database.end()
  expect(rows).toEqual([{ drafts: 2 }])
  await shown('No package has been verified yet.')
  await lectern.execute('mutation { verifyPackage(slug: "heat") { id } }')
  await sent(
    table('Latest verifications').getByRole('row').filter({ hasText: 'Heat, Draft 2' }).getByText('No differences'),
  )
})

test('a killed worker is said, with what to do, and the one that took its place runs', async () => {
  const pid = String(lectern.sandbox.processes.worker)
  lectern.kill('worker')
  // It counts as lost some time after its last report.
  await sent(page.getByText(`Worker ${pid} on`))
  await shown('If it does not start again by itself, start it.')
  const rows = table('Processes').getByRole('row')
  await rows.filter({ hasText: pid }).getByText('Lost').waitFor()
  await sent(rows.filter({ hasText: 'Worker' }).filter({ hasText: 'Running' }))
})

test('a publisher does not see the page, and is told which roles do', async () => {
  const publisher = (await Person.signIn(lectern, context, 'Petra', 'PUBLISHER')).page
  await publisher.goto(`${lectern.sandbox.admin}/system`)
  await publisher.getByText('Owner, Administrator, or Auditor').waitFor()
  expect(await publisher.getByRole('link', { name: 'System' }).count()).toBe(0)
})

test('when Dropbox access has ended, each page says so once, and Reconnect returns to it', async () => {
  await page.getByRole('link', { name: 'Dropbox', exact: true }).click()
  await heading('Dropbox')
  await page.getByText('Connected', { exact: true }).first().waitFor()
  await shown('Read only')
  // As if the account's owner had removed the app.
  const database = new pg.Client(lectern.sandbox.postgres)
  await database.connect()
  await database.query('UPDATE dropbox_connection SET valid = false')
  await database.end()
  for (const path of ['/dropbox', '/add-package']) {
    await page.goto(`${lectern.sandbox.admin}${path}`)
    const reconnect = page.getByRole('link', { name: 'Reconnect' })
    await reconnect.waitFor()
    await page.waitForLoadState('networkidle')
    expect(await reconnect.count()).toBe(1)
    expect(await page.getByText(/Dropbox no longer accepts|not connected to Dropbox|Reconnect Dropbox/).count()).toBe(1)
  }
  await page.getByRole('link', { name: 'Reconnect' }).click()
  await shown('Dropbox is connected.')
  await heading('Add a package')
  expect(new URL(page.url()).search).toBe('')
  await page.goto(`${lectern.sandbox.admin}/dropbox`)
  await page.getByRole('region', { name: 'Account' }).getByText('Ada', { exact: true }).waitFor()
  expect(await page.getByText(/no longer accepts/).count()).toBe(0)
})

test('an administrator disconnects Dropbox after reading what stops, and connects it again', async () => {
  await button('Disconnect Dropbox').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Published pages, releases, and their videos').waitFor()
  await dialog.getByRole('button', { name: 'Disconnect Dropbox' }).click()
  await shown('Lectern has deleted its access.')
  await shown('Dropbox is disconnected. Synchronizations wait')
  const account = page.getByRole('region', { name: 'Account' })
  await account.getByText('Disconnected', { exact: true }).waitFor()
  expect(await account.getByText('Ada', { exact: true }).count()).toBe(2)
  expect(await button('Disconnect Dropbox').count()).toBe(0)
  await page.getByRole('link', { name: 'Reconnect' }).click()
  await shown('Dropbox is connected.')
  await account.getByText('Connected', { exact: true }).first().waitFor()
})

test('a video over the budget waits, and the page Budget releases it', async () => {
  mkdirSync(join(lectern.dropboxFolder, 'Films'))
  writeFileSync(
    join(lectern.dropboxFolder, 'Films/index.html'),
    '<!doctype html><video controls src="film.mp4"></video>',
  )
  writeFileSync(join(lectern.dropboxFolder, 'Films/film.mp4'), await encodeTinyVideo())
  await lectern.execute('mutation { setBudget(monthly: { amount: 0, currency: "USD" }) { month } }')
  await lectern.execute(operations.createPackage, { path: '/Films' })
  await lectern.execute(operations.synchronize, { slug: 'films' })
  await lectern.waitUntil('{ budget { waiting { videos } } }', {}, ({ budget }) => budget.waiting.length > 0)
  await page.goto(`${lectern.sandbox.admin}/budget?month=november`)
  await heading('Budget')
  await shown('The address has no month such as 2026-11')
  await shown(/^1 video of 1 package waits for/)
  await button('Release Films').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click()
  await shown('The videos of "Films" are processed now.')
  await page.getByRole('region', { name: 'Waiting for the budget' }).waitFor({ state: 'detached' })
  await lectern.waitUntil(
    '{ package(slug: "films") { transcode { status } } }',
    {},
    ({ package: { transcode } }) => transcode?.status === 'SUCCEEDED',
  )
  await page.reload()
  await page.getByRole('table', { name: 'Most expensive videos' }).getByText('film.mp4').waitFor()
  await button('Find videos with older settings…').click()
  await page.getByRole('dialog').getByText('There is nothing to encode again.', { exact: false }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('link', { name: /^Previous month/ }).click()
  await page.getByRole('region', { name: 'Monthly limit' }).waitFor({ state: 'detached' })
})

test('when the limit is reached, those who may exceed it get one mail, and the page says so', async () => {
  const { mail } = lectern.sandbox
  const readMails = async () => {
    const response = await fetch(mail, { headers: { accept: 'application/json' } })
    return ((await response.json()) as { subject: string; text: string }[]).filter(({ subject }) =>
      subject.startsWith('The budget for '),
    )
  }
  await expect.poll(async () => (await readMails()).length, { timeout: 60_000 }).toBeGreaterThan(0)
  const [newest] = await readMails()
  expect(newest!.text).toContain(`${lectern.sandbox.admin}/budget`)
  await page.goto(`${lectern.sandbox.admin}/budget`)
  await shown(/may exceed the limit\. They get a mail at 80% and at 100% of it\./)
  await page.getByText(/^100% reached .*\. The mail was sent\.$/).waitFor()
})
