import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// A row that is removed by keyboard leaves the focus on the next row, and the last one leaves it on the heading of the list.
let lectern: RunningLectern
let page: Page
let person: string
const browser = new Browser()
const slug = 'lesson'

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  const folder = join(lectern.dropboxFolder, 'Lesson')
  mkdirSync(folder)
  const head = '<!doctype html><html lang="en"><head><title>Lesson</title></head>'
  writeFileSync(join(folder, 'index.html'), `${head}<body><a href="one.html">1</a><a href="two.html">2</a></body>`)
  page = (await Person.signIn(lectern, await browser.open(), 'Ada', 'OWNER')).page
  await lectern.execute('mutation { createPackage(input: { dropboxPath: "/Lesson", synchronize: true }) { id } }')
  const { users } = await lectern.execute('{ users { nodes { id name } } }')
  person = users.nodes.find(({ name }: { name: string }) => name.startsWith('Harry')).id
  for (const name of ['Import', 'Export']) {
    const input = { name, role: 'AUDITOR' }
    await lectern.execute('mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }', {
      input,
    })
    const invited = { name, email: `${name}@example.org`, role: 'AUDITOR' }
    await lectern.execute('mutation ($input: InviteUserInput!) { inviteUser(input: $input) { url } }', {
      input: invited,
    })
  }
  for (const environment of ['staging', 'production'])
    await lectern.execute('mutation ($input: GrantRoleInput!) { grantRole(input: $input) { id } }', {
      input: { user: person, role: 'AUDITOR', environment },
    })
  await lectern.waitUntil(`{ package(slug: "${slug}") { draft { revision } } }`, {}, data => data.package.draft, 60)
  for (const seconds of [3_600, 7_200])
    await lectern.execute(
      'mutation ($slug: String!, $s: Int) { createPreviewLink(slug: $slug, expiresInSeconds: $s) { url } }',
      {
        ...{ slug, s: seconds },
      },
    )
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

const lists = [
  { list: 'tokens', path: () => '/tokens', control: 'Revoke', rows: 2 },
  { list: 'invitations', path: () => '/people', control: 'Cancel invitation', rows: 2 },
  { list: 'grants', path: () => `/people/${person}`, control: 'Revoke', rows: 2 },
  { list: 'preview links', path: () => `/packages/${slug}?show=preview`, control: 'Revoke', rows: 2 },
]

test.each(lists)('removing $list one after another keeps the focus in the list', async ({ path, control, rows }) => {
  await page.goto(`${lectern.sandbox.admin}${path()}`)
  const buttons = page.locator('main tr button', { hasText: control })
  await expect.poll(() => buttons.count()).toBeGreaterThanOrEqual(rows)
  const before = await buttons.count()
  for (let left = before - 1; left >= before - rows; left--) {
    await (left === before - 1 ? buttons.first().press('Enter') : page.keyboard.press('Enter'))
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: control, exact: true }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => buttons.count()).toBe(left)
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
    if (left > 0) await expect.poll(focused).toBe(control)
    else await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toMatch(/^H[1-4]$/)
  }
})

test('ignored findings leave the list, and the focus stays there', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/${slug}?show=findings`)
  const tag = () => page.evaluate(() => document.activeElement?.tagName)
  const ignore = page.getByRole('button', { name: /^Ignore…/ })
  const before = await ignore
    .first()
    .waitFor()
    .then(() => ignore.count())
  expect(before).toBeGreaterThan(1)
  await ignore.first().press('Enter')
  await page.getByRole('dialog').getByRole('textbox').fill('Comes later')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Ignore/ })
    .press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => ignore.count()).toBe(before - 1)
  await expect.poll(tag).toMatch(/^(BUTTON|H[1-4])$/)
})
