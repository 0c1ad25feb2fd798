import { existsSync } from 'node:fs'
import { aptInstall, findOnPath } from './executables.ts'

const findInstalled = () =>
  findOnPath('firefox-esr') ??
  findOnPath('firefox') ??
  ['/Applications/Firefox.app/Contents/MacOS/firefox'].find(existsSync)

/**
 * Returns the path of a Firefox. Uses the one on this machine, else installs Debian's package, with the library for H.264,
 * when run as root. Null where neither works.
 */
export async function resolveFirefox(): Promise<string | null> {
  const installed = findInstalled()
  if (installed) return installed
  const isInstalled = (await aptInstall('firefox-esr')) && (await aptInstall('libavcodec59'))
  return (isInstalled && findInstalled()) || null
}
