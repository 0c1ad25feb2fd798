import type { Database, Encoding, Tx } from '../database.ts'
import type { Action } from '../audit/actions.ts'
import type { Event } from '../audit/change.ts'

/** Locks an encoding's row: whoever wishes it, withdraws or ends an attempt comes one after the other. */
export async function lockEncoding(tx: Tx, id: string): Promise<Encoding> {
  await tx.$queryRaw`SELECT 1 FROM encoding WHERE id = ${id}::uuid FOR UPDATE`
  return tx.encoding.findUniqueOrThrow({ where: { id } })
}

/** A package that wishes an encoding, and for whom: its open transcode, its open publications. */
export type RequestingPackage = { packageId: string; transcodeId: string | null; hasOpenPublication: boolean }

/**
 * The packages whose transcodes or publications wish this encoding, the first that did first: whose watchers look again. Those that are over
 * wish nothing to be worked on any more: see `isWaiting`.
 */
export function requestingPackages(database: Database | Tx, encodingId: string): Promise<RequestingPackage[]> {
  return database.$queryRaw<RequestingPackage[]>`
    SELECT coalesce(transcode.package_id, publication.package_id) AS "packageId",
      (array_agg(transcode.id::text) FILTER (WHERE transcode.finished_at IS NULL AND transcode.id IS NOT NULL))[1] AS "transcodeId",
      bool_or(publication.id IS NOT NULL AND publication.finished_at IS NULL) AS "hasOpenPublication"
    FROM encoding_request LEFT JOIN transcode ON transcode.id = encoding_request.transcode_id LEFT JOIN publication ON publication.id = encoding_request.publication_id
    WHERE encoding_request.encoding_id = ${encodingId}::uuid AND encoding_request.dropped_at IS NULL GROUP BY 1 ORDER BY min(encoding_request.requested_at)`
}

/** Does it still wait for the stream? Only such a one keeps an attempt alive. */
export const isWaiting = ({ transcodeId, hasOpenPublication }: RequestingPackage): boolean =>
  transcodeId !== null || hasOpenPublication

/** The paths that the videos of encodings have in a package that wishes them, by content hash: of several the first. */
export async function videoPathsByHash(
  tx: Tx,
  encodings: Encoding[],
  packageId?: string | null,
): Promise<Map<string, string>> {
  const hashes = encodings.map(({ contentHash }) => contentHash)
  const where = { packageId: packageId ?? undefined, contentHash: { in: hashes } }
  const selection = { select: { contentHash: true, path: true }, orderBy: { path: 'desc' } } as const
  const names = new Map<string, string>()
  for (const { contentHash, path } of await tx.manifestVideo.findMany({ where, ...selection }))
    names.set(contentHash, path)
  const missing = hashes.filter(hash => !names.has(hash))
  if (missing.length === 0) return names
  const released = await tx.releaseFile.findMany({ where: { ...where, contentHash: { in: missing } }, ...selection })
  for (const { contentHash, path } of released) names.set(contentHash, path)
  return names
}

/** An event about an encoding, told by the name of its video. */
export function encodingEvent(
  { id, contentHash }: Encoding,
  pathsByHash: Map<string, string>,
  action: Action,
  words: string,
  packageId?: string | null,
): Event {
  const subject = { subjectType: 'Encoding', subjectId: id, packageId: packageId ?? undefined }
  return {
    action,
    ...subject,
    summary: `${pathsByHash.get(contentHash) ?? 'A video'} ${words}`,
    after: { contentHash },
  }
}
