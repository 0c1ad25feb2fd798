import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// A publisher works with the list of packages. Each test continues where the previous one ended.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
const browser = new Browser()
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const row = (title: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) })
const titles = () => page.getByRole('rowheader').getByRole('link').allTextContents()
const param = (name: string) => new URL(page.url()).searchParams.get(name)

const lessons = ['Biology', 'Chemistry', 'Geology', 'Physics']
const pageCount = 30

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  for (const title of lessons) {
    const folder = join(lectern.dropboxFolder, title)
    mkdirSync(folder)
    const html = `<!doctype html><html lang="en"><head><title>${title}</title></head><body>${title}</body></html>`
    writeFileSync(join(folder, 'index.html'), html)
    for (let number = 1; number <= pageCount; number++) writeFileSync(join(folder, `${number}.html`), html)
  }
  context = await browser.open()
  page = (await Person.signIn(lectern, context, 'Petra', 'OWNER')).page
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('a list without packages says what to do, and shows a new package by itself', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Packages' }).click()
  await page.getByText('A package is the Dropbox folder of a lesson').waitFor()
  for (const title of lessons) await lectern.execute(operations.createPackage, { path: `/${title}` })
  await row('Physics').getByText('Not synchronized').waitFor()
  await expect.poll(titles).toEqual(lessons)
})

test('two selected packages are synchronized, and their rows follow', async () => {
  await page.getByLabel('Select Biology').check()
  await page.getByLabel('Select Physics').check()
  const bar = page.getByRole('region', { name: 'Selection' })
  await bar.getByText('2 packages selected').waitFor()
  await bar.getByRole('button', { name: 'Synchronize' }).click()
  await page.getByText('Synchronizing 2 packages').waitFor()
  await bar.waitFor({ state: 'detached' })
  await row('Biology').getByText('Not published').waitFor()
  await row('Physics').getByText('Not published').waitFor()
  await row('Chemistry').getByText('Not synchronized').waitFor()
})

test('filters and the order are in the address, and back and forward keep them', async () => {
  await page.getByLabel('State', { exact: true }).selectOption('Not synchronized')
  await expect.poll(titles).toEqual(['Chemistry', 'Geology'])
  await page.getByLabel('State', { exact: true }).selectOption('Changes not published')
  await expect.poll(titles).toEqual(['Biology', 'Physics'])
  await page.getByLabel('Sort by').selectOption('Sort: last change')
  expect([param('state'), param('sort')]).toEqual(['CHANGES_NOT_PUBLISHED', 'change'])
  await page.getByRole('link', { name: 'Physics', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Physics' }).waitFor()
  await page.goBack()
  await expect.poll(async () => (await titles()).toSorted()).toEqual(['Biology', 'Physics'])
  await page.goBack()
  await page.goBack()
  await expect.poll(titles).toEqual(['Chemistry', 'Geology'])
  await page.goForward()
  await expect.poll(titles).toEqual(['Biology', 'Physics'])
  expect(await page.getByLabel('State', { exact: true }).inputValue()).toBe('CHANGES_NOT_PUBLISHED')
  await button('Clear filters').click()
  await page.getByRole('searchbox', { name: 'Search packages' }).fill('olog')
  await expect.poll(titles).toEqual(['Biology', 'Geology'])
  expect(param('search')).toBe('olog')
  await button('Clear filters').click()
  await expect.poll(titles).toEqual(lessons)
})

test('several packages are published, and one that cannot be is named with the reason', async () => {
  for (const title of ['Biology', 'Physics', 'Geology']) await page.getByLabel(`Select ${title}`).check()
  await button('Publish to…').click()
  await page.getByRole('dialog').getByLabel('Environment').selectOption('Staging')
  await button('Publish to Staging').click()
  await page.getByRole('alert').getByText('1 of 3 packages failed').waitFor()
  await page.getByRole('alert').getByText('Nothing is synchronized yet.').waitFor()
  await page.getByRole('region', { name: 'Selection' }).getByText('1 package selected').waitFor()
  for (const title of ['Biology', 'Physics']) {
    await row(title).getByText('Up to date').waitFor()
    await row(title).getByText('r1').waitFor()
  }
  await button('Clear selection').click()
})

test('newest releases are scheduled together for an environment, and a package without one is named', async () => {
  for (const title of ['Biology', 'Physics', 'Geology']) await page.getByLabel(`Select ${title}`).check()
  await button('Schedule…').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Environment').selectOption('Production')
  await button('Schedule for Production').click()
  await dialog.getByText('Enter a date and a time.').waitFor()
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await dialog.getByLabel(/^Date and time/).fill(`${tomorrow}T08:00`)
  await button('Schedule for Production').click()
  await page.getByRole('alert').getByText('It has no release yet.').waitFor()
  await page.getByText(/^Production will show 2 packages on .*8:00/).waitFor()
  const { environment } = await lectern.execute(
    '{ environment(slug: "production") { scheduledDeployments(first: 5) { nodes { releases { number } } } } }',
  )
  expect(environment.scheduledDeployments.nodes).toEqual([{ releases: [{ number: 1 }, { number: 1 }] }])
  await page.getByRole('link', { name: 'View schedule' }).click()
  await page.getByRole('heading', { level: 1, name: 'Production' }).waitFor()
  await page.getByText('Physics').first().waitFor()
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Packages/ })
    .click()
  await row('Physics').waitFor()
})

test('a package that needs a decision is counted beside Packages, and found by it', async () => {
  for (let number = 1; number < pageCount; number++) rmSync(join(lectern.dropboxFolder, 'Physics', `${number}.html`))
  await lectern.execute(operations.synchronize, { slug: 'physics' })
  await row('Physics').getByText('Needs a decision').waitFor()
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /Packages.*1 package needs attention/ })
    .waitFor()
  await button('Needs attention (1)').click()
  await expect.poll(titles).toEqual(['Physics'])
  await button('Clear filters').click()
})

test('archived packages are left out until they are asked for', async () => {
  await page.getByLabel('Select Geology').check()
  await button('Archive').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
  await page.getByText('Archived 1 package').waitFor()
  await expect.poll(titles).toEqual(['Biology', 'Chemistry', 'Physics'])
  await button('Archived').click()
  await expect.poll(titles).toEqual(['Geology'])
  await button('Archived').click()
})

test('the browser keeps the columns that one chose', async () => {
  const column = (name: string) => page.getByRole('columnheader', { name, exact: true })
  await button('Columns').click()
  await page.getByRole('checkbox', { name: 'Folder' }).click()
  await page.getByRole('checkbox', { name: 'Findings' }).click()
  await column('Folder').waitFor()
  await page.reload()
  await column('Folder').waitFor()
  expect(await column('Findings').count()).toBe(0)
  await row('Biology').getByText('/Biology').waitFor()
})

test('on a phone each package has two lines, and nothing is wider than the screen', async () => {
  await page.setViewportSize({ width: 360, height: 800 })
  await row('Biology').getByText('Up to date').first().waitFor()
  const isWide = () => document.documentElement.scrollWidth > innerWidth
  expect(await page.evaluate(isWide)).toBe(false)
  const { height } = (await row('Biology').boundingBox())!
  expect(height).toBeLessThanOrEqual(69)
})
