import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// An author makes packages of folders. Each test continues where the previous one ended.
let lectern: RunningLectern
let page: Page
const browser = new Browser()
const button = (name: string) => page.getByRole('button', { name, exact: true })
const box = (path: string) => page.getByRole('checkbox', { name: `Choose ${path}`, exact: true })
const item = (name: string | RegExp) => page.getByRole('treeitem', { name })
const active = () => page.locator('[role=treeitem][data-active] [id$=-name]').textContent()
const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const param = (name: string) => new URL(page.url()).searchParams.get(name)
const write = (path: string) => {
  const file = join(lectern.dropboxFolder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '<!doctype html><html lang="en"><head><title>Lesson</title></head><body>Lesson</body></html>')
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  for (const subject of ['Biology', 'Physics'])
    for (const name of ['Lesson 1', 'Lesson 2', 'Lesson 10']) write(`Teaching/${subject}/${name}/index.html`)
  write('Teaching/Biology/Lesson 2/pages/more.html')
  for (const name of ['Early/A', 'Early/B', 'Later/Lesson']) write(`${name}/index.html`)
  mkdirSync(join(lectern.dropboxFolder, 'Drafts'))
  page = (await Person.signIn(lectern, await browser.open(), 'Ada', 'AUTHOR')).page
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('one folder becomes a package with two clicks, which is synchronized at once', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Packages' }).click()
  await page.getByRole('link', { name: 'Add package' }).first().click()
  await heading('Add a package')
  await item('Teaching').click()
  await item('Biology').click()
  const names = async () => (await item(/^Lesson/).allTextContents()).map(text => /Lesson \d+/.exec(text)?.[0])
  await expect.poll(names).toEqual(['Lesson 1', 'Lesson 2', 'Lesson 10'])
  await box('/Teaching/Biology/Lesson 1').check()
  await page.getByText('1 page · ').first().waitFor()
  expect(await page.getByLabel('Address of /Teaching/Biology/Lesson 1').inputValue()).toBe('lesson-1')
  await button('Add package').click()
  await heading('Lesson 1')
  await page.getByText('1 copied').first().waitFor()
})

test('folders in and around a package have no check box, and say why', async () => {
  await page.goto(`${lectern.sandbox.admin}/add-package?path=/Teaching/Biology`)
  await item(/Teaching.*Holds 1 package/).waitFor()
  await item(/Biology.*Holds 1 package.*4 files/).waitFor()
  expect(await box('/Teaching').count()).toBe(0)
  await page.getByRole('tree', { name: 'Folders' }).press('Space')
  await page.getByText('The folder /Teaching/Biology contains the folder of the package "Lesson 1"').waitFor()
  await page.getByRole('link', { name: 'Already a package: Lesson 1' }).click()
  await heading('Lesson 1')
  await page.goBack()
})

test('a folder inside a chosen one cannot be chosen too, and the choice survives a reload', async () => {
  await box('/Teaching/Biology/Lesson 2').check()
  await item('Lesson 2').click()
  await item(/pages.*In a chosen folder/).waitFor()
  expect(await box('/Teaching/Biology/Lesson 2/pages').count()).toBe(0)
  await page.getByRole('tree', { name: 'Folders' }).press('ArrowDown')
  await page.keyboard.press('Space')
  await page.getByText('"pages" is inside "Lesson 2", which you have chosen.').waitFor()
  await page.reload()
  await item(/pages.*In a chosen folder/).waitFor()
  expect(await box('/Teaching/Biology/Lesson 2').isChecked()).toBe(true)
})

test('a search finds a folder anywhere, to choose it or to see it among the others', async () => {
  const search = page.getByRole('searchbox', { name: 'Search folders' })
  await search.fill('lesson 2')
  await page.getByText('2 folders', { exact: true }).waitFor()
  expect(param('search')).toBe('lesson 2')
  await box('/Teaching/Physics/Lesson 2').check()
  await search.fill('physics')
  await page.getByText('1 folder', { exact: true }).waitFor()
  await item('Physics').click()
  await box('/Teaching/Physics/Lesson 10').waitFor()
  expect(await search.inputValue()).toBe('')
  expect(await box('/Teaching/Physics/Lesson 2').isChecked()).toBe(true)
  await search.fill('nothing like it')
  await page.getByText('No folder has a word that begins with').waitFor()
  await button('Show all folders').click()
})

