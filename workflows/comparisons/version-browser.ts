import type { ContentVersion } from '@lectern/domain/files/content-version'
import type { Services } from '../services.ts'
import { type Chromium, type ChromiumSettings, openChromium } from './chromium.ts'
import { serveVersion, type VersionServer } from './serve-version.ts'
import { PageTimeoutError, takeStill } from './take-still.ts'

/**
 * A picture, or why a page has none: it did not come to rest in time (`timeout`), or the browser ended with it, such as for
 * using too much memory (`crash`).
 */
export type Still = Buffer | 'timeout' | 'crash'

/** Takes pictures of pages of one content version, in a browser of its own. Throws if a file could not be read. */
export type VersionBrowser = { takeStill(path: string): Promise<Still> } & AsyncDisposable

/**
 * Opens a browser for a content version with its first page. After a page without a picture, the next page gets a new
 * browser, because the old one may be busy forever.
 */
export function openVersionBrowser(
  services: Pick<Services, 'database' | 'store'>,
  settings: ChromiumSettings,
  version: ContentVersion,
  signal: AbortSignal,
): VersionBrowser {
  let opened: { server: VersionServer; chromium: Chromium } | null = null
  const open = async () => {
    const server = await serveVersion(services, version)
    try {
      return { server, chromium: await openChromium(settings, server.port, signal) }
    } catch (error) {
      await server[Symbol.asyncDispose]()
      throw error
    }
  }
  const close = async () => {
    const closing = opened
    opened = null
    await closing?.chromium[Symbol.asyncDispose]()
    await closing?.server[Symbol.asyncDispose]()
  }
  return {
    async takeStill(path) {
      opened ??= await open()
      const { server, chromium } = opened
      try {
        return await takeStill(chromium, path)
      } catch (error) {
        await close()
        signal.throwIfAborted()
        return error instanceof PageTimeoutError ? 'timeout' : 'crash'
      } finally {
        server.throwIfFailed()
      }
    },
    [Symbol.asyncDispose]: close,
  }
}
