import { z } from 'zod'
import type { Change } from '../audit/change.ts'
import type { Database, Tx } from '../database.ts'
import { formatCount } from '../format-count.ts'

const kindLabels = {
  releases: 'release',
  revisions: 'past draft',
  uploads: 'unfinished upload',
  streams: 'encoding',
  sources: 'video source',
  captions: 'converted caption file',
  versions: 'old file version',
  viewerTokens: 'viewer token',
  comparisons: 'page comparison',
}

/** A kind of thing that the cleanup removes. */
export type CleanupKind = keyof typeof kindLabels

const cleanupKinds = Object.keys(kindLabels) as CleanupKind[]

/** An earlier version of Lectern did not know all kinds. */
const byKind = z.record(z.enum(cleanupKinds), z.number().default(0))

/** `bytesByKind` is absent in what was recorded before sizes were counted by kind. */
const recordedCounts = byKind.and(z.object({ bytes: z.number(), bytesByKind: byKind.optional() }))

/** The counts of what a cleanup removed or would remove, by kind, and the bytes of it in S3, together and by kind. */
export type CleanupCounts = Record<CleanupKind, number> & { bytes: number; bytesByKind: Record<CleanupKind, number> }

const removalCandidate = z.object({ kind: z.enum(cleanupKinds), description: z.string(), bytes: z.number() })

/** Something that a cleanup would remove: its description, and its bytes in S3. */
export type RemovalCandidate = z.infer<typeof removalCandidate>

/** What a cleanup removed or would remove of one kind. `bytes` null: not recorded. */
export type Removal = { kind: CleanupKind; count: number; bytes: number | null; examples: RemovalCandidate[] }

/** The removals of recorded counts, and of recorded candidates as their examples. Kinds without any are left out. */
export function removalsOf(recorded: unknown, candidates: unknown = []): Removal[] {
  const { bytesByKind, ...counts } = recordedCounts.parse(recorded)
  const examples = z.array(removalCandidate).parse(candidates)
  return cleanupKinds
    .map(kind => ({
      kind,
      count: counts[kind],
      bytes: bytesByKind?.[kind] ?? null,
      examples: examples.filter(example => example.kind === kind),
    }))
    .filter(({ count, bytes }) => count > 0 || Boolean(bytes))
}

/** Returns the counts in words, such as "2 releases, 1 encoding". Null if there is nothing. */
export function describeCounts(counts: CleanupCounts): string | null {
  const parts = cleanupKinds.flatMap(kind => (counts[kind] > 0 ? formatCount(counts[kind], kindLabels[kind]) : []))
  return parts.length > 0 ? parts.join(', ') : null
}

const subjectOf = (cleanupId: string) => ({ subjectType: 'Cleanup', subjectId: cleanupId })

/** Records one audit event for a cleanup, even when called again. Records none if nothing was removed. */
export async function recordCleanup(tx: Tx, cleanupId: string, counts: CleanupCounts): Promise<Change<null>> {
  const subject = subjectOf(cleanupId)
  const removed = describeCounts(counts)
  if (removed === null || (await tx.auditEvent.count({ where: subject })) > 0) return { result: null }
  const summary = `Removed unreferenced data: ${removed}`
  return { result: null, events: [{ action: 'storage.cleaned', ...subject, summary, after: counts }] }
}

/** What a completed cleanup removed. */
export async function removalsOfCleanup(database: Database, cleanupId: string): Promise<Removal[]> {
  const event = await database.auditEvent.findFirst({ where: subjectOf(cleanupId) })
  return event ? removalsOf(event.after) : []
}
