import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from '../machine/command.ts'
import { resolveChromium } from '../programs/chromium.ts'
import { chromiumArguments } from '../story/browser.ts'
import { RunningLectern } from '../story/running-lectern.ts'
import { takeReadmePictures } from './readme.ts'
import { makeSampleData } from './sample-data.ts'
import { screens } from './screens.ts'
import { allViews, showAll } from './show-all.ts'

// `npm run picture`: takes pictures of a real Lectern with sample data: every page of the admin, light and dark, wide
// and narrow, and those of the README. `npm run picture -- <name> …` takes only the named ones; `readme` names those of the README.

const only = process.argv.slice(2)
const isWanted = (name: string) => only.length === 0 || only.includes(name)
const folder = join(root, 'docs/pictures')
mkdirSync(folder, { recursive: true })
const lectern = await RunningLectern.start()
const browser = await chromium.launch({ executablePath: await resolveChromium(), args: chromiumArguments })
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const { admin, signIn } = lectern.sandbox
  await page.goto(signIn)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/packages')
  if (isWanted('readme')) await takeReadmePictures(lectern, page, folder)
  const made = await makeSampleData(lectern, browser)
  const { pathname, search } = new URL(signIn)
  const chosen = screens(made, `${pathname}${search}`).filter(({ name }) => isWanted(name))
  await showAll(browser, admin, await context.storageState(), chosen, allViews, (page, { name, open }) =>
    page.screenshot({ path: join(folder, `${name}.png`), fullPage: !open }).then(() => {}),
  )
  made.stop()
} finally {
  await browser.close()
  await lectern.stop()
}
