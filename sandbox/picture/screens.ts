import type { Page } from 'playwright-core'
import type { Made } from './sample-data.ts'

/** A screen: its name, its path in the admin, and how to get to the state to show. `widths`: only on such windows. */
export type Screen = {
  name: string
  path: string
  isSignedOut?: boolean
  widths?: number[]
  open?: (page: Page) => Promise<unknown>
}

const click = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).and(page.locator(':visible')).first().click()
  await page.getByRole('dialog').waitFor()
}

const selectPackages = async (page: Page) => {
  for (const title of ['Photosynthesis', 'Roman Roads']) await page.getByLabel(`Select ${title}`).check()
}

/** An object and all that are in it. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (value === null || typeof value !== 'object') return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const inner of Object.values(value)) yield* objectsIn(inner)
}

type Data = Record<string, Record<string, unknown> | null | undefined>

/**
 * Opens the page again with changed answers of the server, for a state that the sample data cannot have at the same time. `show`
 * leads on from there with the same answers. Nothing is pushed meanwhile, because that would be the real state.
 */
const answered = (change: (data: Data) => void, show: (page: Page) => Promise<unknown>) => async (page: Page) => {
  let isSilent = true
  await page.routeWebSocket('**/graphql', socket => {
    if (!isSilent) socket.connectToServer()
  })
  await page.route('**/graphql', async route => {
    const response = await route.fetch()
    const json = await response.json()
    if (json.data) change(json.data)
    await route.fulfill({ response, json })
  })
  await page.reload()
  await show(page)
  await page.unrouteAll({ behavior: 'wait' })
  isSilent = false
}

/** As for a person whose role requires a second factor. Not true of the session, which the other screens use. */
const showSecondFactorNotice = answered(
  data => {
    for (const object of objectsIn(data)) if (object.requiresSecondFactor === false) object.requiresSecondFactor = true
  },
  page => page.getByRole('link', { name: 'Set up a second factor' }).waitFor(),
)

/** As in a new Lectern. */
const showFirstSteps = answered(
  data => {
    for (const list of ['firstPackages', 'packages'])
      if (data[list]) Object.assign(data[list], { totalCount: 0, nodes: [], edges: [] })
  },
  page => page.getByRole('heading', { name: 'First steps' }).waitFor(),
)

/** As for a person whose roles do not contain the page. */
const showForbidden = answered(
  data => {
    if (data.apiTokens) data.apiTokens = null
  },
  page => page.getByRole('heading', { level: 1, name: 'You do not have access to this page' }).waitFor(),
)

/** A run that copies, with all its figures. Answers name it in several places. */
const showRunningSync = answered(
  data => {
    for (const run of objectsIn(data)) {
      if (run.status !== 'WAITING_FOR_CONFIRMATION') continue
      Object.assign(run, { status: 'RUNNING', phase: 'COPYING', calculated: true, filesTotal: 779, filesDone: 412 })
      Object.assign(run, { bytesTotal: 91_226_112, bytesDone: 48_119_808, percent: 53 })
      const files = [
        { path: 'videos/aqueduct.mp4', bytes: 41_943_040, bytesDone: 16_777_216 },
        { path: 'images/forum.jpg', bytes: 2_411_724, bytesDone: 0 },
        { path: 'images/via-appia.jpg', bytes: 1_153_433, bytesDone: 0 },
      ]
      run.currentFiles = files.map(file => ({ __typename: 'CurrentFile', ...file }))
      Object.assign(run, { bytesPerSecond: 5_242_880, secondsLeft: 190 })
    }
  },
  page => page.getByRole('progressbar', { name: 'Synchronization' }).waitFor(),
)

/** The question before streams are made again, when there are streams of older settings. */
const showReencoding = answered(
  data => {
    const estimate = {
      __typename: 'ReencodeEstimate',
      videos: 3,
      minutes: 24,
      cost: { __typename: 'Money', amount: '0.54', currency: 'USD' },
    }
    for (const parent of [data, data.package])
      if (parent && 'reencodeEstimate' in parent) parent.reencodeEstimate = estimate
  },
  async page => {
    await page.getByRole('button', { name: 'Encode again…' }).click()
    await page.getByRole('dialog').getByText('24 minutes').waitFor()
  },
)

