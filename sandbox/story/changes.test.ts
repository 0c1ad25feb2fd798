import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { png } from '../sample/drawing/png.ts'
import { paint, raster } from '../sample/drawing/raster.ts'
import { ellipse } from '../sample/drawing/shapes.ts'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// An author publishes, changes files in Dropbox, and looks at what is different, and at the files. Each test continues
// where the previous one ended.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
const browser = new Browser()
const slug = 'water-cycle'
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const item = (name: string | RegExp) => page.getByRole('treeitem', { name })
const segment = (text: string | RegExp) => page.getByRole('radiogroup').locator('label').filter({ hasText: text })
const param = (name: string) => new URL(page.url()).searchParams.get(name)
const go = (show: string) => page.goto(`${lectern.sandbox.admin}/packages/${slug}?show=${show}`)

function write(path: string, content: string | Buffer): void {
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

const lesson = (title: string, words: string) =>
  `<!doctype html>\n<html lang="en">\n<head>\n<title>${title}</title>\n</head>\n<body>\n${'<p>Rain falls.</p>\n'.repeat(30)}<p>${words}</p>\n</body>\n</html>\n`

/** A drop of this many pixels. */
function drop(size: number): Buffer {
  const picture = raster(80, 60)
  paint(picture, [ellipse([40, 30], size, size, { color: '#2a6fb0' })])
  return png(picture)
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  context = await browser.open()
  write('index.html', lesson('Water', 'The sun warms the sea.'))
  write('images/drop.png', drop(10))
  write('chapters/old.html', lesson('Old', 'Old words'))
  for (let number = 1; number <= 60; number++) write(`chapters/${number}.html`, lesson(`Chapter ${number}`, 'Snow'))
  await lectern.execute(operations.createPackage, { path: '/Water cycle' })
  await synchronize()
  await lectern.execute(operations.publish, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, ({ package: { deployments } }) => deployments.length > 0)
  page = (await Person.signIn(lectern, context, 'Anna', 'AUTHOR')).page
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('without changes the tab says so, and a synchronization fills it', async () => {
  await go('changes')
  await page.getByText('Nothing differs: all files are the same.').waitFor()
  write('index.html', lesson('Water', 'The sun warms the ocean.'))
  write('images/drop.png', drop(25))
  rmSync(join(lectern.dropboxFolder, 'Water cycle/chapters/old.html'))
  await synchronize()
  await page.getByText('3 files differ.').waitFor()
  await item(/^old\.html.*Removed/).waitFor()
  await item(/^drop\.png.*Changed/).waitFor()
  await segment(/^Removed/).click()
  await item(/^drop\.png/).waitFor({ state: 'detached' })
  expect(param('kind')).toBe('REMOVED')
  await page.goBack()
  await item(/^drop\.png/).waitFor()
})

test('a text is shown before and after, with the words that differ, and equal lines are folded', async () => {
  await item(/^index\.html/).click()
  const diff = page.getByRole('table', { name: 'Changed lines' })
  await diff.getByRole('cell', { name: '33 equal lines' }).waitFor()
  expect(await diff.locator('del').allTextContents()).toEqual(['sea'])
  expect(await diff.locator('ins').allTextContents()).toEqual(['ocean'])
  expect(param('file')).toBe('index.html')
  expect(await page.getByRole('link', { name: 'Open in release 1' }).getAttribute('href')).toMatch(/\/index\.html$/)
  const preview = await page.getByRole('link', { name: 'Open in preview' }).getAttribute('href')
  expect(await (await fetch(preview!)).text()).toContain('The sun warms the ocean.')
})

test('a picture is shown before and after, from the content host', async () => {
  await button('Previous').click()
  await page.getByRole('heading', { name: 'images/drop.png' }).waitFor()
  for (const name of ['Before', 'Now'])
    await expect
      .poll(() => page.getByRole('img', { name }).evaluate(image => (image as HTMLImageElement).naturalWidth))
      .toBe(80)
  await segment('Over each other').click()
  await page.getByRole('slider', { name: 'Border between before and now' }).fill('20')
  expect(param('view')).toBe('over')
  await page.reload()
  await page.getByRole('slider', { name: 'Border between before and now' }).waitFor()
})

test('a removed file shows what it was, and back leads to the list', async () => {
  await button('All changes').click()
  await item(/^old\.html/).click()
  await page.getByText('Old words').waitFor()
  await page.goBack()
  await page.getByRole('tree', { name: 'Changed files' }).waitFor()
  expect(param('file')).toBeNull()
  // The arrow keys go on from the row that was opened.
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tree')
})

test('a file is found in the tree by search, and back closes its panel', async () => {
  await page.getByRole('tab', { name: /^Files/ }).click()
  await item(/^chapters.*60 files/).waitFor()
  await item(/^images.*1 changed/).waitFor()
  await page.getByRole('searchbox', { name: 'Search files' }).fill('59.h')
  await item(/^59\.html/).click()
  const panel = page.getByRole('dialog', { name: '59.html' })
  await panel.getByText('<title>Chapter 59</title>').waitFor()
  await panel.getByText('The same in release 1').waitFor()
  expect(await panel.getByLabel('Path in Dropbox').inputValue()).toBe('/Water cycle/chapters/59.html')
  expect(param('file')).toBe('chapters/59.html')
  await page.goBack()
  await panel.waitFor({ state: 'detached' })
  expect(param('search')).toBe('59.h')
})

test('a picture says which files use it, each leads to its own panel, and an ignored finding is marked', async () => {
  write('style.css', 'body { background: url(images/used.png) }')
  write('images/used.png', drop(8))
  const body = '<link rel="stylesheet" href="style.css"><img src="images/used.png" alt=""><img src="gone.png" alt="">'
  write('used.html', lesson('Used', body))
  await synchronize()
  const findings =
    '{ package(slug: "water-cycle") { draft { findings(path: "used.html") { nodes { cause message } } } } }'
  const { package: found } = await lectern.execute(findings)
  const missing = found.draft.findings.nodes.find(({ message }: { message: string }) => message.includes('gone.png'))
  const ignore =
    'mutation ($cause: ID!) { ignoreFinding(package: "water-cycle", cause: $cause, reason: "Known") { cause } }'
  await lectern.execute(ignore, { cause: missing.cause })
  await page.goto(`${lectern.sandbox.admin}/packages/${slug}?show=files&file=images/used.png`)
  const panel = page.getByRole('dialog', { name: 'used.png' })
  await panel.getByText('Used by 2 files').waitFor()
  await panel.getByRole('link', { name: 'style.css' }).waitFor()
  await panel.getByRole('link', { name: 'used.html' }).click()
  const user = page.getByRole('dialog', { name: 'used.html' })
  await user.getByText('No open findings in this file').waitFor()
  await user.getByText(/^Ignored by .*: Known$/).waitFor()
  await user.getByText('Not used').waitFor()
  expect(param('file')).toBe('used.html')
})

test('the tree is used by keyboard, and a folder stays open after a reload', async () => {
  await go('files')
  const tree = page.getByRole('tree', { name: 'Files of the draft' })
  await item(/^chapters/).waitFor()
  await tree.focus()
  await page.keyboard.press('ArrowRight')
  await item(/^1\.html/).waitFor()
  for (const key of ['ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: '2.html' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.reload()
  await item(/^1\.html/).waitFor()
  // Only the rows in view exist.
  expect(await page.getByRole('treeitem').count()).toBeLessThan(60)
})

test('both tabs fit on a phone', async () => {
  await page.setViewportSize({ width: 375, height: 800 })
  for (const show of ['files', 'changes', 'changes&file=index.html', 'files&file=images/drop.png']) {
    await go(show)
    await page.getByRole('tree').or(page.getByRole('table')).or(page.getByRole('dialog')).first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
  }
})
