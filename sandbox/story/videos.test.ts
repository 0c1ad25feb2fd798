import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testPattern, tone, writeTestVideo } from '../programs/test-video.ts'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// The videos of a package and its preview: play the stream beside the file, replace a broken video, try again, and share.
let lectern: RunningLectern
let page: Page
let folder: string
const browser = new Browser()
const slug = 'volcanoes'
const button = (name: string) => page.getByRole('button', { name, exact: true })
const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })
const panel = () => page.getByRole('dialog')
const lesson = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Lesson</title></head><body>${body}</body></html>`

/** Synchronizes by API, and waits until the run and its transcode are over. */
async function synchronize(): Promise<void> {
  const { synchronizePackage } = await lectern.execute(operations.synchronize, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, ({ package: { syncRuns, transcode } }) => {
    const run = syncRuns.nodes.find(({ id }: { id: string }) => id === synchronizePackage.id)
    return run?.finishedAt && transcode?.finishedAt
  })
}

beforeAll(async () => {
  lectern = await RunningLectern.start()
  folder = join(lectern.dropboxFolder, 'Volcanoes')
  mkdirSync(join(folder, 'videos'), { recursive: true })
  const video = (name: string) => `<video src="videos/${name}" controls></video>`
  writeFileSync(
    join(folder, 'index.html'),
    lesson(`<h1>Volcanoes</h1><a href="ash.html">Ash</a><img src="missing.png" alt="">${video('lava.mp4')}`),
  )
  writeFileSync(join(folder, 'ash.html'), lesson(`<h1>Ash</h1>${video('ash.mp4')}${video('geyser.mp4')}`))
  await writeTestVideo(join(folder, 'videos/lava.mp4'), [testPattern(6), tone(6)])
  await writeTestVideo(join(folder, 'videos/ash.mp4'), [testPattern(3), tone(3, 300)])
  writeFileSync(join(folder, 'videos/geyser.mp4'), 'No video')
  writeFileSync(join(folder, 'videos/lava.de.vtt'), 'WEBVTT\n\n00:01.000 --> 00:03.000\nLava\n')
  await lectern.execute(operations.createPackage, { path: '/Volcanoes' })
  await synchronize()
  page = (await browser.open()).pages()[0]!
  await page.goto(lectern.sandbox.signIn)
  await button('Sign in').click()
  await page.getByRole('heading', { level: 1, name: 'Packages' }).waitFor()
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the videos are grouped, the failed one first, with totals in one line', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/${slug}`)
  await tab('Videos').click()
  await page.getByText(/^3 videos, 1 minute, .*, 1 failed, 2 ready/).waitFor()
  const groups = page.getByRole('tabpanel').getByRole('heading', { level: 2 })
  expect(await groups.allTextContents()).toEqual(['Failed', 'Ready'])
  await page.getByRole('cell').getByText('Replace the file in Dropbox', { exact: false }).waitFor()
})

test('the grid is kept in the address', async () => {
  await page.getByRole('radio', { name: 'Grid' }).press('Space')
  await page.getByRole('list', { name: 'Ready' }).waitFor()
  await page.reload()
  await page.getByRole('list', { name: 'Ready' }).waitFor()
  await page.getByRole('radio', { name: 'List' }).press('Space')
  await page.getByRole('table', { name: 'Ready' }).waitFor()
})

test('the panel of a video plays its stream and the file, and Back closes it', async () => {
  await page.getByRole('link', { name: 'videos/lava.mp4' }).click()
  await panel().getByRole('heading', { name: 'Stream', exact: true }).waitFor()
  for (const name of ['Stream of lava.mp4', 'File lava.mp4']) {
    const video = panel().getByLabel(name)
    await video.evaluate(element => void (element as HTMLVideoElement).play().catch(() => {}))
    await expect
      .poll(() => video.evaluate(element => (element as HTMLVideoElement).currentTime), { timeout: 30_000 })
      .toBeGreaterThan(0.5)
  }
  const source = await panel().getByLabel('Stream of lava.mp4').getAttribute('src')
  expect(source).toMatch(/^blob:/)
  await panel().getByText('Deutsch (de)').waitFor()
  await panel().getByRole('link', { name: 'index.html' }).waitFor()
  await panel().getByRole('table', { name: 'Qualities of the stream' }).waitFor()
  await page.goBack()
  await panel().waitFor({ state: 'detached' })
})

