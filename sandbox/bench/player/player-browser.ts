import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { launchChromium } from '../../matrix/browsers/chromium.ts'
import type { MatrixLectern } from '../../matrix/matrix-lectern.ts'
import { MatrixProxy } from '../../matrix/proxy/matrix-proxy.ts'
import type { Network } from '../../matrix/proxy/network.ts'

/** Everything is defined inside one function, so that nothing of it meets the page's names. */
const inPage = `(() => {\n${readFileSync(join(import.meta.dirname, 'in-page.js'), 'utf8')}\n})()\n`

/** A page with the player's tag, or as its author wrote it. */
export type Side = 'tagged' | 'bare'

export type OpenOptions = {
  side: Side
  network: Network
  /** What the address has behind the page, such as `?a=b`. */
  search?: string
  /** Plays the video as soon as the page has it. */
  playsAtOnce?: boolean
}

/** One page in a profile of its own, behind a proxy of its own. */
export type OpenPage = { page: Page; proxy: MatrixProxy; cdp: CDPSession }

/** Opens pages of the bench's package in Chromium, one at a time. */
export class PlayerBrowser {
  readonly browser: Browser
  readonly #lectern: MatrixLectern

  private constructor(browser: Browser, lectern: MatrixLectern) {
    this.browser = browser
    this.#lectern = lectern
  }

  static async use<T>(lectern: MatrixLectern, work: (browser: PlayerBrowser) => Promise<T>): Promise<T> {
    const browser = await launchChromium()
    try {
      return await work(new PlayerBrowser(browser, lectern))
    } finally {
      await browser.close()
    }
  }

  /** Opens a page, and closes it after `work`. The page has begun to load. */
  async onPage<T>(name: string, options: OpenOptions, work: (open: OpenPage) => Promise<T>): Promise<T> {
    const { side, network, search = '', playsAtOnce = false } = options
    const { content, published } = this.#lectern
    const proxy = await MatrixProxy.start({ content, network, bare: side === 'bare', recorder: false })
    const context = await this.browser.newContext({ viewport: { width: 1200, height: 900 } })
    try {
      await context.addInitScript({ content: playsAtOnce ? `${inPage}playerBench.playWhenThere()\n` : inPage })
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      // Counts processor time from here on, not what the clock says.
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
      const address = `${published.replace(content, proxy.origin)}${name}/index.html${search}`
      await page.goto(address, { waitUntil: 'commit' })
      return await work({ page, proxy, cdp })
    } finally {
      await context.close()
      await proxy.stop()
    }
  }

  /** Returns the path of a video's master playlist. */
  async masterPath(video: string): Promise<string> {
    const { content, published } = this.#lectern
    const [environment, slug, release] = new URL(published).pathname.split('/').slice(1)
    const query = `query($package: String!, $environment: String, $release: Int) {
      playlists(package: $package, environment: $environment, release: $release) { path url } }`
    const response = await fetch(new URL('/graphql', content), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { package: slug, environment, release: Number(release) } }),
    })
    const { data } = (await response.json()) as { data: { playlists: { path: string; url: string | null }[] } }
    const url = data.playlists.find(({ path }) => path === `media/${video}`)?.url
    if (!url) throw new Error(`The video ${video} has no stream`)
    return new URL(url, content).pathname
  }
}

/** Returns the value of an expression in the page. A promise is waited for. `b` is `playerBench`. */
export const inPageValue = <T>(page: Page, expression: string): Promise<T> =>
  page.evaluate(`(b => ${expression})(window.playerBench)`) as Promise<T>

/** How long a stream may take until it is the source, in milliseconds. */
const streamTimeoutMs = 60_000

/** Resolves to whether the video has a stream. Waits for it. */
export const waitForStream = (page: Page): Promise<boolean> =>
  inPageValue(page, `b.waitFor(b.isStream, ${streamTimeoutMs})`)
