import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Screen } from './screens.ts'

const schemes = ['light', 'dark'] as const
const widths = [1280, 375]

type Signed = Awaited<ReturnType<BrowserContext['storageState']>>

/** What to do with each picture in addition to saving it. */
export type Look = (page: Page, file: string) => Promise<void>

/** Takes each screen in both color schemes, on a wide and on a narrow window. `signed` is the session of the person. */
export async function takeAll(
  browser: Browser,
  admin: string,
  signed: Signed,
  screens: Screen[],
  folder: string,
  look?: Look,
): Promise<void> {
  for (const colorScheme of schemes)
    for (const width of widths)
      for (const storageState of [signed, undefined]) {
        const context = await browser.newContext({
          baseURL: admin,
          colorScheme,
          reducedMotion: 'reduce',
          viewport: { width, height: width < 768 ? 812 : 900 },
          storageState,
        })
        const page = await context.newPage()
        for (const screen of screens.filter(({ isSignedOut = false }) => isSignedOut === !storageState)) {
          const file = `${screen.name}-${colorScheme}-${width}`
          await show(page, screen).catch(error => console.error(`${file}: ${error.message.split('\n')[0]}`))
          await page.screenshot({ path: join(folder, `${file}.png`), fullPage: !screen.open })
          await look?.(page, file)
        }
        await context.close()
      }
}

/** Opens a screen and waits until everything is there. */
async function show(page: Page, { path, open }: Screen): Promise<void> {
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await whenLoaded(page)
  await open?.(page)
  await whenLoaded(page)
  await page.waitForTimeout(300)
}

const whenLoaded = (page: Page) => page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