test('a video whose encoding fails blocks publishing, until the file is accepted where the environment allows it', async () => {
  await writeTestVideo(join(folder, 'videos/geyser.mp4'), [testPattern(2), tone(2, 500)])
  await lectern.addFaults({ target: 'mediaconvert', operation: 'CreateJob', kind: 'job-error', code: 1999, times: 2 })
  await synchronize()
  await lectern.execute('mutation { updateEnvironment(slug: "staging", input: { acceptsFallback: true }) { id } }')
  const admin = (await Person.signIn(lectern, page.context(), 'Ada', 'ADMIN')).page
  await admin.goto(`${lectern.sandbox.admin}/packages/${slug}`)
  await admin.getByRole('button', { name: 'Publish', exact: true }).click()
  const dialog = admin.getByRole('dialog')
  const publish = dialog.getByRole('button', { name: /^Publish to / })
  const accept = dialog.getByRole('checkbox', { name: 'Publish the failed video with the author’s file' })
  const blocker = dialog.getByRole('link', { name: 'videos/geyser.mp4' })
  await dialog.getByRole('radio', { name: 'Production' }).check()
  await blocker.waitFor()
  expect([await accept.count(), await publish.isEnabled()]).toEqual([0, false])
  await dialog.getByRole('radio', { name: 'Staging' }).check()
  await dialog.getByText('Rules: Accepts original files.').waitFor()
  expect(await publish.isEnabled()).toBe(false)
  await accept.check()
  await blocker.waitFor({ state: 'detached' })
  await publish.click()
  const message = admin.getByRole('alert').filter({ hasText: 'Published release 1 to Staging.' })
  expect(await message.getByRole('link', { name: 'View' }).getAttribute('href')).toContain(slug)
  const { package: pkg } = await lectern.execute(
    'query ($slug: String!) { package(slug: $slug) { publications(first: 1) { nodes { acceptedFallbacks } } } }',
    { slug },
  )
  expect(pkg.publications.nodes).toEqual([{ acceptedFallbacks: ['videos/geyser.mp4'] }])
})

test('a video whose encoding failed is tried again from its panel, and becomes ready in the open page', async () => {
  await page.getByRole('link', { name: 'videos/geyser.mp4' }).click()
  await panel().getByRole('button', { name: 'Retry' }).click()
  await panel().getByText('Ready', { exact: true }).first().waitFor({ timeout: 60_000 })
  await panel().getByLabel('Stream of geyser.mp4').waitFor()
  expect(await panel().getByRole('table', { name: 'Attempts' }).getByRole('row').count()).toBe(4)
  await panel().getByRole('button', { name: 'Close' }).click()
  await page.getByText(/^3 videos, .*, 3 ready/).waitFor()
})

test('videos with older settings are encoded again for a price, and their streams play until then', async () => {
  const database = new pg.Client(lectern.sandbox.postgres)
  await database.connect()
  await database.query("UPDATE encoding SET profile = 'h264-1'")
  await database.end()
  await page.reload()
  const notice = page.getByText(/^3 videos use older encoding settings\. Encoding again costs (about|under) \$/)
  await notice.waitFor()
  await page.getByRole('table', { name: 'Ready' }).getByText('Ready · older settings').first().waitFor()
  await button('Encode again…').click()
  await panel().getByText('3 videos').waitFor()
  await panel()
    .getByRole('button', { name: /^Encode again for / })
    .click()
  await page.getByRole('alert').getByText('being encoded again', { exact: false }).waitFor()
  await panel().waitFor({ state: 'detached' })
  await notice.waitFor({ state: 'detached' })
  await page.getByText('streams play until then', { exact: false }).waitFor({ state: 'detached', timeout: 60_000 })
  await page.getByRole('table', { name: 'Ready' }).getByText('Ready', { exact: true }).nth(2).waitFor()
})

const frame = () => page.frameLocator('iframe')
const reported = (name: string) => page.getByRole('button', { name: `Page ${name}` }).waitFor()

test('the preview shows a page as on a phone, and follows its links with the findings of the page', async () => {
  await tab('Preview').click()
  await page.getByRole('radio', { name: 'Phone 390' }).press('Space')
  await frame().getByRole('heading', { name: 'Volcanoes' }).waitFor()
  expect(
    await frame()
      .locator('html')
      .evaluate(() => innerWidth),
  ).toBe(390)
  await page.getByRole('region', { name: 'Findings on this page' }).getByText('missing.png', { exact: false }).waitFor()
  await frame().getByRole('link', { name: 'Ash' }).click()
  await frame().getByRole('heading', { name: 'Ash' }).waitFor()
  await reported('ash.html')
  await page.getByRole('region', { name: 'Findings on this page' }).getByText('None.').waitFor()
  expect(new URL(page.url()).searchParams.get('page')).toBe('ash.html')
})

test('a page is picked by search, and a newer draft is offered', async () => {
  await page.getByRole('button', { name: 'Page ash.html' }).click()
  await page.getByRole('combobox', { name: 'Page' }).fill('index')
  await page.getByRole('option', { name: 'index.html' }).click()
  await frame().getByRole('heading', { name: 'Volcanoes' }).waitFor()
  writeFileSync(join(folder, 'index.html'), lesson('<h1>More volcanoes</h1>'))
  await synchronize()
  await page.getByText('There is a newer draft.').waitFor()
  await page.getByRole('alert').getByRole('button', { name: 'Reload' }).click()
  await frame().getByRole('heading', { name: 'More volcanoes' }).waitFor()
})

test('a link shows the draft to anyone until it is revoked', async () => {
  await page.getByRole('radio', { name: '30 days' }).press('Space')
  await button('Create link').click()
  const link = await page.getByLabel('Preview link', { exact: true }).inputValue()
  const stranger = await (await page.context().browser()!.newContext()).newPage()
  await stranger.goto(link)
  await stranger.getByRole('heading', { name: 'More volcanoes' }).waitFor()
  await page.getByRole('button', { name: /^Revoke the link by/ }).click()
  await panel().getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('No links work now.').waitFor()
  await expect.poll(async () => (await stranger.goto(link))?.status(), { timeout: 30_000 }).toBe(404)
})
