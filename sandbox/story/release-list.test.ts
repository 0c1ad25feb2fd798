import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { synchronize } from './mixtures/releases.ts'
import * as operations from './operations.ts'
import { Person } from './person.ts'
import { RunningLectern } from './running-lectern.ts'

// A publisher works with the releases of a package, and asks a colleague to publish. Each test continues where the previous one ended.
let lectern: RunningLectern
let page: Page
const browser = new Browser()
const slug = 'cells'
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const row = (name: string) => page.getByRole('table', { name }).getByRole('row')
const release = (number: number) => row('Releases').filter({ hasText: `Release ${number}` })

function write(path: string, body: string): void {
  const file = join(lectern.dropboxFolder, 'Cells', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `<!doctype html><html lang="en"><head><title>Cells</title></head><body>${body}</body></html>`)
}

const shownInProduction = async () => {
  const { package: pkg } = await lectern.execute(operations.packageState, { slug })
  const production = pkg.deployments.find(
    ({ environment }: { environment: { slug: string } }) => environment.slug === 'production',
  )
  return production?.release.number
}

/** Publishes with the dialog of the page. `whileOpen` happens while its environment is chosen. */
async function publish(notes: string, whileOpen = async () => {}): Promise<void> {
  await button('Publish').click()
  await page.getByRole('radio', { name: 'Production' }).check()
  await whileOpen()
  await dialog().getByLabel('Release notes').fill(notes)
  await button('Publish to Production').click()
  await dialog().waitFor({ state: 'detached' })
}

beforeAll(async () => {
  process.env.LECTERN_SAMPLE = 'off'
  lectern = await RunningLectern.start()
  write('index.html', 'Cells')
  write('membrane.html', 'Membrane')
  await lectern.execute(operations.createPackage, { path: '/Cells' })
  await synchronize(lectern, slug)
  page = (await Person.signIn(lectern, await browser.open(), 'Paula', 'PUBLISHER')).page
})
afterAll(async () => {
  await browser.dispose()
  await lectern?.stop()
})

test('each publication adds a release with its notes, and says where teachers see it; its dialog follows a newer draft', async () => {
  await page.goto(`${lectern.sandbox.admin}/packages/${slug}`)
  await page.getByRole('tab', { name: 'Releases' }).click()
  await page.getByText('No releases yet').waitFor()
  await publish('The first edition')
  await release(1).getByText('Shown in Production').waitFor()
  write('index.html', 'Cells, again')
  write('nucleus.html', 'Nucleus')
  rmSync(join(lectern.dropboxFolder, 'Cells/membrane.html'))
  await publish('With the nucleus', async () => {
    await synchronize(lectern, slug)
    await dialog().getByText('This is about the newer draft.').waitFor()
  })
  await release(2).getByText('Shown in Production').waitFor()
  await release(2).getByText('With the nucleus').waitFor()
  await release(1).getByText('Before in Production').waitFor()
  const message = page.getByRole('alert').filter({ hasText: 'Published release 2 to Production.' })
  await message.getByRole('button', { name: 'Roll back' }).click()
  await page.getByRole('alert').getByText('Production shows release 1 again.').waitFor()
  await release(1).getByText('Shown in Production').waitFor()
  await button('Promote to… release 2').click()
  await dialog().getByRole('radio', { name: 'Production' }).check()
  await button('Show release 2 in Production').click()
  await release(2).getByText('Shown in Production').waitFor()
})

test('rolling back says what changes for teachers, and the message offers the way back', async () => {
  await button('Roll back to this… release 1').click()
  await dialog().getByText('Teachers in Production see release 1 instead of release 2.').waitFor()
  await dialog().getByText('3 files are different from release 2:').waitFor()
  await dialog().getByText('Changed index.html').waitFor()
  await dialog().getByText('Added membrane.html').waitFor()
  await dialog().getByText('Removed nucleus.html').waitFor()
  await button('Roll back Production to release 1').click()
  await release(1).getByText('Shown in Production').waitFor()
  expect(await shownInProduction()).toBe(1)
  await page.getByRole('alert').filter({ hasText: 'shows release 1.' }).getByRole('button', { name: 'Undo' }).click()
  await release(2).getByText('Shown in Production').waitFor()
  expect(await shownInProduction()).toBe(2)
})

