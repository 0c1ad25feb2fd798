import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Screen } from './screens.ts'

const schemes = ['light', 'dark'] as const
const widths = [1280, 375]

/** The session of a person. */
export type Signed = Awaited<ReturnType<BrowserContext['storageState']>>

/** A way to show screens. */
export type View = { colorScheme: (typeof schemes)[number]; width: number }

/** Both color schemes, each on a wide and on a narrow window. */
export const allViews: View[] = schemes.flatMap(colorScheme => widths.map(width => ({ colorScheme, width })))

/** What to do with each screen that is shown. `name` contains the view. */
export type Look = (page: Page, screen: Screen & { name: string }) => Promise<void>

/** Shows each screen in each view. `signed` is the session of the person. A screen that cannot be shown is an error. */
export async function showAll(
  browser: Browser,
  admin: string,
  signed: Signed,
  screens: Screen[],
  views: View[],
  look: Look,
): Promise<void> {
  for (const { colorScheme, width } of views)
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
        if (screen.widths && !screen.widths.includes(width)) continue
        const name = `${screen.name}-${colorScheme}-${width}`
        await show(page, screen).catch(error => {
          throw new Error(`${name}: ${error.message}`)
        })
        await look(page, { ...screen, name })
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
