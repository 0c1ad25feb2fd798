import { type Browser, launch, type Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resolveFirefox } from '../programs/firefox.ts'
import * as operations from './operations.ts'
import { RunningLectern } from './running-lectern.ts'

// The author's way from Dropbox to teachers in Firefox.

const slug = 'the-hare-and-the-hedgehog'
/** Firefox starts in up to 40 seconds on a busy machine. */
const timeouts = { timeout: 180_000, protocolTimeout: 90_000 }

let lectern: RunningLectern
let firefox: Browser
let page: Page

beforeAll(async () => {
  lectern = await RunningLectern.start()
  const executablePath = await resolveFirefox()
  firefox = await launch({ browser: 'firefox', executablePath, headless: true, ...timeouts })
  page = await firefox.newPage()
  await page.setViewport({ width: 1280, height: 900 })
})
afterAll(async () => {
  await firefox?.close()
  await lectern?.stop()
})

/** Finds what has a role and a name. */
const named = (role: string, name: string) =>
  page.locator(`::-p-aria([role="${role}"][name="${name}"])`).setTimeout(60_000)
const text = (shown: string) => page.locator(`::-p-text(${shown})`).setTimeout(60_000)

test('an author signs in, synchronizes, reads the findings, and publishes', async () => {
  await page.goto(lectern.sandbox.signIn)
  await named('button', 'Sign in').click()
  await named('heading', 'Packages').wait()
  await lectern.execute(operations.createPackage, { path: '/The Hare and the Hedgehog' })
  await named('link', 'The Hare and the Hedgehog').click()
  await named('button', 'Synchronize').click()
  await text('All 3 videos are ready').wait()
  await page.locator('[role=tab]::-p-text(Findings)').click()
  await text('capital and small letters').wait()
  expect(new URL(page.url()).searchParams.get('show')).toBe('findings')
  await page.goBack()
  await text('All 3 videos are ready').wait()
  await named('button', 'Publish').click()
  await page.locator('[role=dialog] label::-p-text(Production)').click()
  await page.locator('[role=dialog] textarea').fill('With Firefox')
  await named('button', 'Publish to Production').click()
  const { package: pkg } = await lectern.waitUntil(
    operations.packageState,
    { slug },
    data => data.package.deployments.length > 0,
    90,
  )
  expect(pkg.deployments).toMatchObject([{ environment: { slug: 'production' }, release: { number: 1 } }])
})
