import { existsSync } from 'node:fs'
import { findOnPath } from './executables.ts'

const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const knownPaths = ['/usr/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** Returns the path of the Chromium that is installed on this machine, or undefined. */
export const findInstalledChromium = (): string | undefined =>
  commandNames.map(findOnPath).find(Boolean) ?? knownPaths.find(existsSync)
