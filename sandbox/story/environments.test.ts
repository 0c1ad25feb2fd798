import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signViewer } from '../picture/sample-environments.ts'
import { Browser } from './browser.ts'
import { synchronize } from './mixtures/releases.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// The life of an environment: rules, what it shows, its schedule and its viewers. Each test continues where the previous one ended.
let lectern: RunningLectern
let page: Page
let slug: string
const browser = new Browser()
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor()
const row = (text: string) => page.getByRole('row').filter({ hasText: text })
const openTab = (name: string | RegExp) => page.getByRole('tab', { name }).click()
const nameField = () => dialog().getByRole('textbox', { name: /^Name/ })
const confirm = (name: string) => dialog().getByRole('button', { name, exact: true }).click()

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  const context = await browser.open()
  page = (await Person.signIn(lectern, context, 'Olivia', 'OWNER')).page
  const folder = join(lectern.dropboxFolder, 'Owls')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Owls</title><p>Owls</p>')
  slug = (await lectern.execute(operations.createPackage, { path: '/Owls' })).createPackage.slug
  await synchronize(lectern, slug)
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('the owner creates an environment, changes its rules, and sees at the field what the server refuses', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('v')
  await page.getByRole('heading', { level: 1, name: 'Environments' }).waitFor()
  await button('New environment').click()
  await nameField().fill('Staging')
  expect(
    await dialog()
      .getByLabel(/^Short name/)
      .inputValue(),
  ).toBe('staging')
  await confirm('Create environment')
  await dialog().getByText('An environment with the slug "staging" already exists.').waitFor()
  await nameField().fill('District 9')
  await confirm('Create environment')
  await page.getByRole('heading', { level: 1, name: 'District 9' }).waitFor()
  await page.getByRole('switch', { name: 'A second person publishes' }).press('Space')
  await page.getByRole('checkbox', { name: 'Links to files that do not exist' }).check()
  await page.getByLabel('Keep the last releases').fill('4000')
  await button('Save').click()
  await shown('This number is out of range.')
  await page.getByLabel('Keep the last releases').fill('5')
  await button('Save').click()
  await shown('District 9 was saved.')
  const { environment } = await lectern.execute(
    '{ environment(slug: "district-9") { fourEyes blockingFindings keepReleases keepDays } }',
  )
  expect(environment).toEqual({
    ...{ fourEyes: true, blockingFindings: ['LINK_MISSING'] },
    ...{ keepReleases: 5, keepDays: null },
  })
  // The form shows what others change.
  await lectern.execute('mutation { updateEnvironment(slug: "district-9", input: { fourEyes: false }) { id } }')
  await expect.poll(() => page.getByRole('switch', { name: 'A second person publishes' }).isChecked()).toBe(false)
})

test('a published package appears by itself, and is unpublished after its title was typed', async () => {
  await openTab(/^Shown now/)
  await shown('Nothing is shown yet')
  const publish = `mutation ($slug: String!) { publishPackage(slug: $slug, environment: "district-9") { id } }`
  await lectern.execute(publish, { slug })
  await row('Owls').getByText('Release 1').waitFor()
  const link = page.getByRole('link', { name: 'Open Owls' })
  expect((await fetch((await link.getAttribute('href'))!)).status).toBe(200)
  await page.getByLabel('Search packages').fill('hedgehog')
  await shown('Nothing matches "hedgehog".')
  await page.getByLabel('Search packages').fill('OWL')
  await row('Owls').waitFor()
  await button('Unpublish Owls').click()
  await dialog().getByLabel('Type "Owls" to confirm').fill('Owls')
  await confirm('Unpublish')
  await shown('District 9 no longer shows "Owls".')
  await shown('Nothing is shown yet')
})

test('a scheduled deployment is listed with its time zone, and is canceled', async () => {
  const at = new Date(Date.now() + 86_400_000).toISOString()
  const schedule = `mutation ($input: ScheduleDeploymentInput!) { scheduleDeployment(input: $input) { id } }`
  await lectern.execute(schedule, {
    input: { environment: 'district-9', at, releases: [{ package: slug, release: 1 }] },
  })
  await openTab(/^Schedule/)
  const toCome = page.getByRole('region', { name: 'To come' })
  await toCome.getByText('in release 1').waitFor()
  const { timeZone } = await lectern.execute('{ timeZone }')
  await shown(`Times are in the time zone ${timeZone}.`)
  await button('Cancel deployment of Owls').click()
  await confirm('Cancel deployment')
  await page.getByRole('region', { name: 'Past' }).getByText('Canceled').waitFor()
  expect(await toCome.count()).toBe(0)
})

