import { type Browser, type BrowserContext, chromium, type ElementHandle, type Frame, type Page } from 'playwright-core'
import { resolveChromium } from '../../programs/chromium.ts'
import type { MatrixBrowser, Tab } from './browser.ts'

/** As a teacher's browser: sound needs a click. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--mute-audio',
  '--disable-background-networking',
  '--disable-component-update',
  // Without a window, Chromium would let sound begin without a gesture.
  '--autoplay-policy=document-user-activation-required',
]

const clickTimeoutMs = 20_000

/** A run that is ended closes the browser itself, in its order. */
const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }

/** Starts Chromium. Throws a Problem that says how to install it. */
export const launchChromium = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await resolveChromium(), args, headless: true, ...signals })

/** Opens Chromium for the matrix. */
export async function openChromium(): Promise<MatrixBrowser> {
  const browser = await launchChromium()
  return {
    name: 'chromium',
    cellsAtOnce: 2,
    open: async () => {
      const context = await browser.newContext({ viewport: { width: 1200, height: 900 } })
      return tabOf(context, await context.newPage())
    },
    close: () => browser.close(),
  }
}

function tabOf(context: BrowserContext, page: Page): Tab {
  const console: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning')
      console.push(message.text() + placeOf(message.location().url))
  })
  page.on('dialog', dialog => void dialog.dismiss().catch(() => {}))
  return {
    console,
    goto: async url => void (await page.goto(url, { waitUntil: 'commit' })),
    evaluate: async (frames, expression) => (await frameOf(page, frames)).evaluate(expression),
    click: async (frames, expression) => {
      const handle = await (await frameOf(page, frames)).evaluateHandle(expression)
      await (handle as unknown as ElementHandle).click({ force: true, timeout: clickTimeoutMs })
    },
    sleep: async () => {
      const session = await context.newCDPSession(page)
      await session.send('Page.setWebLifecycleState', { state: 'frozen' })
      return async () => void (await session.send('Page.setWebLifecycleState', { state: 'active' }))
    },
    close: () => context.close(),
  }
}

/** Returns the path that a line of the console is about, such as " [/graphql]", or nothing. */
function placeOf(url: string): string {
  if (url.startsWith('blob:')) return ' [blob:]'
  return URL.canParse(url) ? ` [${new URL(url).pathname}]` : ''
}

async function frameOf(page: Page, frames: string[]): Promise<Frame> {
  let frame = page.mainFrame()
  for (const selector of frames) {
    const element = await frame.waitForSelector(selector, { state: 'attached', timeout: clickTimeoutMs })
    frame = (await element.contentFrame())!
  }
  return frame
}
