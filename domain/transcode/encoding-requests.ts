import { z } from 'zod'
import type { Change } from '../audit/change.ts'
import { type Attempt, type Encoding, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { openAttempts } from './attempts.ts'
import { pauseIfOverBudget } from './cost/budget.ts'
import { encodingInUseSql } from './encoding-in-use.ts'
import type { EncodingSettings } from './encoding-settings.ts'

/** Who requests an encoding: a transcode or a publication of a package. */
export type Requester = { packageId: string } & ({ transcodeId: string } | { publicationId: string })

/** The fields of a video that decide whether it is encoded. */
export type RequestableVideo = {
  contentHash: string
  problem: string | null
  encodedAs: string | null
  playsFromFile: boolean
}

/**
 * The sorted content hashes to encode. Leaves out videos with a problem, videos that play an alternate source's
 * encoding, and videos that play from their file.
 */
export function hashesToEncode(videos: RequestableVideo[]): string[] {
  const encoded = videos.filter(video => video.problem === null && video.encodedAs === null && !video.playsFromFile)
  return [...new Set(encoded.map(video => video.contentHash))].sort()
}

/**
 * Requests the encodings of these videos, once for each content hash. Locks encodings in the order of their hashes, as
 * every transaction does that locks several. The first request for an encoding opens an attempt, and so does a request
 * after a cancellation or a removal; later requesters share it. If the new attempts do not fit into the budget, all of
 * them are paused. `keepCanceled`: canceled encodings are not started again. `isRenewal`: requests the encodings in the
 * current profile, whatever is READY in an older one, and starts failed ones again. Returns the newly requested encodings
 * that still need work.
 */
export async function requestEncodings(
  tx: Tx,
  requester: Requester,
  videos: RequestableVideo[],
  encodingSettings: EncodingSettings,
  { keepCanceled = false, isRenewal = false } = {},
): Promise<Change<Encoding[]>> {
  const { profile } = encodingSettings
  const hashes = await hashesWithoutRequest(tx, requester, hashesToEncode(videos), isRenewal ? profile : null)
  if (hashes.length === 0) return { result: [] }
  const found = await createAndLockEncodings(tx, hashes, profile, isRenewal)
  await saveRequests(tx, requester, found)
  const needsAttempt = ({ newest, wasRemoved }: LockedEncoding) => {
    if (newest === null) return true
    if (newest.status === 'CANCELED') return isRenewal || !keepCanceled
    return wasRemoved || (isRenewal && newest.status === 'FAILED')
  }
  const toStart = found.filter(needsAttempt)
  const newAttempts = toStart.map(({ newest, encoding }) => ({ encoding, ...nextAttempt(newest, requester) }))
  const { attempts, events } = await openAttempts(tx, newAttempts)
  await pauseIfOverBudget(tx, attempts, encodingSettings)
  const open = found.filter(locked => needsAttempt(locked) || locked.newest?.finishedAt === null)
  return { result: open.map(({ encoding }) => encoding), events }
}

/**
 * Opens a new attempt for one encoding that failed, was canceled, or never started. Returns null if its newest attempt
 * is still open or succeeded.
 */
export async function retryEncoding(
  tx: Tx,
  requester: Requester,
  contentHash: string,
  encodingSettings: EncodingSettings,
): Promise<Change<Encoding | null>> {
  const [found] = await createAndLockEncodings(tx, [contentHash], encodingSettings.profile)
  const { encoding, newest, wasRemoved } = found!
  if (newest && !wasRemoved && newest.status !== 'FAILED' && newest.status !== 'CANCELED') return { result: null }
  await saveRequests(tx, requester, [found!])
  const { attempts, events } = await openAttempts(tx, [{ encoding, ...nextAttempt(newest, requester) }])
  await pauseIfOverBudget(tx, attempts, encodingSettings)
  return { result: encoding, events }
}

const nextAttempt = (newest: Attempt | null, requester: Requester) => ({
  number: (newest?.number ?? 0) + 1,
  packageId: requester.packageId,
  transcodeId: 'transcodeId' in requester ? requester.transcodeId : null,
})

const requesterColumn = (requester: { transcodeId: string } | { publicationId: string }) =>
  'transcodeId' in requester
    ? { column: Prisma.sql`transcode_id`, id: requester.transcodeId }
    : { column: Prisma.sql`publication_id`, id: requester.publicationId }

const requestedRow = z.object({ contentHash: z.string() })

/** The hashes that this requester does not request at the moment. `profile`: in this profile; null means in any. */
async function hashesWithoutRequest(
  tx: Tx,
  requester: Requester,
  hashes: string[],
  profile: string | null,
): Promise<string[]> {
  const { column, id } = requesterColumn(requester)
  const sql = Prisma.sql`
    SELECT encoding.content_hash AS "contentHash" FROM encoding_request JOIN encoding ON encoding.id = encoding_request.encoding_id
    WHERE encoding_request.${column} = ${id}::uuid AND encoding_request.dropped_at IS NULL
      AND encoding.profile = coalesce(${profile}, encoding.profile)`
  const requested = await rows(tx, requestedRow, sql)
  const known = new Set(requested.map(({ contentHash }) => contentHash))
  return hashes.filter(hash => !known.has(hash))
}

/** `wasRemoved`: its outputs were deleted or are about to be. */
type LockedEncoding = { encoding: Encoding; newest: Attempt | null; wasRemoved: boolean }

/**
 * Creates the missing encodings of these hashes and locks all of them in the order of their hashes. What another profile
 * has in use is not created in this one, unless `isRenewal`. Returns them with their newest attempts. Clears the removal
 * of an encoding that was removed.
 */
async function createAndLockEncodings(
  tx: Tx,
  hashes: string[],
  profile: string,
  isRenewal = false,
): Promise<LockedEncoding[]> {
  await tx.$queryRaw`SELECT 1 FROM encoding WHERE content_hash = ANY(${hashes}) ORDER BY content_hash, profile FOR UPDATE`
  const inUse = isRenewal ? [] : await encodingsInUse(tx, hashes, profile)
  const missing = hashes.filter(hash => !inUse.some(({ contentHash }) => contentHash === hash))
  await tx.$executeRaw`
    INSERT INTO encoding (id, content_hash, profile) SELECT gen_random_uuid(), hash, ${profile} FROM unnest(${missing}::text[]) AS hash
    ORDER BY hash ON CONFLICT DO NOTHING`
  await tx.$queryRaw`
    SELECT 1 FROM encoding WHERE content_hash = ANY(${missing}) AND profile = ${profile} ORDER BY content_hash FOR UPDATE`
  const encodings = await tx.encoding.findMany({
    where: { OR: [{ id: { in: inUse.map(({ id }) => id) } }, { contentHash: { in: missing }, profile }] },
    orderBy: { contentHash: 'asc' },
  })
  const attempts = await tx.attempt.findMany({
    where: { encodingId: { in: encodings.map(({ id }) => id) } },
    orderBy: { number: 'asc' },
  })
  const newestOf = new Map(attempts.map(attempt => [attempt.encodingId, attempt]))
  const removed = encodings.flatMap(({ id, removedAt }) => (removedAt ? id : []))
  await tx.encoding.updateMany({ where: { id: { in: removed } }, data: { removedAt: null, unreferencedSince: null } })
  return encodings.map(encoding => ({
    encoding,
    newest: newestOf.get(encoding.id) ?? null,
    wasRemoved: removed.includes(encoding.id),
  }))
}

const inUseRow = z.object({ id: z.string(), contentHash: z.string() })

/** The encodings in use of these hashes. See `encodingInUseSql`. */
function encodingsInUse(tx: Tx, hashes: string[], profile: string) {
  const sql = Prisma.sql`
    SELECT encoding.id::text AS id, encoding.content_hash AS "contentHash" FROM unnest(${hashes}::text[]) AS known(content_hash)
      JOIN LATERAL (${encodingInUseSql(Prisma.sql`known.content_hash`, profile)}) AS encoding ON true`
  return rows(tx, inUseRow, sql)
}

async function saveRequests(tx: Tx, requester: Requester, found: LockedEncoding[]): Promise<void> {
  const { column, id } = requesterColumn(requester)
  const encodingIds = found.map(({ encoding }) => encoding.id)
  await tx.$executeRaw`
    INSERT INTO encoding_request (id, encoding_id, ${column})
    SELECT gen_random_uuid(), encoding_id, ${id}::uuid FROM unnest(${encodingIds}::uuid[]) AS encoding_id
    ON CONFLICT (encoding_id, ${column}) DO UPDATE SET dropped_at = NULL`
}

const encodingRow = z.object({ id: z.string() })

/**
 * Drops the encoding requests of a transcode or publication, except those for `keepHashes`. The workflow of an encoding
 * cancels its attempt when no request is left. Returns the encodings, which the caller must wake.
 */
export async function dropRequests(
  tx: Tx,
  requester: { transcodeId: string } | { publicationId: string },
  keepHashes: string[] = [],
): Promise<Encoding[]> {
  const { column, id } = requesterColumn(requester)
  const sql = Prisma.sql`
    SELECT encoding.id::text AS id FROM encoding JOIN encoding_request ON encoding_request.encoding_id = encoding.id
    WHERE encoding_request.${column} = ${id}::uuid AND encoding_request.dropped_at IS NULL AND NOT encoding.content_hash = ANY(${keepHashes})
    ORDER BY encoding.content_hash FOR UPDATE OF encoding`
  const encodings = await rows(tx, encodingRow, sql)
  if (encodings.length === 0) return []
  const ids = encodings.map(encoding => encoding.id)
  await tx.$executeRaw`UPDATE encoding_request SET dropped_at = now() WHERE ${column} = ${id}::uuid AND encoding_id = ANY(${ids}::uuid[])`
  return tx.encoding.findMany({ where: { id: { in: ids } } })
}
