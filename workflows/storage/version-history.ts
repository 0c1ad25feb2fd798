import type { VersionEntry, VersionMarker, VersionPage } from './s3-versions.ts'

/** All versions and delete markers of one key, newest first. */
export type VersionHistory = VersionEntry[]

/**
 * Groups the pages of a listing into complete histories. A page may end in the middle of a history, which then comes
 * with a later page. A listing from `resumeFrom` returns everything not returned yet. It is null after the last page.
 */
export async function* groupIntoHistories(
  pages: AsyncIterable<VersionPage>,
): AsyncGenerator<{ histories: VersionHistory[]; resumeFrom: VersionMarker | null }> {
  let openEntries: VersionEntry[] = []
  let resumeFrom: VersionMarker | null = null
  for await (const { entries, from, next } of pages) {
    const byKey = Map.groupBy([...openEntries, ...entries], entry => entry.key)
    // A resumed listing may start with the rest of a history that was already returned.
    if (openEntries.length === 0) byKey.delete(from.KeyMarker ?? '')
    const openKey = next?.KeyMarker ?? ''
    if (openEntries[0]?.key !== openKey) resumeFrom = from
    openEntries = byKey.get(openKey) ?? []
    byKey.delete(openKey)
    yield { histories: [...byKey.values()].map(newestFirst), resumeFrom: next && resumeFrom }
  }
}

/**
 * Sorts entries from newest to oldest. S3 lists versions and delete markers separately, each newest first. Some servers
 * date them by whole seconds.
 */
export const newestFirst = (entries: VersionEntry[]): VersionHistory =>
  entries.toSorted(
    (one, other) =>
      Number(other.isLatest) - Number(one.isLatest) ||
      other.lastModified.getTime() - one.lastModified.getTime() ||
      Number(other.isMarker) - Number(one.isMarker),
  )

/**
 * Returns the versions unchanged since before that time: the current one since it was written, others since they were
 * replaced.
 */
export const versionsUnchangedSince = (history: VersionHistory, before: Date): VersionEntry[] =>
  history.filter((entry, index) => {
    const newer = history[index - 1] ?? entry
    return !entry.isMarker && entry.lastModified < before && newer.lastModified < before
  })

/** Returns whether only delete markers from before that time are left of the key once these versions are removed. */
export const hasOnlyOldMarkers = (history: VersionHistory, removedVersionIds: Set<string>, before: Date): boolean =>
  history.some(entry => entry.isMarker) &&
  history.every(entry => (entry.isMarker ? entry.lastModified < before : removedVersionIds.has(entry.versionId)))
