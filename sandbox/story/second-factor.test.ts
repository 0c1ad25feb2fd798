import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'
import { totpCode } from './totp.ts'

// An owner requires a second factor, and people without one are told what to do. Each test continues where the previous one ended.
let lectern: RunningLectern
let olivia: Person
let owner: Page
let publisher: Page
const browser = new Browser()
const password = 'correct horse battery staple'
const byRole = 'Your role requires a second factor, and you are signed in without one.'
const byProduction = 'Production requires a second factor, and you are signed in without one.'
const card = () => owner.getByRole('region', { name: 'Second factor' })
const requirement = (name: string) =>
  card().getByRole('switch', { name: `Require a second factor for ${name}`, exact: true })
const notice = (page: Page, text: string) => page.getByRole('main').getByText(text)
const waitUntilGone = (page: Page, text: string) => notice(page, text).waitFor({ state: 'detached' })

/** Turns a requirement on or off, with the password if the sign-in is not recent. */
async function change(name: string, isOn: boolean, { confirm = false } = {}): Promise<void> {
  await requirement(name).press('Space')
  const dialog = owner.getByRole('dialog', { name: `second factor for ${name}?` })
  await dialog.getByRole('button', { name: isOn ? 'Require' : 'Stop requiring', exact: true }).click()
  if (confirm) {
    const confirmation = owner.getByRole('dialog', { name: 'Confirm that it is you' })
    await confirmation.getByLabel('Password', { exact: true }).fill(password)
    await owner.keyboard.press('Enter')
  }
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => requirement(name).isChecked()).toBe(isOn)
}

/** Changes it as an API token, which needs no second factor. */
const requireInProduction = (isOn: boolean) =>
  lectern.execute(
    'mutation ($isOn: Boolean!) { updateEnvironment(slug: "production", input: { requiresSecondFactor: $isOn }) { id } }',
    { isOn },
  )

/** Publishes the package to Production in its dialog, which stays open if that is refused. */
async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('radio', { name: 'Production' }).check()
  await page.getByRole('button', { name: 'Publish to Production' }).click()
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  const folder = join(lectern.dropboxFolder, 'Fractions')
  mkdirSync(folder)
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Fractions</title>')
  await lectern.execute(operations.createPackage, { path: '/Fractions' })
  await lectern.execute(operations.synchronize, { slug: 'fractions' })
  await lectern.waitUntil(
    operations.packageState,
    { slug: 'fractions' },
    ({ package: { draft, currentSyncRun } }) => draft !== null && currentSyncRun === null,
  )
  const signedIn = await Person.signIn(lectern, await browser.open(), 'Olivia', 'OWNER')
  olivia = signedIn.person
  owner = signedIn.page
  await owner.getByLabel('New password').fill(password)
  await owner.getByRole('button', { name: 'Set password' }).click()
  await owner.getByText('Password saved.').waitFor()
  publisher = (await Person.signIn(lectern, browser.context, 'Paula', 'PUBLISHER')).page
  await publisher.getByRole('link', { name: 'Packages', exact: true }).click()
  await publisher.getByRole('link', { name: 'Fractions' }).click()
  await publisher.getByRole('heading', { level: 1, name: 'Fractions' }).waitFor()
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the owner sees who has no second factor, and requires one of publishers after the password', async () => {
  await owner.getByRole('link', { name: 'People' }).click()
  await card()
    // Paula, and the sample author.
    .getByRole('row', { name: /^Publisher 2 people/ })
    .waitFor()
  await requirement('Publisher').press('Space')
  const dialog = owner.getByRole('dialog', { name: 'Require a second factor for Publisher?' })
  await dialog.getByText('2 people with this role have no second factor yet').waitFor()
  expect(await dialog.getByText('without a second factor yourself').count()).toBe(0)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await requirement('Publisher').isChecked()).toBe(false)
  await olivia.ageSignIn()
  await change('Publisher', true, { confirm: true })
})

test('an owner without one is warned before the own role requires it', async () => {
  await requirement('Owner').press('Space')
  await owner.getByRole('dialog').getByText('You are signed in without a second factor yourself.').waitFor()
  await owner.keyboard.press('Escape')
  await owner.getByRole('dialog').waitFor({ state: 'detached' })
})

