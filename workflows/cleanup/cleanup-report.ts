import type { CleanupCounts, CleanupKind } from '@lectern/domain/cleanup/expired-rows'

/** Something that a cleanup would remove: its description, and its bytes in S3. */
export type RemovalCandidate = { kind: CleanupKind; description: string; bytes: number }

/** What one cleanup call removed, or would remove: the counts, and in a dry run the first candidates by name. */
export type CleanupResult = { counts: Partial<CleanupCounts>; candidates: RemovalCandidate[] }

/** The maximum number of candidates that a dry run names. The totals count all of them. */
export const maxReportLines = 1000

/** The counts before anything is removed. */
export const noRemovals: CleanupCounts = {
  ...{ releases: 0, revisions: 0, uploads: 0, streams: 0, sources: 0, captions: 0, versions: 0, viewerTokens: 0 },
  bytes: 0,
}

/** Counts what one call removes. In a dry run, names as many candidates as there is room for. */
export function startCleanupReport({ room }: { room: number }) {
  const result: CleanupResult = { counts: {}, candidates: [] }
  return {
    result,
    add(kind: CleanupKind, describe: () => string, { bytes = 0, count = 1 } = {}) {
      const { counts, candidates } = result
      counts[kind] = (counts[kind] ?? 0) + count
      counts.bytes = (counts.bytes ?? 0) + bytes
      if (candidates.length < room) candidates.push({ kind, description: describe(), bytes })
    },
  }
}
