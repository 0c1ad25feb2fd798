import { type ElementHandle, type Frame, launch, type Page } from 'puppeteer-core'
import { resolveFirefox } from '../../programs/firefox.ts'
import type { MatrixBrowser, Tab } from './browser.ts'

/** Its start takes up to 40 seconds on a busy machine. */
const startTimeoutMs = 180_000
const protocolTimeoutMs = 90_000
const elementTimeoutMs = 5_000

/** Opens Firefox, which speaks WebDriver BiDi by itself. Throws a Problem that says how to install it. */
export async function openFirefox(): Promise<MatrixBrowser> {
  const executablePath = await resolveFirefox()
  const browser = await launch({
    ...{ browser: 'firefox', executablePath, headless: true },
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    ...{ timeout: startTimeoutMs, protocolTimeout: protocolTimeoutMs },
    // As Firefox is delivered: sound needs a click.
    extraPrefsFirefox: { 'media.autoplay.default': 1, 'media.volume_scale': '0.0' },
  })
  return {
    name: 'firefox',
    // Only the newest page of a Firefox is visible.
    cellsAtOnce: 1,
    open: async () => {
      const context = await browser.createBrowserContext()
      const page = await context.newPage()
      await page.setViewport({ width: 1200, height: 900 })
      return tabOf(page, () => context.close())
    },
    close: () => browser.close(),
  }
}

function tabOf(page: Page, close: () => Promise<void>): Tab {
  const console: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warn') console.push(message.text())
  })
  page.on('dialog', dialog => void dialog.dismiss().catch(() => {}))
  return {
    console,
    goto: async url => {
      // A page whose script hangs never ends loading, and the recorder tells when it does.
      page.goto(url, { waitUntil: 'domcontentloaded', timeout: elementTimeoutMs }).catch(() => {})
    },
    evaluate: async <T>(frames: string[], expression: string) =>
      (await (await frameOf(page, frames)).evaluate(expression)) as T,
    click: async (frames, expression) => {
      const handle = await (await frameOf(page, frames)).evaluateHandle(expression)
      await (handle as unknown as ElementHandle).click()
    },
    sleep: null,
    close,
  }
}

async function frameOf(page: Page, frames: string[]): Promise<Frame> {
  let frame = page.mainFrame()
  for (const selector of frames) {
    const element = await frame.waitForSelector(selector, { timeout: elementTimeoutMs })
    frame = (await element!.contentFrame())!
  }
  return frame
}