test('an empty folder is told before, and again when it has files', async () => {
  await box('/Drafts').check()
  await page.getByText('This folder is empty.').waitFor()
  write('Drafts/index.html')
  await expect
    .poll(
      async () => {
        await button('Check again: /Drafts')
          .click({ timeout: 500 })
          .catch(() => {})
        return page.getByText('This folder is empty.').count()
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toBe(0)
  await button('Remove /Drafts').click()
  expect(await box('/Drafts').isChecked()).toBe(false)
})

test('several are added with one click; what fails stays with the reason at its field', async () => {
  const address = (folder: string) => page.getByLabel(`Address of ${folder}`)
  expect(await address('/Teaching/Biology/Lesson 2').inputValue()).toBe('lesson-2')
  await expect.poll(() => address('/Teaching/Physics/Lesson 2').inputValue()).toBe('lesson-2-2')
  await address('/Teaching/Physics/Lesson 2').fill('lesson-1')
  await page.getByText('Another package has "lesson-1".').waitFor()
  await button('Add a description of /Teaching/Biology/Lesson 2').click()
  await page.getByLabel('Description of /Teaching/Biology/Lesson 2').fill('All about cells')
  await page.getByRole('checkbox', { name: 'Keep in sync automatically' }).check()
  await button('Add 2 packages').click()
  await page.getByText('Added 1 package:').waitFor()
  await page.getByRole('status').getByRole('link', { name: 'Lesson 2' }).waitFor()
  await item(/Lesson 2.*Already a package/).waitFor()
  expect(await box('/Teaching/Physics/Lesson 2').isChecked()).toBe(true)
  expect(await page.getByRole('group', { name: '/Teaching/Biology/Lesson 2' }).count()).toBe(0)
  await page.getByText('Another package has "lesson-1".').waitFor()
  await address('/Teaching/Physics/Lesson 2').fill('forces')
  await page.getByText('This address is available.').waitFor()
  await button('Add package').click()
  await heading('Lesson 2')
  expect(page.url()).toMatch(/\/packages\/forces$/)
  const text = '{ package(slug: "lesson-2") { description autoSyncMinutes draft { revision } } }'
  await lectern.waitUntil(text, {}, data => data.package.draft !== null, 60)
  expect(await lectern.execute(text)).toMatchObject({
    package: { description: 'All about cells', autoSyncMinutes: 10 },
  })
})

test('by keyboard: the arrow keys go on after a click on a check box', async () => {
  await page.goto(`${lectern.sandbox.admin}/add-package`)
  await box('/Drafts').check()
  expect(await active()).toBe('Drafts')
  await page.keyboard.press('ArrowDown')
  expect(await active()).toBe('Early')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Space')
  expect(await box('/Drafts').isChecked()).toBe(false)
})

test('by keyboard: folders that arrive above the active one leave it active', async () => {
  let arrive = () => {}
  const isMoved = new Promise<void>(resolve => {
    arrive = resolve
  })
  await page.route('**/graphql', async route => {
    if (route.request().postData()?.includes('"path":"/early"')) await isMoved
    await route.continue()
  })
  await page.goto(`${lectern.sandbox.admin}/add-package?path=/Early`)
  await item(/^Early.*Loading/).waitFor()
  await item('Later').waitFor()
  const tree = page.getByRole('tree', { name: 'Folders' })
  await tree.press('End')
  await tree.press('ArrowUp')
  expect(await active()).toBe('Later')
  arrive()
  await box('/Early/B').waitFor()
  expect(await active()).toBe('Later')
  await tree.press('Space')
  expect(await box('/Later').isChecked()).toBe(true)
  await tree.press('Space')
  expect(await box('/Later').isChecked()).toBe(false)
  await page.unroute('**/graphql')
})

test('a folder that could not be loaded says so in its place, and is tried again there', async () => {
  await page.route('**/graphql', route =>
    route.request().postData()?.includes('"path":"/later"')
      ? route.fulfill({ json: { errors: [{ message: 'Dropbox is busy.' }] } })
      : route.continue(),
  )
  await item('Later').click()
  await item(/^Later.*Could not be loaded/).waitFor()
  await page.unroute('**/graphql')
  await button('Try again to load /Later').click()
  await box('/Later/Lesson').waitFor()
  await page.keyboard.press('Home')
  expect(await active()).toBe('Drafts')
})

test('what is chosen while others are added stays, and the focus is never lost', async () => {
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
  await page.goto(`${lectern.sandbox.admin}/add-package?path=/Early`)
  await box('/Early/A').check()
  await box('/Early/B').check()
  await button('Add a description of /Early/B').click()
  expect(await focused()).toBe('Description of /Early/B')
  await button('Remove /Early/A').click()
  await expect.poll(focused).toBe('Remove /Early/B')
  await button('Remove /Early/B').click()
  await expect.poll(focused).toBe('Choose a folder')
  let answer = () => {}
  const isChosen = new Promise<void>(resolve => {
    answer = resolve
  })
  await page.route('**/graphql', async route => {
    if (route.request().postData()?.includes('CreatePackage')) await isChosen
    await route.continue()
  })
  await box('/Early/A').check()
  await button('Add package').click()
  await box('/Early/B').check()
  answer()
  await page.getByText('Added 1 package:').waitFor()
  expect(await box('/Early/B').isChecked()).toBe(true)
  await page.getByLabel('Title of /Early/B').waitFor()
  expect(await page.getByLabel('Title of /Early/A').count()).toBe(0)
  await button('Remove /Early/B').click()
  await page.unroute('**/graphql')
})

test('on a phone the form is below the tree, with a way to it, and nothing is wider than the screen', async () => {
  await page.setViewportSize({ width: 360, height: 800 })
  await page.goto(`${lectern.sandbox.admin}/add-package?path=/Teaching/Physics`)
  await box('/Teaching/Physics/Lesson 10').check()
  await page.getByText('1 folder chosen').waitFor()
  await button('Continue').click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('new-packages')
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
  await button('Add package').click()
  await heading('Lesson 10')
})
