import type { ClaimedItem } from '@lectern/domain/sync/items'
import { readRange } from '../../dropbox/download.ts'
import type { Services } from '../../services.ts'
import type { CopyContext } from './copy-context.ts'
import { type CopyResult, storeFile } from './store-file.ts'

/** Copies a file that fits into one part: one ranged read pinned to its revision, and one PUT. */
export async function copySmall(
  services: Services,
  context: CopyContext,
  item: ClaimedItem,
  signal: AbortSignal,
): Promise<CopyResult> {
  const range = { rev: item.rev, start: 0, length: item.bytes, total: item.bytes }
  return storeFile(services, context, item, await readRange(services.dropbox, range, signal), signal)
}
