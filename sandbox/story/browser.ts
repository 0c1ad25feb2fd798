import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { resolveChromium as chromiumExecutable } from '../programs/chromium.ts'

/** Chromium's arguments in the stories: no background requests, no QUIC, and autoplay with sound without a click. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
]

/** A person's browser. It keeps its profile when it is closed and opened again. */
export class Browser {
  readonly #profile = mkdtempSync(join(tmpdir(), 'lectern-browser-'))
  #context: BrowserContext | null = null

  /** Opens the browser with a window of 1280 × 900 pixels. */
  async open(): Promise<BrowserContext> {
    const executablePath = await chromiumExecutable()
    const options = { executablePath, args: chromiumArguments, headless: true, viewport: { width: 1280, height: 900 } }
    this.#context = await chromium.launchPersistentContext(this.#profile, options)
    return this.#context
  }

  /** The browser that `open` opened. */
  get context(): BrowserContext {
    return this.#context!
  }

  async close(): Promise<void> {
    await this.#context?.close()
    this.#context = null
  }

  /** Closes the browser and deletes its profile. */
  async dispose(): Promise<void> {
    await this.close()
    rmSync(this.#profile, { recursive: true, force: true })
  }
}
