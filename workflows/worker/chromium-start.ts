import type { Logger } from 'pino'
import { type ChromiumSettings, openChromium } from '../comparisons/chromium.ts'
import type { WorkerSettings } from './configuration.ts'

/** A port on which nothing listens, because the browser opens no page. */
const noPort = 9
/** How long Chromium may take to start, in milliseconds. */
const startTimeoutMs = 30_000

/**
 * Starts the Chromium of the settings once. Null if none is set, and if it does not start: the worker does all of its other
 * work then, and the error says what to do.
 */
export async function startableChromium(
  { CHROMIUM: path, CHROMIUM_SANDBOX: isSandboxed }: Pick<WorkerSettings, 'CHROMIUM' | 'CHROMIUM_SANDBOX'>,
  log: Pick<Logger, 'error'>,
): Promise<ChromiumSettings | null> {
  if (path === undefined) return null
  const settings = { path, isSandboxed }
  try {
    await using chromium = await openChromium(settings, noPort, AbortSignal.timeout(startTimeoutMs))
    await chromium.send('Browser.getVersion')
    return settings
  } catch (error) {
    const sandboxFix = isSandboxed ? ' If it cannot isolate its processes here, docs/operate.md says what to do.' : ''
    log.error(
      `CHROMIUM is "${path}", which does not start (${(error as Error).message}). This worker does not compare pages. Install Chromium, set CHROMIUM to its path, and start the worker again.${sandboxFix}`,
    )
    return null
  }
}
