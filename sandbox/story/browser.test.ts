import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleName } from '../sample/make.ts'
import { Browser } from './browser.ts'
import { RunningLectern } from './running-lectern.ts'

// The story as the sample author sees it, in a real Chromium. Each test goes on where the one before ended.
let lectern: RunningLectern
let context: BrowserContext
let page: Page
const browser = new Browser()
const inFolder = (path: string) => join(lectern.dropboxFolder, sampleName, path)
const button = (name: string) => page.getByRole('button', { name, exact: true })
const progress = () => page.getByRole('progressbar', { name: 'Synchronisation' })
const percent = async () => Number(await progress().getAttribute('aria-valuenow'))
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor()

beforeAll(async () => {
  lectern = await RunningLectern.start()
  // Enough small files for the bar to be seen on its way.
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

test('nobody gets in without a link; the printed link signs the author in, once', async () => {
  await page.goto(lectern.sandbox.admin)
  await shown(/Please sign in/)
  const { signIn } = lectern.sandbox
  expect(lectern.output).toContain(signIn)
  await page.goto(signIn)
  await page.getByRole('link', { name: 'Add a package from Dropbox' }).first().waitFor()
  const stranger = await fetch(signIn, { redirect: 'manual' })
  expect(stranger.headers.get('set-cookie')).toBeNull()
})

test('one click makes a package of a Dropbox folder', async () => {
  await page.getByRole('link', { name: 'Add a package from Dropbox' }).first().click()
  await button(`Add package ${sampleName}`).click()
  await page.getByRole('heading', { level: 1, name: sampleName }).waitFor()
})

test('the bar moves by itself, and is right again at once after a reload and in a browser opened anew', async () => {
  await button('Synchronise').click()
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

test('findings say what is wrong with file and mend, and the draft has its files', async () => {
  await page.getByRole('tab', { name: /Findings/ }).click()
  await shown(/capital letters count/)
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

test('every video becomes ready without anybody asking', async () => {
  await shown('All 3 videos are ready to stream')
})

test('one click publishes to production', async () => {
  await button('Publish').click()
  await page.getByRole('radio', { name: 'Production' }).check()
  await button('Publish now').click()
  await page.getByRole('link', { name: 'Open Production', exact: true }).waitFor({ timeout: 60_000 })
})

test('the published page plays the stream, not the mp4, and hls.js comes only then', async () => {
  const [lesson] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Open Production', exact: true }).click(),
  ])
  await lesson.getByRole('heading', { level: 1 }).waitFor()
  const asked: string[] = []
  lesson.on('request', request => asked.push(decodeURIComponent(new URL(request.url()).pathname)))
  await lesson.goto(new URL('quiz/quiz.html', lesson.url()).href)
  expect(asked.filter(path => path.endsWith('hls.js'))).toEqual([])
  await lesson.goto(new URL('../chapters/2-the-race.html', lesson.url()).href)
  const video = lesson.locator('video').first()
  await video.scrollIntoViewIfNeeded()
  await video.evaluate(element => void (element as HTMLVideoElement).play().catch(() => {}))
  await expect
    .poll(() => video.evaluate(element => (element as HTMLVideoElement).currentTime), { timeout: 30_000 })
    .toBeGreaterThan(0.5)
  expect(asked.some(path => path.endsWith('/lectern/hls.js'))).toBe(true)
  expect(asked.some(path => path === '/graphql')).toBe(true)
  expect(asked.some(path => path.startsWith('/media/') && path.endsWith('.ts'))).toBe(true)
  expect(await video.evaluate(element => (element as HTMLVideoElement).currentSrc)).toMatch(/^blob:/)
  // To its end, somewhat faster than in class.
  await video.evaluate(element => Object.assign(element, { playbackRate: 4 }))
  const end = () =>
    video.evaluate(element => ({
      ended: (element as HTMLVideoElement).ended,
      error: (element as HTMLVideoElement).error,
    }))
  await expect.poll(end, { timeout: 60_000 }).toEqual({ ended: true, error: null })
  await lesson.close()
})

test('after a change in Dropbox exactly that is copied and removed, and production stays as it is', async () => {
  writeFileSync(inFolder('style/lesson.css'), `${readFileSync(inFolder('style/lesson.css'), 'utf8')}\n/* new */\n`)
  rmSync(inFolder('notes/7.txt'))
  await button('Synchronise').click()
  await shown(/\b1 copied/)
  await shown(/\b1 removed/)
  const published = new URL(`/production/the-hare-and-the-hedgehog/1/style/lesson.css`, lectern.sandbox.content)
  expect(await (await fetch(published)).text()).not.toContain('/* new */')
  expect((await lectern.calls()).mediaconvert.CreateJob).toBe(2)
})

test('everything that was done stands in the activity, with who did it', async () => {
  await page.getByRole('link', { name: 'Activity' }).click()
  await shown(/was published to Production as release 1/)
  await shown(/was made from the Dropbox folder/)
  await shown(/Harry Hase/)
})
