import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as operations from '../../story/operations.ts'
import { below, type Figure, figureWithoutGoal } from '../rig/figures.ts'
import { median } from '../rig/seconds.ts'
import { writeFiles } from '../rig/test-files.ts'
import type { OpenAdmin } from './open-admin.ts'

const fileCount = 50_000
const rounds = 3
const limitMs = 100
const milliseconds = (value: number) => `${Math.round(value)} ms`

/** Measures the time from an interaction to the next frame on the page of a package while its files are copied. */
export async function measureInteractions({ lectern, context }: OpenAdmin): Promise<Figure[]> {
  writeFiles(join(lectern.dropboxFolder, 'Many'), { fileCount, bytesPerFile: 200, folderCount: 50 })
  const { slug } = (await lectern.execute(operations.createPackage, { path: '/Many' })).createPackage
  await lectern.execute(operations.synchronize, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, data => data.package.currentSyncRun?.filesDone > 0)
  const page = await context.newPage()
  await page.addInitScript(observeInteractions)
  await page.goto(`${lectern.sandbox.admin}/packages/${slug}`)
  await page.getByRole('progressbar', { name: 'Synchronization' }).waitFor()
  const slowest: number[] = []
  let count = 0
  for (let round = 0; round < rounds; round++) {
    await page.evaluate(() => void window.interactions.clear())
    await interact(page)
    const durations = await page.evaluate(() => [...window.interactions.values()])
    count += durations.length
    slowest.push(Math.max(...durations))
  }
  const { package: pkg } = await lectern.execute(operations.packageState, { slug })
  if (!pkg.currentSyncRun) throw new Error('The files were copied before the interactions ended. Use more files.')
  const { filesDone } = pkg.currentSyncRun
  await page.close()
  const from = `(${slowest.map(milliseconds).join(', ')})`
  return [
    below('the slowest interaction of a round', median(slowest), limitMs, milliseconds, from),
    figureWithoutGoal('interactions', `${count}, until ${filesDone} of ${fileCount} files were copied`),
  ]
}

/** Switches tabs, opens the palette, types into it, and opens menus. */
async function interact(page: Page): Promise<void> {
  for (const name of ['Activity', 'Settings', 'Overview']) await page.getByRole('tab', { name }).click()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('publish', { delay: 50 })
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /account menu$/ }).click()
  await page.keyboard.press('Escape')
  await page.waitForTimeout(500)
}

declare global {
  interface Window {
    interactions: Map<number, number>
  }
}

/** Keeps the duration of each interaction of the page in milliseconds, by its id. Runs in the page. */
function observeInteractions() {
  window.interactions = new Map()
  new PerformanceObserver(list => {
    for (const { duration, interactionId } of list.getEntries() as (PerformanceEventTiming & {
      interactionId: number
    })[])
      if (interactionId)
        window.interactions.set(interactionId, Math.max(duration, window.interactions.get(interactionId) ?? 0))
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}
