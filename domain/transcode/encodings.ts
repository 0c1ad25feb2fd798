import { z } from 'zod'
import type { Action } from '../audit/actions.ts'
import type { Event } from '../audit/change.ts'
import { type Database, type Encoding, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'

/** Locks an encoding's row. Serializes everything that requests it, drops a request, or ends an attempt. */
export async function lockEncoding(tx: Tx, id: string): Promise<Encoding> {
  await tx.$queryRaw`SELECT 1 FROM encoding WHERE id = ${id}::uuid FOR UPDATE`
  return tx.encoding.findUniqueOrThrow({ where: { id } })
}

const requestingPackageRow = z.object({
  packageId: z.string(),
  transcodeId: z.string().nullable(),
  hasOpenPublication: z.boolean(),
})

/** A package that requests an encoding, and on whose behalf: its open transcode, its open publications. */
export type RequestingPackage = z.infer<typeof requestingPackageRow>

/**
 * The packages whose transcodes or publications request this encoding, oldest request first. Their live queries must
 * refresh when it changes. Includes requesters that have ended and wait for nothing: see `isWaiting`.
 */
export function requestingPackages(database: Database | Tx, encodingId: string): Promise<RequestingPackage[]> {
  const sql = Prisma.sql`
    SELECT coalesce(transcode.package_id, publication.package_id) AS "packageId",
      (array_agg(transcode.id::text) FILTER (WHERE transcode.finished_at IS NULL AND transcode.id IS NOT NULL))[1] AS "transcodeId",
      bool_or(publication.id IS NOT NULL AND publication.finished_at IS NULL) AS "hasOpenPublication"
    FROM encoding_request LEFT JOIN transcode ON transcode.id = encoding_request.transcode_id LEFT JOIN publication ON publication.id = encoding_request.publication_id
    WHERE encoding_request.encoding_id = ${encodingId}::uuid AND encoding_request.dropped_at IS NULL GROUP BY 1 ORDER BY min(encoding_request.requested_at)`
  return rows(database, requestingPackageRow, sql)
}

/** Whether the package still waits for the encoding. An attempt that no package waits for is canceled. */
export const isWaiting = ({ transcodeId, hasOpenPublication }: RequestingPackage): boolean =>
  transcodeId !== null || hasOpenPublication

/**
 * The path of each encoding's video, by content hash. Without a package, looks in all packages. Of several paths,
 * returns the first in order.
 */
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

/** An event about an encoding. Its summary is `summaryPrefix` followed by the path of the video. */
export function encodingEvent(
  { id, contentHash }: Encoding,
  pathsByHash: Map<string, string>,
  action: Action,
  summaryPrefix: string,
  packageId?: string | null,
): Event {
  const subject = { subjectType: 'Encoding', subjectId: id, packageId: packageId ?? undefined }
  return {
    action,
    ...subject,
    summary: `${summaryPrefix} ${pathsByHash.get(contentHash) ?? 'a video'}`,
    after: { contentHash },
  }
}
