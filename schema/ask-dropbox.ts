import { ClientError, unavailable } from '@lectern/domain/errors'
import type { DropboxClient } from '@lectern/workflows/dropbox/client'
import { DropboxDisconnectedError, DropboxEndpointError } from '@lectern/workflows/dropbox/errors'
import type { Services } from '@lectern/server/open-services'

/** How long somebody who clicked waits for Dropbox, in milliseconds. */
const dropboxTimeoutMs = 20_000

/**
 * Asks Dropbox while somebody waits for the answer. REAUTHENTICATE when it must be connected again, UNAVAILABLE when it does not answer in
 * time; its refusals are the caller's to read.
 */
export async function askDropbox<T>(ask: (dropbox: DropboxClient) => Promise<T>, services: Services): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(new Error('Dropbox did not answer in time')), dropboxTimeoutMs)
  try {
    return await Promise.race([ask(services.dropbox), timeout.promise])
  } catch (error) {
    if (error instanceof DropboxEndpointError) throw error
    if (error instanceof DropboxDisconnectedError)
      throw new ClientError(
        'REAUTHENTICATE',
        'Dropbox no longer accepts our access. An administrator must connect it again.',
      )
    services.log.warn({ err: error }, 'Dropbox did not answer')
    throw unavailable('Dropbox does not answer at the moment. Try again in a few seconds.')
  } finally {
    clearTimeout(timer)
  }
}
