import { existsSync } from 'node:fs'
import { chromium as playwright } from 'playwright-core'
import { runCommand } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'
import { aptInstall } from './executables.ts'
import { findInstalledChromium } from './installed-chromium.ts'

/**
 * Returns the path of a Chromium for browser tests. Uses the one on this machine, else installs Debian's package when
 * run as root, else downloads Playwright's. Throws a Problem that says what to do when none of these works.
 */
export async function resolveChromium(): Promise<string> {
  const installedPath =
    findInstalledChromium() ?? ((await aptInstall('chromium')) ? findInstalledChromium() : undefined)
  if (installedPath) return installedPath
  const downloadedPath = playwright.executablePath()
  if (!existsSync(downloadedPath)) await runCommand(['playwright-core', 'install', 'chromium'])
  if (existsSync(downloadedPath)) return downloadedPath
  throw new Problem(
    'The browser tests need Chromium, which could not be installed automatically. Install it (on Debian: apt-get install chromium), then run npm test again.',
  )
}
