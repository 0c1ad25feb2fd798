import type { VersionEntry, VersionMarker, VersionPage } from './s3-versions.ts'

/** All versions and delete markers of one key, newest first. */
export type VersionHistory = VersionEntry[]

/**
 * Puts the pages of a listing together to whole histories: a page may end in the middle of one, which is told with a later page. `again`: from
 * there all that is not told yet can be listed anew; null: these were the last.
 */
export async function* groupIntoHistories(
  pages: AsyncIterable<VersionPage>,
): AsyncGenerator<{ histories: VersionHistory[]; resumeFrom: VersionMarker | null }> {
  let openEntries: VersionEntry[] = []
  let resumeFrom: VersionMarker | null = null
  for await (const { entries, from, next } of pages) {
    const byKey = Map.groupBy([...openEntries, ...entries], entry => entry.key)
    // Taken up anew, a listing may begin with the rest of a history that was told before.
    if (openEntries.length === 0) byKey.delete(from.KeyMarker ?? '')
    const openKey = next?.KeyMarker ?? ''
    if (openEntries[0]?.key !== openKey) resumeFrom = from
    openEntries = byKey.get(openKey) ?? []
    byKey.delete(openKey)
    yield { histories: [...byKey.values()].map(newestFirst), resumeFrom: next && resumeFrom }
  }
}

/** S3 tells versions and delete markers in lists of their own, each newest first; some date them by whole seconds. */
export const newestFirst = (entries: VersionEntry[]): VersionHistory =>
  entries.toSorted(
    (one, other) =>
      Number(other.isLatest) - Number(one.isLatest) ||
      other.lastModified.getTime() - one.lastModified.getTime() ||
      Number(other.isMarker) - Number(one.isMarker),
  )

/** The versions that are what they are since before that moment: current ones since they were written, others since something took their place. */
export const versionsUnchangedSince = (history: VersionHistory, before: Date): VersionEntry[] =>
  history.filter((entry, index) => {
    const newer = history[index - 1] ?? entry
    return !entry.isMarker && entry.lastModified < before && newer.lastModified < before
  })

/** Once these versions are gone nothing is left of the key but delete markers from before that moment. */
export const hasOnlyOldMarkers = (history: VersionHistory, removedVersionIds: Set<string>, before: Date): boolean =>
  history.some(entry => entry.isMarker) &&
  history.every(entry => (entry.isMarker ? entry.lastModified < before : removedVersionIds.has(entry.versionId)))
