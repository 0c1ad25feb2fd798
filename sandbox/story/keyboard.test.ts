import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser as Firefox, launch } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveFirefox } from '../programs/firefox.ts'
import { sampleName } from '../sample/make.ts'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { RunningLectern } from './running-lectern.ts'

// The author's whole story by keyboard alone: sign in, add a package, synchronize, read the findings, publish. In Chromium and in Firefox.

/** What the story needs of a page, which both browsers' drivers have. */
type Page = {
  goto(url: string): Promise<unknown>
  keyboard: { press(key: string): Promise<unknown>; type(text: string): Promise<unknown> }
  evaluate<T>(read: () => T): Promise<T>
  evaluate<T, A>(read: (argument: A) => T, argument: A): Promise<T>
}

const firefoxPath = await resolveFirefox()
const waitSeconds = 90
/** So many presses of Tab lead through every page. */
const maxTabs = 80

/** Returns the accessible name of what has the focus, and its role if it says one. Runs in the page. */
function readFocus(): string {
  const element = document.activeElement as HTMLElement
  const labels = (element as HTMLInputElement).labels
  const name =
    element.getAttribute('aria-label') ??
    document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent ??
    (labels?.length ? labels[0]!.textContent : element.textContent)
  return (name ?? '').replace(/\s+/g, ' ').trim()
}

/** Presses Tab until something with this name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = []
  for (let tabs = 0; tabs < maxTabs; tabs++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(readFocus)
    if (typeof name === 'string' ? focused === name : name.test(focused)) return
    seen.push(focused.slice(0, 40))
  }
  throw new Error(`No Tab leads to ${name}. It leads to: ${seen.join(' | ')}`)
}

async function waitForText(page: Page, text: string): Promise<void> {
  const deadline = Date.now() + waitSeconds * 1000
  const isShown = (searched: string) => document.body.innerText.includes(searched)
  while (!(await page.evaluate(isShown, text).catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`"${text}" did not appear within ${waitSeconds} seconds.`)
    await sleep(100)
  }
}

async function tellByKeyboard(lectern: RunningLectern, page: Page): Promise<void> {
  const follow = async (name: string | RegExp) => {
    await tabTo(page, name)
    await page.keyboard.press('Enter')
  }
  await page.goto(lectern.sandbox.signIn)
  await follow('Sign in')
  await waitForText(page, 'Add package')
  await follow('Add package')
  await waitForText(page, 'Choose a Dropbox folder')
  await waitForText(page, sampleName)
  await follow(`Choose ${sampleName}`)
  await waitForText(page, 'Which folder is the package?')
  await follow('Add package')
  await waitForText(page, 'Not synchronized')
  await follow('Synchronize')
  await waitForText(page, 'All 3 videos are ready')
  await tabTo(page, 'Overview')
  await page.keyboard.press('ArrowRight')
  await waitForText(page, 'capital and small letters')
  await follow('Publish')
  await waitForText(page, 'Release notes')
  await tabTo(page, /^Production/)
  await page.keyboard.press('Space')
  await tabTo(page, 'Release notes')
  await page.keyboard.type('By keyboard')
  await follow('Publish to Production')
  await waitForText(page, 'Release 1')
  await page.keyboard.press('Escape')
  await tabTo(page, 'Overview')
  await tabTo(page, 'Open Production')
  const { package: pkg } = await lectern.execute(operations.packageState, { slug: 'the-hare-and-the-hedgehog' })
  expect(pkg.deployments).toMatchObject([{ environment: { slug: 'production' }, release: { number: 1 } }])
}

describe.each(['Chromium', 'Firefox'])('the author in %s', name => {
  let lectern: RunningLectern
  beforeAll(async () => {
    lectern = await RunningLectern.start()
  })
  afterAll(() => lectern?.stop())

  test.skipIf(name === 'Firefox' && !firefoxPath)(
    'adds, synchronizes, and publishes a package by keyboard alone',
    async () => {
      if (name === 'Chromium') {
        const browser = new Browser()
        try {
          await tellByKeyboard(lectern, (await browser.open()).pages()[0]!)
        } finally {
          await browser.dispose()
        }
        return
      }
      const firefox: Firefox = await launch({
        ...{ browser: 'firefox', executablePath: firefoxPath!, headless: true },
        ...{ timeout: 180_000, protocolTimeout: 90_000 },
      })
      try {
        const page = await firefox.newPage()
        await page.setViewport({ width: 1280, height: 900 })
        await tellByKeyboard(lectern, page as Page)
      } finally {
        await firefox.close()
      }
    },
  )
})