test('a release is verified, and its row and the list of verifications say the result', async () => {
  await button('More actions for release 1').click()
  await button('Verify release 1').click()
  await row('Verifications').getByText('No differences in').waitFor()
  await release(1).getByText('No differences in').waitFor()
  expect(await row('Verifications').filter({ hasText: 'Release 1' }).count()).toBe(1)
})

test('a release is scheduled in the time zone of the school, a passed moment is refused, and the schedule is canceled', async () => {
  await button('Promote to… release 1').click()
  await dialog().getByRole('radio', { name: 'At a set time' }).check()
  const moment = dialog().getByLabel(/^Date and time/)
  await moment.fill('2020-01-31T08:00')
  await button('Schedule release 1 for Staging').click()
  await dialog().getByText('This time has passed. Enter a later one.').waitFor()
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await moment.fill(`${tomorrow}T08:00`)
  await button('Schedule release 1 for Staging').click()
  await page.getByText(/^Staging will show release 1 on .* 8:00/).waitFor()
  const scheduled = row('Scheduled').filter({ hasText: 'Release 1' })
  await scheduled.getByText(/8:00/).waitFor()
  await scheduled.getByText('By Paula').waitFor()
  await button('Cancel schedule of release 1 in Staging').click()
  await dialog().getByText('Staging keeps what it shows then.').waitFor()
  await dialog().getByRole('button', { name: 'Cancel schedule' }).click()
  await scheduled.getByText('Canceled').waitFor()
})

test('the draft can be scheduled where it is the same as a release, and the dialog says when it is not', async () => {
  await button('Publish').click()
  await page.getByRole('radio', { name: 'Staging' }).check()
  await dialog().getByText('The draft is the same as release 2.').waitFor()
  await dialog().getByRole('radio', { name: 'At a set time' }).check()
  await button('Schedule release 2 for Staging').click()
  await dialog().getByText('Enter a date and a time.').waitFor()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  write('index.html', 'Cells, for the third time')
  await synchronize(lectern, slug)
  await button('Publish').click()
  await page.getByRole('radio', { name: 'Staging' }).check()
  await dialog().getByText('Only a release can be scheduled.').waitFor()
  expect(await dialog().getByRole('radio', { name: 'At a set time' }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
})

test('under four eyes, the person who synchronized asks a colleague, who gets a mail and publishes', async () => {
  await lectern.execute('mutation { updateEnvironment(slug: "staging", input: { fourEyes: true }) { id } }')
  const colleague = await Person.signIn(lectern, page.context(), 'Quentin', 'PUBLISHER')
  write('index.html', 'Cells, by Paula')
  const { package: before } = await lectern.execute(operations.packageState, { slug })
  await button('Synchronize').click()
  await lectern.waitUntil(
    operations.packageState,
    { slug },
    ({ package: { draft, syncRuns } }) =>
      draft.revision > before.draft.revision && syncRuns.nodes[0].finishedAt !== null,
  )
  await button('Publish').click()
  await page.getByRole('radio', { name: 'Staging' }).check()
  await dialog().getByLabel('Message').fill('The lesson on Monday needs it.')
  await dialog()
    .getByRole('button', { name: /^Ask .*Quentin.* to publish$/ })
    .click()
  await page.getByText('You asked for this package to be published to Staging').waitFor()
  expect(await colleague.person.newMail()).toContain('The lesson on Monday needs it.')
  const other = colleague.page
  await other.goto(`${lectern.sandbox.admin}/packages/${slug}`)
  await other.getByText('Paula asks you to publish this package to Staging').waitFor()
  await other.getByText('The lesson on Monday needs it.').waitFor()
  await other.getByRole('button', { name: 'Review and publish to Staging' }).click()
  await other.getByRole('radio', { name: 'Staging', checked: true }).waitFor()
  await other.getByRole('button', { name: 'Publish to Staging', exact: true }).click()
  await other.getByText('Paula asks you to publish').waitFor({ state: 'detached' })
  await page.getByText('You asked for this package to be published').waitFor({ state: 'detached' })
  await release(3).getByText('Shown in Staging').waitFor()
})

test('a release is taken away from the environment that shows it, in its row', async () => {
  await button('More actions for release 3').click()
  await button('Unpublish from Staging…').click()
  await dialog().getByRole('textbox').fill('Cells')
  await dialog().getByRole('button', { name: 'Unpublish', exact: true }).click()
  await page.getByText('Staging no longer shows "Cells".').waitFor()
  await release(3).getByText('Before in Staging').waitFor()
})
