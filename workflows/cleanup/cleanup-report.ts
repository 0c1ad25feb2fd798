import type { CleanupCounts, CleanupKind, RemovalCandidate } from '@lectern/domain/cleanup/cleanup-counts'

/** What one cleanup call removed, or would remove, by kind, and in a dry run the first candidates by name. */
export type CleanupResult = {
  counts: Partial<Record<CleanupKind, { count: number; bytes: number }>>
  candidates: RemovalCandidate[]
}

const noneOfKinds: Record<CleanupKind, number> = {
  ...{ releases: 0, revisions: 0, uploads: 0, streams: 0, sources: 0, captions: 0, versions: 0, viewerTokens: 0 },
  comparisons: 0,
}

/** The counts before anything is found. */
export const noRemovals = (): CleanupCounts => ({ ...noneOfKinds, bytes: 0, bytesByKind: { ...noneOfKinds } })

/** How many candidates of each kind a dry run names. The totals count all of them. */
export const maxCandidatesOfKind = 100

/** Counts what one call removes. In a dry run, names the first candidates of each kind. */
export function startCleanupReport({ dryRun }: { dryRun: boolean }) {
  const result: CleanupResult = { counts: {}, candidates: [] }
  const named: Partial<Record<CleanupKind, number>> = {}
  return {
    result,
    add(kind: CleanupKind, describe: () => string, { bytes = 0, count = 1 } = {}) {
      const before = result.counts[kind] ?? { count: 0, bytes: 0 }
      result.counts[kind] = { count: before.count + count, bytes: before.bytes + bytes }
      const number = named[kind] ?? 0
      if (!dryRun || number >= maxCandidatesOfKind) return
      named[kind] = number + 1
      result.candidates.push({ kind, description: describe(), bytes })
    },
  }
}

/** The counts of a call. A call of an earlier version counted numbers by kind, and the bytes of all kinds together. */
function countsOf({ counts }: CleanupResult): [CleanupKind, { count: number; bytes: number }][] {
  return Object.entries(counts)
    .filter(([kind]) => kind in noneOfKinds)
    .map(([kind, found]) => [kind as CleanupKind, typeof found === 'number' ? { count: found, bytes: 0 } : found])
}

/** Adds the results of all calls up. Keeps the first candidates of each kind. */
export function addResults() {
  const totals = noRemovals()
  const candidates: RemovalCandidate[] = []
  const namedOf = (kind: CleanupKind) => candidates.filter(candidate => candidate.kind === kind).length
  return {
    totals,
    candidates,
    add(result: CleanupResult) {
      for (const [kind, { count, bytes }] of countsOf(result)) {
        totals[kind] += count
        totals.bytes += bytes
        totals.bytesByKind[kind] += bytes
      }
      for (const candidate of result.candidates)
        if (namedOf(candidate.kind) < maxCandidatesOfKind) candidates.push(candidate)
    },
  }
}
