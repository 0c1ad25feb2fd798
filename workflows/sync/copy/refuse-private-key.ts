import type { Package } from '@lectern/domain/database'
import { recordPrivateKeyFile } from '@lectern/domain/files/private-key-files'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import { type holdsPrivateKey, mayHoldPrivateKey } from '../../files/private-key.ts'
import type { Services } from '../../services.ts'
import { findIgnored, loadIgnoreList } from '../plan/ignore-rules.ts'

const privateKeyModule = new URL('../../files/private-key.ts', import.meta.url)

/** The file holds a private key, and the author did not ask to publish it. */
export class PrivateKeyError extends Error {
  override name = 'PrivateKeyError'
}

/**
 * Refuses a file that holds a private key, unless a line of the package's `.lecternignore` names its whole path with a
 * `!`. Records the bytes, so that the next listing leaves them out without a download. Reads the list from Dropbox,
 * because files are copied before the listing ends, and because this is rare.
 * @throws PrivateKeyError
 */
export async function refusePrivateKey(
  services: Services,
  pkg: Package,
  { path, contentHash }: Pick<ClaimedItem, 'path' | 'contentHash'>,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  if (!mayHoldPrivateKey(path, bytes)) return
  const reader = { key: pkg.id, signal }
  const holds = await services.readerThreads.call<typeof holdsPrivateKey>(
    ...([reader, privateKeyModule, 'holdsPrivateKey', path, bytes] as const),
  )
  if (!holds) return
  await recordPrivateKeyFile(services.database, contentHash)
  const list = await loadIgnoreList(services.dropbox, pkg.dropboxPathLower, signal)
  const { ignored } = await findIgnored(services, reader, list, [{ path, hasPrivateKey: true }])
  if (ignored.has(path)) throw new PrivateKeyError(path)
}
