import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleName } from '../sample/make.ts'
import { Browser } from './browser.ts'
import { RunningLectern } from './running-lectern.ts'

// The frame around the pages, by keyboard: palette, shortcuts, theme, and what it says when the server is unreachable or newer.
let lectern: RunningLectern
let page: Page
const browser = new Browser()
const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const palette = () => page.getByRole('dialog').getByPlaceholder('Search packages, files, pages, and actions')
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

beforeAll(async () => {
  lectern = await RunningLectern.start()
  await lectern.execute(
    'mutation ($path: String!) { createPackage(input: { dropboxPath: $path, title: "The hare and the hedgehog" }) { id } }',
    { path: `/${sampleName}` },
  )
  page = (await browser.open()).pages()[0]!
  await page.goto(lectern.sandbox.signIn)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await heading('Packages')
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the palette finds a package by a part of its title and opens it', async () => {
  await page.keyboard.press('Control+k')
  await palette().fill('hedgehog')
  await page.getByRole('dialog').getByText('The hare and the hedgehog').waitFor()
  await page.keyboard.press('Enter')
  await heading('The hare and the hedgehog')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('the palette runs the actions of the open page, and lists what was opened last', async () => {
  await page.keyboard.press('Control+k')
  await palette().waitFor()
  await page.getByRole('dialog').getByText('Recently opened').waitFor()
  await page.locator('[role=option][data-combobox-selected]').waitFor()
  await palette().fill('synchro')
  await page.keyboard.press('Enter')
  await page.getByRole('progressbar', { name: 'Synchronization' }).waitFor()
})

test('the palette opens a file of the open package, a tab of an environment, and Add package, and changes the theme', async () => {
  const choose = async (text: string, option: string) => {
    await page.keyboard.press('Control+k')
    await palette().fill(text)
    await page.getByRole('option', { name: option }).click()
    await page.getByRole('dialog', { name: 'Search or run a command' }).waitFor({ state: 'detached' })
  }
  await page.getByText('copied').first().waitFor({ timeout: 60_000 })
  await choose('index', 'index.html')
  await expect.poll(() => new URL(page.url()).searchParams.get('file')).toBe('index.html')
  await page.getByRole('dialog').getByLabel('Path in Dropbox').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await choose('rules', 'Staging: Rules')
  await expect.poll(() => page.url()).toMatch(/\/environments\/staging\?show=rules$/)
  await choose('add a', 'Add a package')
  await heading('Add a package')
  await choose('dark', 'Appearance: Dark')
  expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
  await choose('appearance', 'Appearance: System')
})

test('the palette closes with Escape, and the focus is back where it was', async () => {
  await page.getByRole('button', { name: 'Search or run a command' }).first().focus()
  await page.keyboard.press('Enter')
  await palette().fill('zzz')
  await page.getByText('Nothing matches "zzz".').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('Search or run a command')
})

test('G and a letter open a page, but not while text is typed', async () => {
  await page.getByRole('main').focus()
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await heading('Activity')
  await page.keyboard.press('Control+k')
  await palette().pressSequentially('gp')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await heading('Activity')
})

test('a question mark lists the shortcuts', async () => {
  await page.getByRole('main').focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Go to Packages').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('the theme is chosen by keyboard, and stays after a reload', async () => {
  const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)
  const menu = page.getByRole('button', { name: /account menu$/ })
  await menu.press('Enter')
  await page.getByRole('radio', { name: 'System' }).focus()
  for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  await page.keyboard.press('Escape')
  expect(await focused()).toMatch(/account menu$/)
  await page.reload()
  await heading('Activity')
  expect(await scheme()).toBe('dark')
})

test('the language is chosen in the account menu, stays after a reload, and is named in itself', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages`)
  await page.getByRole('button', { name: /account menu$/ }).click()
  await page.getByText('Deutsch', { exact: true }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Pakete' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de-DE')
  await page.reload()
  await heading('Pakete')
  await page.getByRole('button', { name: /Kontomenü$/ }).click()
  await page.getByText('English', { exact: true }).click()
  await heading('Packages')
})

test('the collapsed sidebar keeps its links with their names', async () => {
  await page.getByRole('button', { name: 'Collapse the sidebar' }).click()
  await page.reload()
  await page.getByRole('link', { name: 'Packages', exact: true }).click()
  await heading('Packages')
  await page.getByRole('button', { name: 'Expand the sidebar' }).click()
})

test('Back leads to the place in the list that was left, and another page begins at its top', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages`)
  await heading('Packages')
  await page.setViewportSize({ width: 1280, height: 260 })
  const scrolled = () => page.evaluate(() => scrollY)
  await page.evaluate(() => scrollTo(0, 90))
  await expect.poll(scrolled).toBe(90)
  await page
    .getByRole('link', { name: 'Activity' })
    .first()
    .evaluate((link: HTMLElement) => link.click())
  await heading('Activity')
  await expect.poll(scrolled).toBe(0)
  await page.evaluate(() => scrollTo(0, 40))
  await expect.poll(scrolled).toBe(40)
  await page.goBack()
  await heading('Packages')
  await expect.poll(scrolled).toBe(90)
  await page.goForward()
  await heading('Activity')
  await expect.poll(scrolled).toBe(40)
  await page.goBack()
  await heading('Packages')
  await expect.poll(scrolled).toBe(90)
  await page.setViewportSize({ width: 1280, height: 900 })
})

test('a lost connection is said at the top, and once that it is back; meanwhile what needs the server says so', async () => {
  await page.goto(`${lectern.sandbox.admin}/account`)
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  const submit = page.getByRole('button', { name: 'Save', exact: true }).first()
  await name.fill('Harriet')
  lectern.kill('server', 'SIGSTOP')
  await page.getByText('Offline. Reconnecting…').waitFor({ timeout: 60_000 })
  await expect.poll(() => submit.getAttribute('aria-disabled')).toBe('true')
  await name.press('Enter')
  await submit.focus()
  const reason = await submit.evaluate(
    button => document.getElementById(button.getAttribute('aria-describedby')!)?.textContent,
  )
  expect(reason).toBe('You are offline')
  expect(await submit.evaluate(button => getComputedStyle(button, '::after').content)).toContain('"You are offline"')
  expect(await name.inputValue()).toBe('Harriet')
  lectern.kill('server', 'SIGCONT')
  await page.getByText('Back online').waitFor()
  await page.getByText('Offline. Reconnecting…').waitFor({ state: 'detached' })
  await expect.poll(() => submit.getAttribute('aria-disabled')).toBe(null)
  expect(await name.inputValue()).toBe('Harriet')
  await page.goto(`${lectern.sandbox.admin}/packages`)
  await heading('Packages')
})

test('after the server came back with another build, the page offers to load it', async () => {
  // The browser answers with another build, because all stories share the built admin.
  await page.route(`${lectern.sandbox.admin}/`, async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace(/(\/assets\/app-[^"]+)\.js/, '$1-new.js') })
  })
  lectern.kill('server')
  await lectern.waitUntilReady()
  await page.getByText('Lectern was updated.').waitFor()
  await page.getByRole('button', { name: 'Reload', exact: true }).click()
  await page.unrouteAll({ behavior: 'wait' })
  await heading('Packages')
  expect(await page.getByText('Lectern was updated.').count()).toBe(0)
})
