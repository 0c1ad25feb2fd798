import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { type GraphqlData, RunningLectern } from './running-lectern.ts'

// An author chooses a folder and a start page, publishes twice, loses the server, and archives. Each test continues where the previous one ended.
let lectern: RunningLectern
let page: Page
const browser = new Browser()
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor()
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const write = (path: string, text: string) => {
  const file = join(lectern.dropboxFolder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  for (const path of ['index.html', 'Part 1/one.html', 'Part 2/two.html'])
    write(`Biology/Cells/${path}`, `<html><head></head><body>${path}</body></html>`)
  write('Biology/Notes/plan.txt', 'Plan')
  page = (await browser.open()).pages()[0]!
  await page.goto(lectern.sandbox.signIn)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the author opens folders, and adds one as a package with another title', async () => {
  await page.getByRole('link', { name: 'Add package' }).first().click()
  await page.getByRole('treeitem', { name: 'Biology' }).click()
  await page.getByRole('checkbox', { name: 'Choose /Biology/Cells' }).check()
  await shown('3 pages · ')
  await page.getByLabel('Title of /Biology/Cells').fill('Cell biology')
  await page.getByRole('checkbox', { name: 'Synchronize now' }).uncheck()
  await button('Add package').click()
  await heading('Cell biology')
})

test('the author chooses another start page, previews it, and lets Lectern choose again', async () => {
  const previewPath = async () => {
    const [preview] = await Promise.all([page.waitForEvent('popup'), button('Preview').click()])
    await preview.waitForURL(/\/1\//)
    const { pathname } = new URL(preview.url())
    await preview.close()
    return pathname
  }
  await page.goto(`${lectern.sandbox.admin}/packages/cells`)
  await button('Synchronize').click()
  await shown(/3 copied/)
  await page.getByRole('tab', { name: 'Settings' }).click()
  await shown('Lectern chose it.')
  expect(await previewPath()).toMatch(/\/cells\/1\/$/)
  await button('Change').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Search pages').fill('ONE')
  await dialog.getByRole('radio', { name: 'index.html' }).waitFor({ state: 'detached' })
  await dialog.getByRole('radio', { name: 'Part 1/one.html' }).check()
  await dialog.getByRole('img', { name: 'Picture of Part 1/one.html' }).waitFor()
  await dialog.locator('iframe').contentFrame().getByText('Part 1/one.html').waitFor()
  await button('Use as start page').click()
  await shown('The author chose it.')
  expect(await previewPath()).toMatch(/\/cells\/1\/Part%201\/one\.html$/)
  await button('Change').click()
  await dialog.getByRole('radio', { name: 'Let Lectern choose' }).check()
  await button('Let Lectern choose').click()
  await shown('Lectern chose it.')
  expect(await previewPath()).toMatch(/\/cells\/1\/$/)
})

test('publishing a draft that Production shows says that nothing has changed', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/cells`)
  const choose = async () => {
    await button('Publish').click()
    await page.getByRole('radio', { name: 'Production' }).check()
  }
  await choose()
  await button('Publish to Production').click()
  await page.getByRole('link', { name: 'Open Production', exact: true }).first().waitFor({ timeout: 60_000 })
  await choose()
  await shown('Production already shows this draft as release 1.')
  expect(await button('Publish to Production').isDisabled()).toBe(true)
  await button('Show release 1 again').click()
  await shown('Production shows release 1.')
  await page.getByRole('radio', { name: 'Staging' }).check()
  await shown('The draft is the same as release 1.')
  await button('Publish to Staging').click()
  await page.getByRole('link', { name: 'Open Staging', exact: true }).first().waitFor()
  const { package: pkg } = await lectern.execute(operations.packageState, { slug: 'cells' })
  const releases = pkg.deployments.map((deployment: GraphqlData) => deployment.release.number)
  expect(releases).toEqual([1, 1])
})

test('the address of a published package is shown as a link and as a QR code', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/cells`)
  await button('Share the address in Production').click()
  const dialog = page.getByRole('dialog')
  const url = await dialog.getByRole('textbox', { name: 'Address' }).inputValue()
  expect(url).toMatch(/\/production\/cells\/$/)
  await dialog.getByRole('img', { name: `QR code of ${url}` }).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await lectern.execute('mutation { updateEnvironment(slug: "staging", input: { access: VIEWER_TOKEN }) { id } }')
  await page.reload()
  await shown('For signed-in viewers')
  expect(await button('Share the address in Staging').count()).toBe(0)
  await lectern.execute('mutation { updateEnvironment(slug: "staging", input: { access: PUBLIC }) { id } }')
})

