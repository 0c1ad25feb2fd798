import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resolveChromium } from '../programs/chromium.ts'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// An author compares changed pages as they look. One of them asks another host, which must not notice.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
const browser = new Browser()
const slug = 'water-cycle'
const button = (name: string | RegExp) => page.getByRole('button', { name })
const segment = (text: string) => page.getByRole('radiogroup').locator('label').filter({ hasText: text })
const param = (name: string) => new URL(page.url()).searchParams.get(name)
const reached: string[] = []
const otherHost = createServer((message, response) => {
  reached.push(message.url ?? '')
  response.end()
})

function write(path: string, content: string): void {
  const file = join(lectern.dropboxFolder, 'Water cycle', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

async function synchronize(): Promise<void> {
  const { synchronizePackage } = await lectern.execute(operations.synchronize, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, ({ package: { syncRuns } }) =>
    syncRuns.nodes.some(
      (run: { id: string; finishedAt: string | null }) => run.id === synchronizePackage.id && run.finishedAt,
    ),
  )
}

const lesson = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Water</title></head><body style="margin: 0">${body}</body></html>`
const card = (color: string, text: string) =>
  lesson(`<div style="position: absolute; left: 320px; top: 160px; width: 400px; height: 80px; background: ${color}"></div>
    <h1 style="position: absolute; left: 40px; top: 400px; margin: 0; font: 32px sans-serif">${text}</h1>`)

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  process.env.LECTERN_CHROMIUM = await resolveChromium()
  otherHost.listen(0, '127.0.0.1')
  await once(otherHost, 'listening')
  lectern = await RunningLectern.start()
  context = await browser.open()
  write('index.html', card('#2a6fb0', 'The sun warms the sea'))
  write('chapters/rain.html', lesson('<link rel="stylesheet" href="../style.css"><p>Rain falls.</p>'))
  write('style.css', 'p { color: black }')
  write('chapters/counter.html', lesson('<p>Counted</p>'))
  await lectern.execute(operations.createPackage, { path: '/Water cycle' })
  await synchronize()
  await lectern.execute(operations.publish, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, ({ package: { deployments } }) => deployments.length > 0)
  const { port } = otherHost.address() as AddressInfo
  write('index.html', card('#b0402a', 'The sun warms the ocean'))
  write('style.css', 'p { color: red; font-size: 40px }')
  const url = `http://127.0.0.1:${port}`
  write(
    'chapters/counter.html',
    lesson(`<p>Counted</p><img src="${url}/image"><script>fetch('${url}/fetch', { mode: 'no-cors' }); navigator.sendBeacon('${url}/beacon', '1')
      new WebSocket('ws://127.0.0.1:${port}/socket')</script>`),
  )
  await synchronize()
  page = (await Person.signIn(lectern, context, 'Anna', 'AUTHOR')).page
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
  otherHost.close()
})

test('changed pages are compared in a browser, and the progress is pushed', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/${slug}?show=changes`)
  await page.getByText('3 files differ.').waitFor()
  await button('Compare as they look').click()
  expect(param('as')).toBe('looks')
  await page.getByText('Lectern opens the changed pages in a browser').waitFor()
  await button('Compare pages').click()
  await page.getByText(/^3 pages compared on a screen of 1280 by 800 pixels/).waitFor({ timeout: 60_000 })
  await button(/^chapters\/counter\.html/).waitFor()
  await button(/^chapters\/rain\.html.*differs$/).waitFor()
})

test('both pictures of a page have marks where the color and the words changed', async () => {
  await button(/^index\.html.*differs$/).click()
  expect(param('file')).toBe('index.html')
  await page.getByText('2 areas look different').waitFor()
  for (const name of ['index.html before', 'index.html now'])
    await expect
      .poll(() => page.getByRole('img', { name }).evaluate(image => (image as HTMLImageElement).naturalWidth))
      .toBe(1280)
  const marks = await page
    .locator('figure')
    .first()
    .locator('rect[data-part="inner"]')
    .evaluateAll(found => found.map(mark => ['x', 'y', 'width', 'height'].map(name => Number(mark.getAttribute(name)))))
  expect(marks[0]).toEqual([314, 154, 412, 92])
  const [left, top] = marks[1]!
  // The words before the changed one are the same.
  expect(left).toBeGreaterThan(200)
  expect(top).toBeGreaterThan(390)
  expect(top).toBeLessThan(420)
})

test('the marks can be hidden, and the pictures be laid over each other, also after a reload', async () => {
  await page.getByRole('checkbox', { name: 'Mark what differs' }).click()
  await page.locator('rect[data-part]').first().waitFor({ state: 'detached' })
  await segment('Over each other').click()
  await page.getByRole('slider', { name: 'Border between before and now' }).fill('20')
  await page.reload()
  await page.getByRole('slider', { name: 'Border between before and now' }).waitFor()
  expect([param('view'), param('marks')]).toEqual(['over', 'off'])
  await segment('Side by side').click()
})

test('a page that asks another host has a picture, and the host was not reached', async () => {
  await button(/^chapters\/counter\.html/).click()
  await expect
    .poll(() =>
      page
        .getByRole('img', { name: 'chapters/counter.html now' })
        .evaluate(image => (image as HTMLImageElement).naturalWidth),
    )
    .toBe(1280)
  expect(reached).toEqual([])
})

test('back leads to the list, and a changed page leads to its picture', async () => {
  await button('All changes').click()
  await page.getByRole('treeitem', { name: /^index\.html/ }).click()
  await page.getByRole('table', { name: 'Changed lines' }).waitFor()
  await button('Compare as they look').click()
  await page.getByRole('heading', { name: 'index.html', exact: true }).waitFor()
  await page.setViewportSize({ width: 375, height: 800 })
  await page.getByRole('img', { name: 'index.html now' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
})
