import { existsSync } from 'node:fs'
import { chromium as playwright } from 'playwright-core'
import { command } from './command.ts'
import { aptInstall, onPath } from './executables.ts'
import { Problem } from './problem.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const places = ['/usr/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

const installed = () => names.map(onPath).find(Boolean) ?? places.find(existsSync)

/**
 * The path of a Chromium for tests in a browser: one on this machine, else Debian's package when we are root, else what
 * Playwright downloads. Throws a Problem that says what to do where none can be had.
 */
export async function chromium(): Promise<string> {
  const there = installed() ?? ((await aptInstall('chromium')) ? installed() : undefined)
  if (there) return there
  const own = playwright.executablePath()
  if (!existsSync(own)) await command(['playwright-core', 'install', 'chromium'])
  if (existsSync(own)) return own
  throw new Problem(
    'The browser tests need Chromium, and it could not be installed. Install it (on Debian: apt-get install chromium) and run npm test again.',
  )
}
