import type { Encoding, Tx } from '../database.ts'
import type { Action } from './actions.ts'
import type { Event } from './change.ts'

/** Locks an encoding's row: whoever wishes it, withdraws or ends an attempt comes one after the other. */
export async function lockEncoding(tx: Tx, id: string): Promise<Encoding> {
  await tx.$queryRaw`SELECT 1 FROM encoding WHERE id = ${id}::uuid FOR UPDATE`
  return tx.encoding.findUniqueOrThrow({ where: { id } })
}

/** The packages whose transcodes or publications wish this encoding: whom to wake, and whose watchers look again. */
export async function wishers(
  tx: Tx,
  encodingId: string,
): Promise<{ packageId: string; transcode: boolean; publication: boolean }[]> {
  return tx.$queryRaw`
    SELECT coalesce(transcode.package_id, publication.package_id) AS "packageId",
      bool_or(transcode.id IS NOT NULL AND transcode.finished_at IS NULL) AS transcode,
      bool_or(publication.id IS NOT NULL AND publication.finished_at IS NULL) AS publication
    FROM wish LEFT JOIN transcode ON transcode.id = wish.transcode_id LEFT JOIN publication ON publication.id = wish.publication_id
    WHERE wish.encoding_id = ${encodingId}::uuid AND wish.withdrawn_at IS NULL GROUP BY 1`
}

/** The paths that the videos of encodings have in a package that wishes them, by content hash: of several the first. */
export async function namesOf(tx: Tx, encodings: Encoding[], packageId?: string | null): Promise<Map<string, string>> {
  const where = {
    packageId: packageId ?? undefined,
    contentHash: { in: encodings.map(({ contentHash }) => contentHash) },
  }
  const select = { contentHash: true, path: true }
  const orderBy = { path: 'desc' } as const
  const released = await tx.releaseFile.findMany({ where, select, orderBy })
  const expected = await tx.manifestVideo.findMany({ where, select, orderBy })
  return new Map([...released, ...expected].map(({ contentHash, path }) => [contentHash, path]))
}

/** An event about an encoding, told by the name of its video. */
export function encodingEvent(
  { id, contentHash }: Encoding,
  names: Map<string, string>,
  action: Action,
  words: string,
  packageId?: string | null,
): Event {
  const subject = { subjectType: 'Encoding', subjectId: id, packageId: packageId ?? undefined }
  return { action, ...subject, summary: `${names.get(contentHash) ?? 'A video'} ${words}`, after: { contentHash } }
}
