import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleName } from '../sample/make.ts'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { type GraphqlData, RunningLectern } from './running-lectern.ts'

// The author's whole story by keyboard alone: sign in, add a package, synchronize, read the findings, publish.

const waitSeconds = 90
const slug = 'the-hare-and-the-hedgehog'
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

let lectern: RunningLectern
const browser = new Browser()

beforeAll(async () => {
  lectern = await RunningLectern.start()
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the author adds, synchronizes, and publishes a package by keyboard alone', async () => {
  const page = (await browser.open()).pages()[0]!
  const follow = async (name: string | RegExp) => {
    await tabTo(page, name)
    await page.keyboard.press('Enter')
  }
  await page.goto(lectern.sandbox.signIn)
  await follow('Sign in')
  await waitForText(page, 'Add package')
  await follow('Add package')
  await waitForText(page, sampleName)
  await tabTo(page, 'Folders')
  await page.keyboard.press('Space')
  await waitForText(page, '3 videos')
  await follow('Add package')
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
  const shownIn = ({ package: { deployments } }: GraphqlData) => deployments
  await lectern.waitUntil(operations.packageState, { slug }, data => shownIn(data).length > 0, waitSeconds)
  await page.keyboard.press('Escape')
  await tabTo(page, /^Findings/)
  await page.keyboard.press('ArrowLeft')
  await tabTo(page, 'Open Production')
  const { package: pkg } = await lectern.execute(operations.packageState, { slug })
  expect(pkg.deployments).toMatchObject([{ environment: { slug: 'production' }, release: { number: 1 } }])
})