test('the dialog says before the click what blocks a draft, and that a second person has to publish', async () => {
  const blocks =
    'mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(slug: "staging", input: $input) { id } }'
  await lectern.execute(blocks, { input: { blockingFindings: ['LINK_MISSING'] } })
  write('Biology/Cells/broken.html', '<html><head><script src="gone.js"></script></head><body>broken</body></html>')
  await page.goto(`${lectern.sandbox.admin}/packages/cells`)
  await button('Synchronize').click()
  await shown(/1 copied/)
  await button('Publish').click()
  const dialog = page.getByRole('dialog')
  await page.getByRole('radio', { name: 'Production' }).check()
  await dialog.getByText('1 error is still in this draft. Teachers will see it.').waitFor()
  expect(await button('Publish to Production').isEnabled()).toBe(true)
  await page.getByRole('radio', { name: 'Staging' }).check()
  await dialog.getByText('Cannot be published to Staging yet').waitFor()
  await dialog.getByText('broken.html').first().waitFor()
  expect(await button('Publish to Staging').isDisabled()).toBe(true)
  await lectern.execute(blocks, { input: { blockingFindings: [], fourEyes: true } })
  await page.getByRole('radio', { name: 'Production' }).check()
  await page.getByRole('radio', { name: 'Staging' }).check()
  await dialog.getByText('Staging needs a second person to publish. Ask Owner.').waitFor()
  await button('Ask Owner to publish').waitFor()
  expect(await button('Publish to Staging').count()).toBe(0)
  await lectern.execute(blocks, { input: { fourEyes: false } })
  rmSync(join(lectern.dropboxFolder, 'Biology/Cells/broken.html'))
  await page.keyboard.press('Escape')
  await button('Synchronize').click()
  await shown(/1 deleted/)
})

test('the author who put a new edition in the place of the old one is asked which folder continues, and changes it later', async () => {
  // Dropbox sees one change at a time.
  const rename = async (from: string, to: string) => {
    renameSync(join(lectern.dropboxFolder, from), join(lectern.dropboxFolder, to))
    await lectern.execute('{ dropboxFolders(path: "/Biology") { path } }')
  }
  await page.goto(`${lectern.sandbox.admin}/packages/cells`)
  write('Biology/Cells new/index.html', '<html><head></head><body>new</body></html>')
  await rename('Biology/Cells', 'Biology/Cells 2025')
  await rename('Biology/Cells new', 'Biology/Cells')
  await button('Synchronize').click()
  await shown('Which folder does this package continue with?')
  const place = page.getByRole('radio', { name: 'Dropbox/Biology/Cells', exact: true })
  await page.getByText('3 pages · ').first().waitFor()
  await place.check()
  await button('Continue with this folder').click()
  await shown(/1 copied/)
  await page.getByRole('tab', { name: 'Settings' }).click()
  await button('Change the Dropbox folder').click()
  await button('Choose Cells 2025').click()
  await button('Use Cells 2025').click()
  await shown('Dropbox/Biology/Cells 2025')
  await page.getByRole('tab', { name: 'Overview' }).click()
  await shown(/3 copied/)
})

test('the message that Lectern cannot be reached disappears when it can be reached again, and what was missed appears', async () => {
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  lectern.kill('server')
  await button('Synchronize').click()
  await shown('Cannot reach Lectern.')
  await lectern.waitUntilReady()
  await lectern.execute('mutation { updatePackage(slug: "cells", input: { title: "Cells and more" }) { id } }')
  await heading('Cells and more')
  await page.getByText('Cannot reach Lectern.').waitFor({ state: 'detached' })
  await page.getByText('Offline. Reconnecting…').waitFor({ state: 'detached' })
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
})

test('a page whose code could not be loaded keeps the frame, and loads when the server is back', async () => {
  lectern.kill('server')
  await page.getByRole('link', { name: 'Activity', exact: true }).click()
  await page.getByRole('link', { name: 'Packages' }).first().waitFor()
  await lectern.waitUntilReady()
  await heading('Activity')
  await shown(/Published .* to Production as release 1/)
})

test('the author rolls back to an earlier release, sees what changes for teachers, and takes it back', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/cells`)
  write('Biology/Cells 2025/four.html', '<html><head></head><body>four</body></html>')
  await button('Synchronize').click()
  await shown(/1 copied/)
  await shown('Changes not published')
  await button('Publish').click()
  await page.getByRole('radio', { name: 'Production' }).check()
  await button('Publish to Production').click()
  await shown(/Release 2 · /)
  await page.getByRole('tab', { name: 'Releases' }).click()
  await button('Roll back to this… release 1').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Teachers in Production see release 1 instead of release 2.').waitFor()
  await dialog.getByText('1 file is different from release 2:').waitFor()
  await dialog.getByText('Removed four.html').waitFor()
  await dialog.getByRole('button', { name: 'Roll back Production to release 1' }).click()
  await shown('Production shows release 1.')
  const shownNow = async () => {
    const { package: pkg } = await lectern.execute(operations.packageState, { slug: 'cells' })
    return pkg.deployments.map(({ release }: GraphqlData) => release.number).sort()
  }
  expect(await shownNow()).toEqual([1, 1])
  await button('Undo').click()
  await expect.poll(shownNow).toEqual([1, 2])
})

test('an archived package says where it is still shown, offers to unpublish, and can only be restored', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/cells?show=settings`)
  await button('Archive package').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archive', exact: true }).click()
  await shown(/Teachers still see it in (Staging and Production|Production and Staging)\./)
  for (const name of ['Synchronize', 'Preview', 'Publish']) expect(await button(name).count()).toBe(0)
  await page.getByRole('tab', { name: 'Overview' }).click()
  await button('Unpublish from Staging').click()
  const unpublish = page.getByRole('dialog').getByRole('button', { name: 'Unpublish', exact: true })
  expect(await unpublish.isDisabled()).toBe(true)
  await page.getByRole('dialog').getByRole('textbox').fill('Cells and more')
  await unpublish.click()
  await shown('Staging no longer shows "Cells and more".')
  await shown('Teachers still see it in Production.')
  await button('Restore').click()
  await button('Synchronize').waitFor()
  await shown(/\d unchanged/)
})
