import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSampleData } from '../picture/sample-data.ts'
import { screens } from '../picture/screens.ts'
import { type Signed, showAll } from '../picture/show-all.ts'
import { resolveChromium } from '../programs/chromium.ts'
import { chromiumArguments } from './browser.ts'
import { RunningLectern } from './running-lectern.ts'

// Every page of the admin and its dialogs, with data in every state: for everybody to use, and on every window.
let lectern: RunningLectern
let browser: Browser
let made: Awaited<ReturnType<typeof makeSampleData>>
let signed: Signed

beforeAll(async () => {
  lectern = await RunningLectern.start()
  browser = await chromium.launch({ executablePath: await resolveChromium(), args: chromiumArguments })
  const page = await browser.newPage()
  await page.goto(lectern.sandbox.signIn)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/packages')
  signed = await page.context().storageState()
  made = await makeSampleData(lectern, browser)
})
afterAll(async () => {
  made?.stop()
  await browser?.close()
  await lectern?.stop()
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}

/** Returns what axe finds on a page: each rule with the first element that breaks it. */
async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = (await page.evaluate(
    options => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options),
    options as object,
  )) as AxeResults
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`)
}

// Colors differ by scheme, and places by width, so two of the four views find both.
test.each([
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 375 },
] as const)('no screen has a violation of WCAG 2.2 AA or scrolls sideways: $colorScheme, $width pixels', async view => {
  const { admin, signIn } = lectern.sandbox
  const { pathname, search } = new URL(signIn)
  const found: Record<string, string[]> = {}
  await showAll(browser, admin, signed, screens(made, `${pathname}${search}`), [view], async (page, { name }) => {
    const faults = await findViolations(page)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > view.width) faults.push(`The page is ${width} pixels wide.`)
    if (faults.length > 0) found[name] = faults
  })
  expect(found).toEqual({})
})