test('viewers are admitted with a secret, and revoked by typing the name', async () => {
  await lectern.execute(
    `mutation ($slug: String!) { deployRelease(package: $slug, release: 1, environment: "district-9") { id } }`,
    { slug },
  )
  await openTab('Access')
  expect(await page.getByLabel('Address of its packages').inputValue()).toContain('/district-9/{package}/')
  await button('Admit only signed-in viewers').click()
  await dialog().getByText('nobody is admitted until you add one').waitFor()
  await confirm('Admit only signed-in viewers')
  await shown('Nobody yet')
  await button('Set a secret').click()
  await dialog().getByLabel('Secret').fill('short')
  await confirm('Save secret')
  await dialog().getByText('Enter a secret of at least 32 characters (HS256).').waitFor()
  await button('Generate a secret').click()
  await confirm('Save secret')
  await dialog().getByText('Lectern cannot show it again.').waitFor()
  const secret = await dialog().getByLabel('Secret').inputValue()
  await confirm('Done')
  await shown('A shared secret (HS256).')
  const { environment } = await lectern.execute(
    '{ environment(slug: "district-9") { deployments(current: true) { nodes { url } } } }',
  )
  const [{ url }] = environment.deployments.nodes
  const { origin, pathname } = new URL(url)
  const admit = async (sub: string) => {
    const jwt = signViewer(secret, { environment: 'district-9', package: '*', sub })
    return (await fetch(`${origin}/view/${jwt}${pathname}`)).status
  }
  expect([await admit('anna'), await admit('ben')]).toEqual([200, 200])
  await button('Refresh').click()
  const check = async (token: string) => {
    await page.getByLabel('Token', { exact: true }).fill(token)
    await button('Check').click()
  }
  const anna = signViewer(secret, { environment: 'district-9', package: '*', sub: 'anna', iat: 1 })
  expect((await fetch(`${origin}/view/${anna}${pathname}`)).status).toBe(200)
  await check(anna)
  await shown(/^This token admits anna\. It ends at/)
  await check(signViewer('another secret of 32 characters or more', { environment: 'district-9', package: '*' }))
  await shown('The signature is wrong: the token was signed with another key, or was changed.')
  expect(page.url()).not.toContain(anna.slice(0, 20))
  await button('Revoke anna').first().click()
  await confirm('Revoke')
  await expect.poll(() => button('Revoke anna').count()).toBe(1)
  await button('Revoke anna').click()
  await confirm('Revoke')
  await row('anna').waitFor({ state: 'detached' })
  await check(anna)
  await shown('The access of this viewer was revoked.')
  await button('Revoke all').click()
  await dialog().getByLabel('Type "District 9" to confirm').fill('District 9')
  await confirm('Revoke all')
  await shown('No viewers')
  await page.getByRole('checkbox', { name: 'Show ended and revoked' }).click()
  await row('ben').getByText('Revoked').waitFor()
  expect(new URL(page.url()).searchParams.get('viewers')).toBe('all')
  await openTab(/^Shown now/)
  await row('Owls').getByText('For signed-in viewers').waitFor()
  expect(await page.getByRole('link', { name: 'Open Owls' }).count()).toBe(0)
})

test('websites that may embed lessons are checked while they are typed, and tried with a page', async () => {
  await openTab('Embedding')
  await page.getByRole('textbox', { name: 'Source 1' }).fill('school.example.org')
  await shown('Begin with https://.')
  expect(await button('Save').isDisabled()).toBe(true)
  await page.getByRole('textbox', { name: 'Source 1' }).fill('https://*.example.org')
  await shown('Pages of every subdomain of example.org, but not of example.org itself.')
  await button('Save').click()
  await shown('District 9 was saved.')
  const address = page.getByLabel('Address of a page that embeds a lesson')
  await address.fill('https://example.org/course')
  await shown('May not embed lessons')
  await address.fill('https://school.example.org/course')
  await shown('May embed lessons, because of https://*.example.org')
})

test('the history lists all of it, and the environment is deleted by its name once nothing uses it', async () => {
  await openTab('History')
  await shown('Revoked all viewer tokens in the environment "District 9"')
  await shown('Created the environment "District 9"')
  await openTab('Rules')
  await shown('Unpublish the package that it shows.')
  expect(await button('Delete District 9').isDisabled()).toBe(true)
  await lectern.execute(
    'mutation ($slug: String!) { unpublishPackage(slug: $slug, environment: "district-9") { id } }',
    { slug },
  )
  await button('Delete District 9').and(page.locator(':enabled')).click()
  await dialog().getByLabel('Type "District 9" to confirm').fill('District 9')
  await confirm('Delete')
  await page.getByRole('heading', { level: 1, name: 'Environments' }).waitFor()
  await row('District 9').waitFor({ state: 'detached' })
  await row('Production').waitFor()
})

test('a publisher sees the rules, but cannot change them', async () => {
  const publisher = (await Person.signIn(lectern, page.context(), 'Petra', 'PUBLISHER')).page
  await publisher.goto(`${lectern.sandbox.admin}/environments/production?show=rules`)
  await publisher.getByText('Only administrators of this environment can change its rules.').waitFor()
  expect(await publisher.getByRole('switch', { name: 'A second person publishes' }).isDisabled()).toBe(true)
  await publisher.goto(`${lectern.sandbox.admin}/environments/nowhere`)
  await publisher.getByRole('heading', { name: 'Environment not found' }).waitFor()
})
