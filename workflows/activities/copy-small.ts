import type { ClaimedItem } from '@lectern/schema/changes/items'
import { readRange } from '../clients/dropbox-download.ts'
import type { CopiedPackage } from './copied-package.ts'
import type { Deps } from './deps.ts'
import { type Copied, placeFile } from './place-file.ts'

/** Copies a file that fits into one part: one ranged read pinned to its revision, one put. */
export async function copySmall(
  deps: Deps,
  target: CopiedPackage,
  item: ClaimedItem,
  signal: AbortSignal,
): Promise<Copied> {
  const range = { rev: item.rev, start: 0, length: item.bytes, total: item.bytes }
  return placeFile(deps, target, item, await readRange(deps.dropbox, range, signal), signal)
}
