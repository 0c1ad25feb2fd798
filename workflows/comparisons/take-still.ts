import { encodePath } from '@lectern/domain/playback/content-address'
import type { Chromium } from './chromium.ts'
import { freezeScript, settleScript } from './freeze.ts'
import { pageOrigin } from './serve-version.ts'

/** The size of the window, in pixels. */
export const stillSize = { width: 1280, height: 800 }
/** When the picture is taken, by the page's clock: just after timers of whole seconds and of frames have run. */
const stillAfterMs = 2_008
/** How long a page may take, by the real clock. */
export const pageTimeoutMs = 40_000
/** The page's clock begins here, so that dates on pages are equal. In seconds. */
const pageStart = Date.UTC(2026, 0, 1, 12) / 1000

/** A page did not load in time, or made the browser end. */
export class PageTimeoutError extends Error {
  override name = 'PageTimeoutError'
}

/**
 * Opens a page in a context of its own, and returns a picture of it after two seconds, as PNG. The page's clock is virtual:
 * it waits for the network, so that a slow machine does not change the picture.
 * @throws PageTimeoutError when the page takes too long; the browser may be busy with it forever
 */
export async function takeStill(chromium: Chromium, path: string): Promise<Buffer> {
  const limit = Promise.withResolvers<never>()
  const timer = setTimeout(() => limit.reject(new PageTimeoutError('The page took too long')), pageTimeoutMs)
  try {
    return await Promise.race([shootInContext(chromium, path), limit.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function shootInContext(chromium: Chromium, path: string): Promise<Buffer> {
  const { send } = chromium
  const { browserContextId } = await send<{ browserContextId: string }>('Target.createBrowserContext')
  await send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId })
  const still = await openAndShoot(chromium, browserContextId, path)
  await send('Target.disposeBrowserContext', { browserContextId })
  return still
}

async function openAndShoot({ send, on }: Chromium, browserContextId: string, path: string): Promise<Buffer> {
  const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url: 'about:blank', browserContextId })
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  const page = <Result = object>(method: string, params: object = {}) => send<Result>(method, params, sessionId)
  using _dialogs = on('Page.javascriptDialogOpening', sessionId, () => {
    page('Page.handleJavaScriptDialog', { accept: false }).catch(() => {})
  })
  const budgetExpired = Promise.withResolvers<void>()
  using _budget = on('Emulation.virtualTimeBudgetExpired', sessionId, budgetExpired.resolve)
  await page('Page.enable')
  await page('Emulation.setDeviceMetricsOverride', { ...stillSize, deviceScaleFactor: 1, mobile: false })
  await page('Page.addScriptToEvaluateOnNewDocument', { source: freezeScript })
  await page('Emulation.setVirtualTimePolicy', { policy: 'pause', initialVirtualTime: pageStart })
  await page('Page.navigate', { url: `${pageOrigin}/${encodePath(path)}` })
  await page('Emulation.setVirtualTimePolicy', {
    policy: 'pauseIfNetworkFetchesPending',
    budget: stillAfterMs,
    maxVirtualTimeTaskStarvationCount: 1_000_000,
  })
  await budgetExpired.promise
  await page('Runtime.evaluate', { expression: settleScript(stillAfterMs) })
  const { data } = await page<{ data: string }>('Page.captureScreenshot', { format: 'png' })
  return Buffer.from(data, 'base64')
}
