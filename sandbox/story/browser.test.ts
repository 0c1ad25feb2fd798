import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleName } from '../sample/make.ts'
import { Browser } from './browser.ts'
import { RunningLectern } from './running-lectern.ts'

// The story in a real Chromium, as the sample author sees it. Each test continues where the previous one ended.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
const browser = new Browser()
const inFolder = (path: string) => join(lectern.dropboxFolder, sampleName, path)
const button = (name: string) => page.getByRole('button', { name, exact: true })
const progress = () => page.getByRole('progressbar', { name: 'Synchronization' })
const percent = async () => Number(await progress().getAttribute('aria-valuenow'))
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor()

beforeAll(async () => {
  lectern = await RunningLectern.start()
  // Add enough small files for the progress bar to be visible.
  mkdirSync(inFolder('notes'))
  for (let number = 0; number < 300; number++)
    writeFileSync(inFolder(`notes/${number}.txt`), `Note ${number}\n`.repeat(200))
  context = await browser.open()
  page = context.pages()[0]!
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the printed link signs in the author once, and nobody can sign in without it', async () => {
  await page.goto(lectern.sandbox.admin)
  await button('Email me a sign-in link').waitFor()
  const { signIn } = lectern.sandbox
  expect(lectern.output).toContain(signIn)
  await page.goto(signIn)
  await button('Sign in').click()
  await page.getByRole('link', { name: 'Add package' }).first().waitFor()
  const headers = { 'content-type': 'application/json', origin: lectern.sandbox.admin }
  const secondUse = await fetch(signIn, { method: 'POST', headers, body: '{}' })
  expect([secondUse.status, secondUse.headers.get('set-cookie')]).toEqual([410, null])
})

test('the author chooses a Dropbox folder, sees what it holds, and adds it as a package', async () => {
  await page.getByRole('link', { name: 'Add package' }).first().click()
  await page.getByRole('checkbox', { name: `Choose /${sampleName}` }).check()
  await shown(/pages, 3 videos, .* other files/)
  await page.getByRole('checkbox', { name: 'Synchronize now' }).uncheck()
  await button('Add package').click()
  await page.getByRole('heading', { level: 1, name: sampleName }).waitFor()
})

test('the progress bar updates live and is correct after a reload and in a reopened browser', async () => {
  await button('Synchronize').click()
  await progress().waitFor()
  await expect.poll(percent, { timeout: 30_000 }).toBeGreaterThan(5)
  const before = await percent()
  await page.reload()
  await progress().waitFor()
  await expect.poll(percent, { timeout: 5_000 }).toBeGreaterThanOrEqual(before)
  const address = page.url()
  await browser.close()
  context = await browser.open()
  page = context.pages()[0]!
  await page.goto(address)
  await shown(/323 copied/)
})

test('findings name the file and the fix, and the draft lists its files', async () => {
  await page.getByRole('tab', { name: /Findings/ }).click()
  await shown(/distinguish capital and small letters/)
  await page.getByRole('tab', { name: /Files/ }).click()
  await page
    .getByRole('searchbox', { name: 'Search files' })
    .or(page.getByRole('textbox', { name: 'Search files' }))
    .fill('worksheets')
  await shown(/Igel-Häuschen für den Garten\.html/)
})

test('the preview opens on another origin than the admin', async () => {
  const [preview] = await Promise.all([context.waitForEvent('page'), button('Preview').click()])
  await preview.waitForURL(/\/preview\//)
  await preview.getByRole('heading', { level: 1 }).waitFor()
  expect(new URL(preview.url()).origin).toBe(lectern.sandbox.content)
  await preview.close()
})

test('every video becomes ready without a click', async () => {
  await page.getByRole('tab', { name: 'Overview' }).click()
  await shown('All 3 videos are ready')
})

test('one click publishes to production', async () => {
  await button('Publish').click()
  await page.getByRole('radio', { name: 'Production' }).check()
  await button('Publish to Production').click()
  await page.getByRole('link', { name: 'Open Production', exact: true }).waitFor({ timeout: 60_000 })
})

test('the published page plays the stream, sees its own mp4, and loads hls.js only near a video', async () => {
  const [lesson] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Open Production', exact: true }).click(),
  ])
  await lesson.getByRole('heading', { level: 1 }).waitFor()
  // Remembers the browser's own getter, before the player answers with the author's file.
  await lesson.addInitScript(() => {
    const { get } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentSrc')!
    Object.assign(window, { playedAddress: (video: HTMLVideoElement) => get!.call(video) })
  })
  const requestedPaths: string[] = []
  lesson.on('request', request => requestedPaths.push(decodeURIComponent(new URL(request.url()).pathname)))
  await lesson.goto(new URL('quiz/quiz.html', lesson.url()).href)
  expect(requestedPaths.filter(path => path.endsWith('hls.js'))).toEqual([])
  await lesson.goto(new URL('../chapters/2-the-race.html', lesson.url()).href)
  const video = lesson.locator('video').first()
  await video.scrollIntoViewIfNeeded()
  const playedAddress = () =>
    video.evaluate(element => (window as unknown as { playedAddress(video: Element): string }).playedAddress(element))
  await expect.poll(playedAddress, { timeout: 60_000 }).toMatch(/^blob:/)
  await video.evaluate(element => void (element as HTMLVideoElement).play().catch(() => {}))
  await expect
    .poll(() => video.evaluate(element => (element as HTMLVideoElement).currentTime), { timeout: 30_000 })
    .toBeGreaterThan(0.5)
  expect(requestedPaths.filter(path => path.endsWith('/lectern/hls.js'))).toHaveLength(1)
  expect(requestedPaths.filter(path => path === '/graphql')).toHaveLength(1)
  expect(requestedPaths.some(path => path.startsWith('/media/') && path.endsWith('.ts'))).toBe(true)
  expect(await video.evaluate(element => (element as HTMLVideoElement).currentSrc)).toMatch(/\.mp4$/)
  expect(await playedAddress()).toMatch(/^blob:/)
  // Play to the end, at 4 × speed.
  await video.evaluate(element => Object.assign(element, { playbackRate: 4 }))
  const end = () =>
    video.evaluate(element => ({
      ended: (element as HTMLVideoElement).ended,
      error: (element as HTMLVideoElement).error,
    }))
  await expect.poll(end, { timeout: 60_000 }).toEqual({ ended: true, error: null })
  await lesson.close()
})

test('a sync run copies and removes exactly what changed in Dropbox, and production stays unchanged', async () => {
  writeFileSync(inFolder('style/lesson.css'), `${readFileSync(inFolder('style/lesson.css'), 'utf8')}\n/* new */\n`)
  rmSync(inFolder('notes/7.txt'))
  await button('Synchronize').click()
  await shown(/\b1 copied/)
  await shown(/\b1 deleted/)
  const published = new URL(`/production/the-hare-and-the-hedgehog/1/style/lesson.css`, lectern.sandbox.content)
  expect(await (await fetch(published)).text()).not.toContain('/* new */')
  expect((await lectern.calls()).mediaconvert.CreateJob).toBe(2)
})

test('the activity shows every action and who performed it', async () => {
  await page.getByRole('link', { name: 'Activity', exact: true }).click()
  await shown(/Published .* to Production as release 1/)
  await shown(/Created ".*" from the Dropbox folder/)
  await shown(/Harry Hase/)
})