/** Every page of the admin, and its dialogs. `usedLink`: a sign-in link that was used. */
export const screens = ({ person, token, webhook }: Made, usedLink: string): Screen[] => [
  { name: 'sign-in', path: '/', isSignedOut: true },
  { name: 'expired-link', path: usedLink, isSignedOut: true },
  { name: 'packages', path: '/packages' },
  { name: 'packages-no-match', path: '/packages?state=DROPBOX_DISCONNECTED' },
  { name: 'packages-selected', path: '/packages?sort=state', open: selectPackages },
  {
    name: 'packages-columns',
    path: '/packages',
    widths: [1280],
    open: page => page.getByRole('button', { name: 'Columns' }).click(),
  },
  {
    name: 'publish-packages-dialog',
    path: '/packages',
    open: async page => {
      await selectPackages(page)
      await click('Publish to…')(page)
    },
  },
  {
    name: 'schedule-packages-dialog',
    path: '/packages',
    open: async page => {
      await selectPackages(page)
      await click('Schedule…')(page)
    },
  },
  {
    name: 'archive-packages-dialog',
    path: '/packages',
    open: async page => {
      await selectPackages(page)
      await click('Archive')(page)
    },
  },
  { name: 'add-package', path: '/add-package' },
  {
    name: 'add-package-chosen',
    path: '/add-package?path=/Fractions&chosen=/Fractions/Exercises//Empty%20lesson',
    open: async page => {
      await page.getByText('This folder is empty').waitFor()
      await page.getByRole('checkbox', { name: 'Choose /Fractions/Exercises' }).waitFor()
    },
  },
  {
    name: 'add-package-search',
    path: '/add-package?search=ex',
    open: page => page.getByRole('tree', { name: 'Folders found' }).waitFor(),
  },
  { name: 'first-steps', path: '/packages', open: showFirstSteps },
  { name: 'package', path: '/packages/the-hare-and-the-hedgehog' },
  { name: 'package-videos', path: '/packages/the-hare-and-the-hedgehog?show=videos' },
  { name: 'package-videos-grid', path: '/packages/the-hare-and-the-hedgehog?show=videos&view=grid' },
  { name: 'package-videos-failed', path: '/packages/photosynthesis?show=videos' },
  {
    name: 'video-panel',
    path: '/packages/the-hare-and-the-hedgehog?show=videos',
    open: async page => {
      await page.getByRole('link', { name: 'videos/sunrise.mp4' }).click()
      await page.getByRole('dialog').getByRole('table', { name: 'Qualities of the stream' }).waitFor()
    },
  },
  {
    name: 'package-preview',
    path: '/packages/the-hare-and-the-hedgehog?show=preview',
    open: page => page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor(),
  },
  {
    name: 'package-preview-phone',
    path: '/packages/the-hare-and-the-hedgehog?show=preview&width=390',
    open: async page => {
      await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('button', { name: 'Create link' }).click()
      await page.getByLabel('Preview link', { exact: true }).waitFor()
    },
  },
  {
    name: 'reencode-dialog',
    path: '/packages/the-hare-and-the-hedgehog?show=videos',
    open: showReencoding,
  },
  { name: 'package-files', path: '/packages/the-hare-and-the-hedgehog?show=files' },
  {
    name: 'package-file',
    path: '/packages/the-hare-and-the-hedgehog?show=files&file=index.html',
    open: page => page.getByRole('dialog').getByLabel('Path in Dropbox').waitFor(),
  },
  { name: 'package-changes', path: '/packages/the-hare-and-the-hedgehog?show=changes' },
  { name: 'package-change', path: '/packages/the-hare-and-the-hedgehog?show=changes&file=index.html' },
  {
    name: 'package-change-picture',
    path: '/packages/the-hare-and-the-hedgehog?show=changes&file=images/hare.svg&view=over',
  },
  { name: 'package-looks', path: '/packages/the-hare-and-the-hedgehog?show=changes&as=looks&file=index.html' },
  { name: 'package-releases', path: '/packages/the-hare-and-the-hedgehog?show=releases' },
  { name: 'package-settings', path: '/packages/the-hare-and-the-hedgehog?show=settings' },
  { name: 'start-page-dialog', path: '/packages/the-hare-and-the-hedgehog?show=settings', open: click('Change') },
  { name: 'package-activity', path: '/packages/the-hare-and-the-hedgehog?show=activity' },
  { name: 'package-findings', path: '/packages/photosynthesis?show=findings' },
  {
    name: 'package-findings-place',
    path: '/packages/photosynthesis?show=findings&severity=INFO',
    open: async page => {
      await page.getByRole('button', { name: /^Show 2 places: Letter case/ }).click()
      await page.getByRole('button', { name: /^Leaves\.html/ }).click()
      await page.locator('mark').waitFor()
    },
  },
  {
    name: 'ignore-finding-dialog',
    path: '/packages/photosynthesis?show=findings',
    open: async page => {
      await page
        .getByRole('button', { name: /^Ignore…/ })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'package-question', path: '/packages/roman-roads' },
  { name: 'package-running', path: '/packages/roman-roads', open: showRunningSync },
  { name: 'package-archived', path: '/packages/old-maps' },
  { name: 'publish-dialog', path: '/packages/photosynthesis', open: click('Publish') },
  {
    name: 'share-dialog',
    path: '/packages/the-hare-and-the-hedgehog',
    open: click('Share the address in Production'),
  },
  { name: 'unpublish-dialog', path: '/packages/the-hare-and-the-hedgehog', open: click('Unpublish from Production') },
  {
    name: 'release-dialog',
    path: '/packages/the-hare-and-the-hedgehog?show=releases',
    open: click('Promote to… release 1'),
  },
  {
    name: 'schedule-dialog',
    path: '/packages/the-hare-and-the-hedgehog?show=releases',
    open: async page => {
      await click('Promote to… release 1')(page)
      await page.getByRole('radio', { name: 'At a set time' }).check()
      await page.getByLabel(/^Date and time/).waitFor()
    },
  },
  { name: 'archive-dialog', path: '/packages/photosynthesis?show=settings', open: click('Archive package') },
  { name: 'activity', path: '/activity' },
  {
    name: 'activity-details',
    path: '/activity?search=Harry',
    open: page => page.locator('main li button').first().click(),
  },
  { name: 'environments', path: '/environments' },
  { name: 'new-environment-dialog', path: '/environments', open: click('New environment') },
  { name: 'environment', path: '/environments/production' },
  { name: 'environment-viewers', path: '/environments/district-9' },
  { name: 'environment-schedule', path: '/environments/district-9?show=schedule' },
  {
    name: 'cancel-deployment-dialog',
    path: '/environments/district-9?show=schedule',
    open: click(/^Cancel deployment/),
  },
  { name: 'environment-rules', path: '/environments/district-9?show=rules' },
  { name: 'environment-access', path: '/environments/district-9?show=access' },
  { name: 'replace-secret-dialog', path: '/environments/district-9?show=access', open: click('Replace the secret') },
  {
    name: 'environment-check-token',
    path: '/environments/district-9?show=access',
    open: async page => {
      await page.getByLabel('Token', { exact: true }).fill('a.b.c')
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      await page.getByText('This token admits nobody.').waitFor()
    },
  },
  { name: 'revoke-viewers-dialog', path: '/environments/district-9?show=access', open: click('Revoke all') },
  { name: 'environment-embedding', path: '/environments/district-9?show=embedding' },
  { name: 'environment-history', path: '/environments/district-9?show=history' },
  { name: 'budget', path: '/budget' },
  { name: 'people', path: '/people' },
  { name: 'invite-dialog', path: '/people', open: click('Invite') },
  {
    name: 'require-second-factor-dialog',
    path: '/people',
    open: async page => {
      await page.getByRole('switch', { name: 'Require a second factor for Administrator' }).press('Space')
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'second-factor-notice', path: '/account', open: showSecondFactorNotice },
  { name: 'person', path: `/people/${person}` },
  { name: 'grant-dialog', path: `/people/${person}`, open: click('Grant role') },
  { name: 'tokens', path: '/tokens' },
  { name: 'create-token-dialog', path: '/tokens', open: click('Create token') },
  { name: 'token', path: `/tokens/${token}` },
  { name: 'webhooks', path: '/webhooks' },
  { name: 'add-webhook-dialog', path: '/webhooks', open: click('Add webhook') },
  { name: 'webhook', path: `/webhooks/${webhook}` },
  { name: 'dropbox', path: '/dropbox' },
  { name: 'disconnect-dropbox-dialog', path: '/dropbox', open: click('Disconnect Dropbox') },
  { name: 'system', path: '/system' },
  {
    name: 'system-dry-run',
    path: '/system',
    open: async page => {
      await page.getByRole('button', { name: 'Start dry run' }).click()
      await page.getByText(/A cleanup would/).waitFor({ timeout: 60_000 })
    },
  },
  { name: 'account', path: '/account' },
  { name: 'forbidden', path: '/tokens', open: showForbidden },
  { name: 'not-found', path: '/nowhere' },
  {
    name: 'account-menu',
    path: '/packages',
    widths: [1280],
    open: page => page.getByRole('button', { name: /account menu$/ }).click(),
  },
  { name: 'navigation', path: '/packages', widths: [375], open: click('Menu') },
  { name: 'palette', path: '/packages', open: click('Search or run a command') },
  {
    name: 'palette-search',
    path: '/packages/the-hare-and-the-hedgehog',
    open: async page => {
      await click('Search or run a command')(page)
      await page.keyboard.type('in')
      await page.getByRole('option', { name: 'index.html' }).waitFor()
    },
  },
  {
    name: 'shortcuts',
    path: '/packages',
    open: page => page.keyboard.press('?').then(() => page.getByRole('dialog').waitFor()),
  },
]
