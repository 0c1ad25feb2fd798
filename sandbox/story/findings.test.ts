import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// An owner goes through the findings of a package. Each test continues where the previous one ended.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
const browser = new Browser()
const slug = 'trees'
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const card = (title: string) => page.getByRole('article', { name: new RegExp(`^${title}`) })
const titles = () => page.getByRole('article').getByRole('heading', { level: 2 }).allTextContents()
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor()
const tab = (name: RegExp) => page.getByRole('tab', { name }).waitFor()

/** A picture of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const lesson = (...lines: string[]) =>
  ['<!doctype html>', '<html lang="en"><head><title>Trees</title></head>', '<body><h1>Trees</h1>', ...lines].join('\n')

function write(path: string, content: string | Buffer): void {
  const file = join(lectern.dropboxFolder, 'Trees', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

async function synchronize(): Promise<void> {
  const { id } = (await lectern.execute(operations.synchronize, { slug })).synchronizePackage
  await lectern.waitUntil(operations.packageState, { slug }, ({ package: { syncRuns } }) =>
    syncRuns.nodes.some((run: { id: string; finishedAt: string | null }) => run.id === id && run.finishedAt !== null),
  )
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  write('pictures/oak.png', png)
  write('index.html', lesson('<p>An oak:</p>', '<img src="Pictures/Oak.png" alt="">', '<a href="more.html">More</a>'))
  write('more.html', lesson('<img src="Pictures/Oak.png" alt="">', '<img src="beech.png" alt="">'))
  write('film.html', lesson('<video controls src="film.mp4"></video>'))
  write('film.mp4', 'This is not a video.')
  await lectern.execute(operations.createPackage, { path: '/Trees' })
  await synchronize()
  context = await browser.open()
  page = (await Person.signIn(lectern, context, 'Olivia', 'OWNER')).page
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the findings are sorted by what they do to teachers, and the tab counts errors apart from all others', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/${slug}`)
  await page.getByRole('tab', { name: /^Findings 2 Needs fixing$/ }).click()
  await card('Letter case differs · 2 places').waitFor()
  expect(await titles()).toEqual(['Video cannot be read', 'File is missing', 'Letter case differs · 2 places'])
})

test('a place opens its lines with the wrong text marked and the right one beside it, also after a reload', async () => {
  const places = card('Letter case differs · 2 places')
  await places.getByRole('button', { name: /^Show 2 places/ }).click()
  await places.getByRole('button', { name: 'index.html › line 5', exact: true }).click()
  await page.reload()
  const lines = page.getByRole('list', { name: 'Lines around line 5 of index.html' })
  await lines.waitFor()
  expect(await lines.getByRole('listitem').allTextContents()).toEqual([
    ...['<body><h1>Trees</h1>', '<p>An oak:</p>', '<img src="Pictures/Oak.png" alt="">'],
    '<a href="more.html">More</a>',
  ])
  expect(await lines.locator('mark').textContent()).toBe('Pictures/Oak.png')
  await places.getByText('pictures/oak.png', { exact: true }).waitFor()
})

test('the page of a place opens in the preview', async () => {
  const [preview] = await Promise.all([
    page.context().waitForEvent('page'),
    button('Open the page in the preview').click(),
  ])
  await preview.waitForURL(/\/index\.html$/)
  await preview.getByRole('heading', { level: 1, name: 'Trees' }).waitFor()
  expect(new URL(preview.url()).origin).toBe(lectern.sandbox.content)
  await preview.close()
})

test('a finding is ignored with a reason, which can be undone at once', async () => {
  const ignore = async () => {
    await button(/^Ignore…: File is missing/).click()
    await dialog().getByRole('button', { name: 'Ignore finding' }).and(page.locator(':disabled')).waitFor()
    await dialog().getByLabel('Reason').fill('The beech comes in spring.')
    await dialog().getByRole('button', { name: 'Ignore finding' }).click()
    await card('File is missing').waitFor({ state: 'detached' })
    await tab(/^Findings 1 Needs fixing$/)
  }
  await ignore()
  await button('Undo').click()
  await card('File is missing').waitFor()
  await tab(/^Findings 2 Needs fixing$/)
  await ignore()
})

test('it stays ignored after a synchronization, which says what is new and what is fixed', async () => {
  write('film.html', lesson('<p>No film.</p>', '<img src="birch.png" alt="">'))
  write('film.mp4', Buffer.alloc(0))
  write('index.html', lesson('<img src="pictures/oak.png" alt="">', '<a href="more.html">More</a>'))
  write('more.html', lesson('<img src="beech.png" alt="">'))
  await synchronize()
  await shown('1 ignored')
  await shown(/^\d new since the last synchronization$/)
  await card('File is missing').getByText('birch.png').first().waitFor()
  await button(/fixed since the last synchronization$/).click()
  await page.getByRole('list', { name: 'Fixed since the last synchronization' }).getByText('Letter case').waitFor()
  await page.getByRole('link', { name: '1 ignored' }).click()
  await card('File is missing').getByText('The beech comes in spring.').waitFor()
  await shown('Ignored by Olivia')
  expect(new URL(page.url()).searchParams.get('state')).toBe('ignored')
})

test('a filter is in the address, and can be cleared', async () => {
  await page.getByLabel('Show').selectOption('New since the last synchronization')
  await page.getByLabel('Kind').selectOption('Captions')
  await shown('No findings match')
  expect(new URL(page.url()).search).toBe('?show=findings&state=new&kind=captions')
  await button('Clear filters').click()
  await card('File is missing').waitFor()
})

test('all findings are downloaded as a table, ignored ones with their reason', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export as CSV').click()])
  expect(download.suggestedFilename()).toMatch(/^lectern-findings-.*\.csv$/)
  const text = readFileSync((await download.path())!, 'utf8')
  expect(text).toMatch(/^\uFEFFseverity,code,new,ignored,path,line,/)
  expect(text).toContain('ERROR,LINK_MISSING,no,The beech comes in spring.,more.html,4,beech.png,,')
  expect(text).toContain('ERROR,LINK_MISSING,yes,,film.html,5,birch.png,,')
})
