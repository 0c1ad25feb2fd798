import { existsSync } from 'node:fs'
import { Problem } from '../machine/problem.ts'
import { aptInstall, findOnPath } from './executables.ts'

const findFirefox = () =>
  findOnPath('firefox-esr') ??
  findOnPath('firefox') ??
  ['/Applications/Firefox.app/Contents/MacOS/firefox'].find(existsSync)

/** Returns the path of Firefox, which is installed where apt is. Throws a Problem that says how to install it. */
export async function resolveFirefox(): Promise<string> {
  const executable =
    findFirefox() ??
    ((await aptInstall('firefox-esr')) && (await aptInstall('libavcodec59')) ? findFirefox() : undefined)
  if (!executable)
    throw new Problem(
      'Firefox is missing. Install it (on Debian: apt-get install firefox-esr libavcodec59), then run the command again.',
    )
  return executable
}