test('a change is refused with the reason and a link, and then the page says it too, without a reload', async () => {
  await publisher.evaluate(() => Object.assign(window, { isSamePage: true }))
  await publish(publisher)
  const dialog = publisher.getByRole('dialog')
  await dialog.getByRole('alert').getByText(byRole).waitFor()
  await notice(publisher, byRole).waitFor({ state: 'attached' })
  const { package: pkg } = await lectern.execute(operations.packageState, { slug: 'fractions' })
  expect(pkg.deployments).toEqual([])
  await dialog.getByRole('link', { name: 'Set up a second factor' }).click()
  await publisher.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  await expect.poll(() => publisher.evaluate(() => document.activeElement?.id)).toBe('second-factor')
})

test('a person who signs in without one sees the notice at once, and can read', async () => {
  const page = await publisher.context().newPage()
  await page.goto(`${lectern.sandbox.admin}/packages/fractions?show=files`)
  await notice(page, byRole).waitFor()
  await page.getByText('index.html').first().waitFor()
  await page.close()
})

test('the notice goes when the second factor is set up, without a reload, and then the person publishes', async () => {
  const section = publisher.getByRole('main').getByRole('region', { name: 'Second factor' })
  await section.getByRole('button', { name: 'Set up', exact: true }).click()
  const key = (await publisher.locator('p', { hasText: 'Key' }).locator('code').textContent())!
  await publisher.getByLabel('Code', { exact: true }).fill(totpCode(key))
  await publisher.keyboard.press('Enter')
  await waitUntilGone(publisher, byRole)
  await publisher.getByRole('link', { name: 'Packages', exact: true }).click()
  await publisher.getByRole('link', { name: 'Fractions' }).click()
  await publish(publisher)
  await publisher.getByRole('link', { name: 'Open Production', exact: true }).waitFor({ timeout: 60_000 })
  expect(await publisher.evaluate(() => 'isSamePage' in window)).toBe(true)
  // The list of the owner follows.
  await card()
    .getByRole('row', { name: /^Publisher 1 person/ })
    .waitFor()
})

test('an environment that requires one is read-only for people without it, and for others not', async () => {
  await change('Publisher', false)
  await change('Production', true)
  const { page } = await Person.signIn(lectern, browser.context, 'Petra', 'PUBLISHER')
  await notice(page, byProduction).waitFor()
  await page.goto(`${lectern.sandbox.admin}/packages/fractions`)
  await page.getByRole('button', { name: 'Unpublish from Production' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Fractions')
  await dialog.getByRole('button', { name: /^Unpublish/ }).click()
  await dialog.getByRole('alert').getByText(byProduction).waitFor()
  // Nor can the owner undo it, who has none either. A token is not asked.
  await requirement('Production').press('Space')
  await owner.getByRole('dialog').getByRole('button', { name: 'Stop requiring' }).click()
  await owner.getByRole('dialog').getByRole('alert').getByText(byProduction).waitFor()
  await owner.keyboard.press('Escape')
  await requireInProduction(false)
  await expect.poll(() => requirement('Production').isChecked()).toBe(false)
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Fractions' }).waitFor()
  await waitUntilGone(page, byProduction)
})

test('an author sees no notice about an environment, and an auditor sees the requirements without switches', async () => {
  await requireInProduction(true)
  const author = (await Person.signIn(lectern, browser.context, 'Arno', 'AUTHOR')).page
  await author.goto(`${lectern.sandbox.admin}/packages/fractions`)
  await author.getByRole('button', { name: 'Synchronize', exact: true }).waitFor()
  expect(await notice(author, byProduction).count()).toBe(0)
  const auditor = (await Person.signIn(lectern, browser.context, 'Amir', 'AUDITOR')).page
  await auditor.goto(`${lectern.sandbox.admin}/people`)
  const region = auditor.getByRole('region', { name: 'Second factor' })
  await region.getByRole('row', { name: 'Production Required' }).waitFor()
  expect(await region.getByRole('switch').count()).toBe(0)
  expect(await notice(auditor, byProduction).count()).toBe(0)
})
