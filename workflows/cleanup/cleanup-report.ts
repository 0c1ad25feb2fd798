import type { CleanupCounts, CleanupKind } from '@lectern/domain/cleanup/expired-rows'

/** Something that a night's removal would take away: what it is in words, and its bytes in S3. */
export type RemovalCandidate = { kind: CleanupKind; description: string; bytes: number }

/** What a call of the removal took away, or would: how much, and, in a dry run, the first of it by name. */
export type CleanupResult = { counts: Partial<CleanupCounts>; candidates: RemovalCandidate[] }

/** A dry run names so much; the totals are of all. */
export const maxReportLines = 1000

/** A night before anything is removed. */
export const noRemovals: CleanupCounts = {
  ...{ releases: 0, revisions: 0, uploads: 0, streams: 0, sources: 0, captions: 0, versions: 0, viewerTokens: 0 },
  bytes: 0,
}

/** Counts what one call takes away; of what it would take away it names as much as there is room for. */
export function startCleanupReport({ room }: { room: number }) {
  const result: CleanupResult = { counts: {}, candidates: [] }
  return {
    swept: result,
    add(kind: CleanupKind, describe: () => string, { bytes = 0, count = 1 } = {}) {
      const { counts, candidates } = result
      counts[kind] = (counts[kind] ?? 0) + count
      counts.bytes = (counts.bytes ?? 0) + bytes
      if (candidates.length < room) candidates.push({ kind, description: describe(), bytes })
    },
  }
}
