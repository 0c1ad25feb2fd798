import { ClientError, unavailable } from '@lectern/domain/errors'
import type { DropboxClient } from '@lectern/workflows/dropbox/client'
import { DropboxDisconnectedError, DropboxEndpointError } from '@lectern/workflows/dropbox/errors'
import type { Services } from './services.ts'

/** The maximum time that a person waits for Dropbox after a click. */
const dropboxTimeoutMs = 20_000

/**
 * Calls Dropbox while a person waits. REAUTHENTICATE when an administrator must reconnect Dropbox, UNAVAILABLE when
 * Dropbox does not respond in time. Rethrows a `DropboxEndpointError`, because its meaning depends on the call.
 */
export async function askDropbox<T>(
  { dropbox, log }: Pick<Services, 'dropbox' | 'log'>,
  ask: (dropbox: DropboxClient) => Promise<T>,
): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(new Error('Dropbox did not respond in time')), dropboxTimeoutMs)
  try {
    return await Promise.race([ask(dropbox), timeout.promise])
  } catch (error) {
    if (error instanceof DropboxEndpointError) throw error
    if (error instanceof DropboxDisconnectedError)
      throw new ClientError(
        'REAUTHENTICATE',
        "Dropbox no longer accepts Lectern's access. Ask an administrator to reconnect Dropbox.",
      )
    log.warn({ err: error }, 'Dropbox did not respond')
    throw unavailable('Dropbox is unreachable. Try again in a few seconds.')
  } finally {
    clearTimeout(timer)
  }
}
