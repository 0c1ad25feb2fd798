import { charsetOf, decode } from '../files/charset.ts'
import { removePlayerTag } from '../files/player-tag.ts'
import { isAnalyzedText, textKindOf } from '../files/text-kind.ts'
import { getBuffer, type ObjectStore } from '../storage/s3.ts'

/** Returns whether a file is a text in which findings have lines. */
export const hasLines = (path: string): boolean => isAnalyzedText(path)

/**
 * Reads a text of the draft as the author wrote it, decoded as it was checked, so that lines are the same. `hasTag`: it
 * is a page with the player's tag.
 */
export async function readAuthorText(
  store: ObjectStore,
  { key, versionId, path, hasTag }: { key: string; versionId: string; path: string; hasTag: boolean },
): Promise<string> {
  const stored = await getBuffer(store, key, versionId)
  const bytes = hasTag ? removePlayerTag(stored) : stored
  return decode(bytes, charsetOf(textKindOf(path), bytes))
}
