import { ToldError, unavailable } from '@lectern/schema/errors'
import type { DropboxClient } from '@lectern/workflows/clients/dropbox'
import { DropboxLost, DropboxRefusal } from '@lectern/workflows/clients/dropbox-errors'
import type { World } from './world.ts'

/** How long somebody who clicked waits for Dropbox, in milliseconds. */
const patience = 20_000

/**
 * Asks Dropbox while somebody waits for the answer. REAUTHENTICATE when it must be connected again, UNAVAILABLE when it does not answer in
 * time; its refusals are the caller's to read.
 */
export async function askDropbox<T>(ask: (dropbox: DropboxClient) => Promise<T>, world: World): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('Dropbox did not answer in time')), patience)
  try {
    return await Promise.race([ask(world.dropbox), late.promise])
  } catch (error) {
    if (error instanceof DropboxRefusal) throw error
    if (error instanceof DropboxLost)
      throw new ToldError(
        'REAUTHENTICATE',
        'Dropbox no longer accepts our access. An administrator must connect it again.',
      )
    world.log.warn({ err: error }, 'Dropbox did not answer')
    throw unavailable('Dropbox does not answer at the moment. Try again in a few seconds.')
  } finally {
    clearTimeout(timer)
  }
}
