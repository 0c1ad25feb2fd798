import { ClientError, invalidInput, notFound, unavailable } from '@lectern/domain/errors'
import { withTimeout } from '@lectern/domain/with-timeout'
import type { DropboxClient } from '@lectern/workflows/dropbox/client'
import { DropboxDisconnectedError, DropboxEndpointError, DropboxRefusedError } from '@lectern/workflows/dropbox/errors'
import type { Services } from './services.ts'

/** The maximum time that a person waits for Dropbox after a click. */
const dropboxTimeoutMs = 20_000
/** When a client may ask again after a refusal, which a person must settle first. */
const refusedRetrySeconds = 300

const disconnectedMessage = 'Lectern is not connected to Dropbox. Ask an administrator to connect it.'

/**
 * Calls Dropbox about a folder while a person waits. REAUTHENTICATE when an administrator must reconnect Dropbox,
 * NOT_FOUND when there is no such folder, and INVALID_INPUT for `field` when no folder can have such a path. UNAVAILABLE
 * when Dropbox does not respond in time, or refuses for a reason that the message gives.
 */
export async function askDropbox<T>(
  { dropbox, log }: Pick<Services, 'dropbox' | 'log'>,
  { field, path }: { field: string; path: string },
  ask: (dropbox: DropboxClient) => Promise<T>,
): Promise<T> {
  try {
    return await withTimeout(ask(dropbox), dropboxTimeoutMs)
  } catch (error) {
    if (error instanceof DropboxEndpointError) throw pathErrorOf(error, field, path)
    if (error instanceof DropboxRefusedError) throw unavailable(error.message, refusedRetrySeconds)
    if (error instanceof DropboxDisconnectedError)
      throw new ClientError('REAUTHENTICATE', disconnectedMessage, {
        // The same code without this problem asks the person to confirm the sign-in.
        problems: [{ code: 'DROPBOX_DISCONNECTED', message: disconnectedMessage, path: null }],
      })
    log.warn({ err: error }, 'Dropbox did not respond')
    throw unavailable('Dropbox is unreachable. Try again in a few seconds.')
  }
}

function pathErrorOf(error: DropboxEndpointError, field: string, path: string): ClientError {
  if (error.isMalformedPath)
    return invalidInput(field, `"${path}" is not a path in Dropbox. Use a path such as "/Lessons/Physics".`)
  if (error.isNotFound) return notFound(`The Dropbox folder "${path}"`)
  const message = `Dropbox refuses to open the folder "${path}" (${error.tag}). Check in Dropbox that you can open it.`
  return unavailable(message, refusedRetrySeconds)
}
