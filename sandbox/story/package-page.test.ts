import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// An owner works on the page of a package. Each test continues where the previous one ended.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
const browser = new Browser()
const slug = 'heat'
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const path = () => page.url().slice(lectern.sandbox.admin.length)
const go = (place = '') => page.goto(`${lectern.sandbox.admin}/packages/${slug}${place}`)
const file = (name: string) => join(lectern.dropboxFolder, 'Heat', name)
const html = (words: string) =>
  `<!doctype html><html lang="en"><head><title>Heat</title></head><body><p>${words}</p></body></html>`

async function synchronize(): Promise<void> {
  const { synchronizePackage } = await lectern.execute(operations.synchronize, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, ({ package: { syncRuns } }) =>
    syncRuns.nodes.some(
      (run: { id: string; finishedAt: string | null }) => run.id === synchronizePackage.id && run.finishedAt,
    ),
  )
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  mkdirSync(file('media'), { recursive: true })
  writeFileSync(file('index.html'), html('Heat flows.'))
  for (let number = 1; number <= 30; number++)
    writeFileSync(
      file(`media/${number}.html`),
      html(number === 30 ? '<a href="1.html">First</a> <a href="gone.html">Next</a>' : `Chapter ${number}`),
    )
  await lectern.execute(operations.createPackage, { path: '/Heat' })
  await synchronize()
  await lectern.execute(operations.publish, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, ({ package: { deployments } }) => deployments.length > 0)
  context = await browser.open()
  page = (await Person.signIn(lectern, context, 'Olga', 'OWNER')).page
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the header says the same as the list, and the overview leads to what the draft would change', async () => {
  await go()
  await page.getByText('Up to date').first().waitFor()
  writeFileSync(file('index.html'), html('Heat moves.'))
  await synchronize()
  await page.getByText('Changes not published').first().waitFor()
  await page.getByRole('link', { name: /^1 file changed since the release in / }).click()
  await page.getByText('1 file differs.').waitFor()
  await page.goto(`${lectern.sandbox.admin}/packages`)
  await page.getByRole('row').getByText('Changes not published').waitFor()
  await page.getByRole('link', { name: 'r1 · 1 behind' }).click()
  await page.getByText('1 file differs.').waitFor()
  expect(path()).toMatch(/^\/packages\/heat\?show=changes&from=[a-z]+&to=draft$/)
})

test('the title and the breadcrumbs name the open tab', async () => {
  await page.getByRole('tab', { name: /^Files/ }).click()
  await expect.poll(() => page.title()).toBe('Files · Heat · Lectern')
  const crumbs = page.getByRole('navigation', { name: 'Breadcrumbs' })
  await crumbs.getByText('Files').waitFor()
  await crumbs.getByRole('link', { name: 'Heat' }).click()
  await expect.poll(() => page.title()).toBe('Heat · Lectern')
  await page.goto(`${lectern.sandbox.admin}/environments/staging?show=rules`)
  await expect.poll(() => page.title()).toBe('Rules · Staging · Lectern')
})

test('the folder in the header opens in Dropbox', async () => {
  await go()
  const folder = page.getByRole('link', { name: 'Dropbox/Heat' })
  expect(await folder.getAttribute('href')).toBe('https://www.dropbox.com/home/Heat')
})

test('the question about deletions names folders and what would miss the files, and what is kept is counted', async () => {
  for (let number = 1; number <= 28; number++) rmSync(file(`media/${number}.html`))
  await lectern.execute(operations.synchronize, { slug })
  // One folder is open at once.
  const folder = button('media/ · 28 files')
  await folder.waitFor()
  await page.getByRole('list', { name: 'Files to delete: media/' }).getByText('28.html').waitFor()
  await folder.click()
  await page.getByRole('list', { name: 'Files to delete: media/' }).waitFor({ state: 'detached' })
  await page.getByText('1 file that stays uses what would be deleted:').waitFor()
  await page.getByRole('link', { name: 'media/30.html' }).waitFor()
  await button('Keep all files').click()
  await page
    .getByText('You kept 28 files that are no longer in Dropbox. The draft differs from Dropbox.')
    .first()
    .waitFor()
})

test('a finding leads to its file, and the file to its findings', async () => {
  await go('?show=findings')
  await page.getByRole('button', { name: /^media\/30\.html › line 1: / }).click()
  await page.getByRole('link', { name: 'Show file' }).click()
  const panel = page.getByRole('dialog', { name: '30.html' })
  await panel.getByRole('region', { name: 'Findings' }).getByRole('link').first().click()
  await page.getByRole('link', { name: 'Show file' }).waitFor()
  expect(path()).toMatch(/^\/packages\/heat\?show=findings&severity=[A-Z]+&open=/)
})

test('archiving is undone from the message', async () => {
  await go('?show=settings')
  await button('Archive package').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
  await page.getByText('Archived "Heat". Undo restores and synchronizes it.').waitFor()
  await page.getByText('This package is archived.').waitFor()
  await button('Undo').click()
  await page.getByText('Restored "Heat". A full synchronization has started.').waitFor()
  await page.getByText('This package is archived.').waitFor({ state: 'detached' })
})

test('without its folder, the next step is to choose one in the settings', async () => {
  await lectern.waitUntil('{ package(slug: "heat") { state } }', {}, data => data.package.state === 'NEEDS_DECISION')
  await go()
  await button('Keep all files').click()
  await page.getByText(/^You kept 28 files/).waitFor()
  renameSync(join(lectern.dropboxFolder, 'Heat'), join(lectern.dropboxFolder, '..', 'Heat is away'))
  await synchronize()
  await button('Choose folder').click()
  await page.getByRole('heading', { name: 'Dropbox folder' }).waitFor()
  expect(path()).toBe('/packages/heat?show=settings#folder')
})

test('an address without a page offers search', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/none`)
  await button('Search Lectern').last().click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
})

test('a narrow window has the name of the page in its bar, and a long title has two lines', async () => {
  const title = `Heat and ${'temperature '.repeat(8)}in everyday life`
  const update = 'mutation ($title: String!) { updatePackage(slug: "heat", input: { title: $title }) { id } }'
  await lectern.execute(update, { title })
  await page.setViewportSize({ width: 360, height: 800 })
  await go()
  const heading = page.getByRole('heading', { level: 1 })
  await expect.poll(() => heading.getAttribute('title')).toBe(title)
  expect((await heading.boundingBox())!.height).toBeLessThan(70)
  await expect.poll(() => page.locator('header [data-page]:visible').getAttribute('data-page')).toBe(title)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
})

test('who may not add packages reads who may', async () => {
  const { page: auditorPage } = await Person.signIn(lectern, context, 'Axel', 'AUDITOR')
  await auditorPage.goto(`${lectern.sandbox.admin}/add-package`)
  await auditorPage.getByRole('heading', { level: 1, name: 'You do not have access to this page' }).waitFor()
})
