import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { freePort } from '../../machine/ports.ts'
import { Problem } from '../../machine/problem.ts'
import { withProgress } from '../../machine/progress.ts'
import { makeSampleData } from '../../picture/sample-data.ts'
import { resolveChromium } from '../../programs/chromium.ts'
import { chromiumArguments } from '../../story/browser.ts'
import { RunningLectern } from '../../story/running-lectern.ts'
import type { Figure } from '../rig/figures.ts'
import { readMachine } from '../rig/machine.ts'
import { recordFigures } from '../rig/record-figures.ts'
import { measureFirstLoads } from './first-load.ts'
import { measureInteractions } from './interaction.ts'
import { measureLighthouse } from './lighthouse.ts'
import type { OpenAdmin } from './open-admin.ts'
import { measureScrolling } from './scrolling.ts'

const measures: Record<string, (open: OpenAdmin) => Promise<Figure[]>> = {
  'first-load': measureFirstLoads,
  lighthouse: measureLighthouse,
  interaction: measureInteractions,
  scrolling: measureScrolling,
}
const cases = Object.keys(measures)

const about = {
  title: 'admin',
  intro: `Chromium, signed in as an owner, opens the admin of a Lectern with sample data. First load: the scripts of a page that
was never opened before, as the server sends them with gzip. Lighthouse: its categories, of desktop and of mobile with its own slowed
line and processor. Interaction: from a key or click to the next frame, as the browser's Event Timing reports it for a page
of a package while 50,000 files of it are copied; the slowest of all, which are switching tabs, opening and typing into the palette, and opening menus. Scrolling: from frame to frame, while a
wheel scrolls through the list of 10,000 packages.`,
}

/** Runs `npm run bench -- admin [case …]`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchAdmin(caseNames: string[]): Promise<void> {
  const unknown = caseNames.filter(name => !cases.includes(name))
  if (unknown.length > 0) throw new Problem(`Unknown case: ${unknown.join(', ')}. Use one of ${cases.join(', ')}.`)
  const chosen = caseNames.length > 0 ? cases.filter(name => caseNames.includes(name)) : cases
  const machine = await readMachine()
  const lectern = await RunningLectern.start()
  const debuggingPort = await freePort()
  const profile = join(lectern.data, 'bench-profile')
  mkdirSync(profile)
  const executablePath = await resolveChromium()
  const args = [...chromiumArguments, `--remote-debugging-port=${debuggingPort}`]
  const context = await chromium.launchPersistentContext(profile, { executablePath, args, headless: true })
  const { sandbox } = lectern
  let stopSampleData = () => {}
  try {
    const page = context.pages()[0]!
    await page.goto(sandbox.signIn)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL('**/packages')
    const made = await withProgress('Sample data', () => makeSampleData(lectern, context.browser()!))
    stopSampleData = made.stop
    const results: Record<string, Figure[]> = {}
    for (const name of chosen)
      results[name] = await withProgress(name, () => measures[name]!({ lectern, context, debuggingPort }))
    const versions = { Node: machine.versions.Node!, Chromium: context.browser()!.version() }
    recordFigures(about, cases, { ...machine, versions }, results)
  } finally {
    stopSampleData()
    await context.close()
    await lectern.stop()
  }
}
