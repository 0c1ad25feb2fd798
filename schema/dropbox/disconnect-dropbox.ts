import { change } from '@lectern/domain/audit/change'
import type { DropboxConnection } from '@lectern/domain/database'
import { disconnectDropbox as disconnect } from '@lectern/domain/dropbox/connection'
import { withTimeout } from '@lectern/domain/with-timeout'
import { requirePermission } from '../access/require-package.ts'
import { requireRecentSignIn } from '../access/require-recent-sign-in.ts'
import type { Context } from '../context.ts'

/** How long a person waits for Dropbox to revoke the access. */
const revokeTimeoutMs = 10_000

/**
 * Deletes the access to Dropbox, then asks Dropbox to revoke it. `isRevoked`: whether Dropbox did so within 10 seconds, or
 * there was nothing to revoke.
 */
export async function disconnectDropbox(
  context: Context,
): Promise<{ connection: DropboxConnection | null; isRevoked: boolean }> {
  const { services, by } = context
  requirePermission(context, 'disconnect Dropbox')
  requireRecentSignIn(context)
  const before = await change(services.database, by, disconnect)
  const isRevoked = before === null || (await revoke(context, before))
  return { connection: await services.database.dropboxConnection.findUnique({ where: { id: 1 } }), isRevoked }
}

async function revoke({ services: { dropbox, log } }: Context, connection: DropboxConnection): Promise<boolean> {
  try {
    await withTimeout(dropbox.tokens.revoke(connection), revokeTimeoutMs)
    return true
  } catch (error) {
    log.warn({ err: error }, 'Dropbox did not revoke the access')
    return false
  }
}
