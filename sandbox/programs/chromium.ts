import { existsSync } from 'node:fs'
import { chromium as playwright } from 'playwright-core'
import { runCommand } from '../machine/command.ts'
import { aptInstall, findOnPath } from './executables.ts'
import { Problem } from '../machine/problem.ts'

const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const knownPaths = ['/usr/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

const findInstalled = () => commandNames.map(findOnPath).find(Boolean) ?? knownPaths.find(existsSync)

/**
 * The path of a Chromium for tests in a browser: one on this machine, else Debian's package when we are root, else what
 * Playwright downloads. Throws a Problem that says what to do where none can be had.
 */
export async function resolveChromium(): Promise<string> {
  const installedPath = findInstalled() ?? ((await aptInstall('chromium')) ? findInstalled() : undefined)
  if (installedPath) return installedPath
  const downloadedPath = playwright.executablePath()
  if (!existsSync(downloadedPath)) await runCommand(['playwright-core', 'install', 'chromium'])
  if (existsSync(downloadedPath)) return downloadedPath
  throw new Problem(
    'The browser tests need Chromium, and it could not be installed. Install it (on Debian: apt-get install chromium) and run npm test again.',
  )
}
