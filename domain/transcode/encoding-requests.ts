import { type Attempt, type Encoding, Prisma, type Tx } from '../database.ts'
import { openAttempts } from './attempts.ts'
import { type EncodingSettings, pauseIfOverBudget } from './budget.ts'
import type { Change } from '../audit/change.ts'

/** Who wishes an encoding: a transcode or a publication of a package. */
export type Requester = { packageId: string } & ({ transcodeId: string } | { publicationId: string })

/** What may get a stream of its own, as far as a wish must know it. */
export type RequestableVideo = {
  contentHash: string
  problem: string | null
  encodedAs: string | null
  decorative: boolean
}

/** The content hashes of which streams are to be made, in their order: what can be played, no twin serves and is no decoration. */
export function hashesToEncode(videos: RequestableVideo[]): string[] {
  const encoded = videos.filter(video => video.problem === null && video.encodedAs === null && !video.decorative)
  return [...new Set(encoded.map(video => video.contentHash))].sort()
}

/**
 * Wishes the streams that are to be made, each content hash once and in their order: whoever locks several encodings locks them in the same
 * order. The first wish ever for one, or one after a cancellation or a removal, opens an attempt; whoever comes later shares it. What the budget does not
 * allow is held, all of it or nothing. `canceledStay`: one that was canceled is not begun anew. Returns the encodings that are wished newly and
 * that somebody has to work on.
 */
export async function requestEncodings(
  tx: Tx,
  requester: Requester,
  videos: RequestableVideo[],
  encodingSettings: EncodingSettings,
  { canceledStay: keepCanceled = false } = {},
): Promise<Change<Encoding[]>> {
  const hashes = await hashesWithoutRequest(tx, requester, hashesToEncode(videos))
  if (hashes.length === 0) return { result: [] }
  const found = await createAndLockEncodings(tx, hashes, encodingSettings.profile)
  await saveRequests(tx, requester, found)
  const needsAttempt = ({ newest, wasRemoved }: LockedEncoding) =>
    newest === null || (newest.status === 'CANCELED' ? !keepCanceled : wasRemoved)
  const toStart = found.filter(needsAttempt)
  const newAttempts = toStart.map(({ newest, encoding }) => ({ encoding, ...nextAttempt(newest, requester) }))
  const { attempts, events } = await openAttempts(tx, newAttempts)
  await pauseIfOverBudget(tx, attempts, encodingSettings)
  const open = found.filter(one => needsAttempt(one) || one.newest?.finishedAt === null)
  return { result: open.map(({ encoding }) => encoding), events }
}

/**
 * Tries once more what failed or was canceled, or was never begun: a new attempt of this one alone. Null: there is nothing to try again, because
 * its newest attempt is no such one.
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

/** Those that this wisher does not wish yet, or not any more. */
async function hashesWithoutRequest(tx: Tx, requester: Requester, hashes: string[]): Promise<string[]> {
  const { column, id } = requesterColumn(requester)
  const requested = await tx.$queryRaw<{ contentHash: string }[]>`
    SELECT encoding.content_hash AS "contentHash" FROM encoding_request JOIN encoding ON encoding.id = encoding_request.encoding_id
    WHERE encoding_request.${column} = ${id}::uuid AND encoding_request.dropped_at IS NULL`
  const known = new Set(requested.map(({ contentHash }) => contentHash))
  return hashes.filter(hash => !known.has(hash))
}

/** `wasRemoved`: whatever was made of it is gone or about to go. */
type LockedEncoding = { encoding: Encoding; newest: Attempt | null; wasRemoved: boolean }

/**
 * The ledger's rows of these hashes, made where they are missing and locked in the order of hashes, with their newest attempts. One that was
 * removed is there again.
 */
async function createAndLockEncodings(tx: Tx, hashes: string[], profile: string): Promise<LockedEncoding[]> {
  await tx.$executeRaw`
    INSERT INTO encoding (id, content_hash, profile) SELECT gen_random_uuid(), hash, ${profile} FROM unnest(${hashes}::text[]) AS hash
    ORDER BY hash ON CONFLICT DO NOTHING`
  await tx.$queryRaw`
    SELECT 1 FROM encoding WHERE content_hash = ANY(${hashes}) AND profile = ${profile} ORDER BY content_hash FOR UPDATE`
  const encodings = await tx.encoding.findMany({ where: { contentHash: { in: hashes }, profile } })
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

async function saveRequests(tx: Tx, requester: Requester, found: LockedEncoding[]): Promise<void> {
  const { column, id } = requesterColumn(requester)
  const requests = found.map(({ encoding, newest, wasRemoved }) => ({
    encodingId: encoding.id,
    reused: newest?.status === 'READY' && !wasRemoved,
  }))
  await tx.$executeRaw`
    INSERT INTO encoding_request (id, encoding_id, ${column}, reused) SELECT gen_random_uuid(), new."encodingId", ${id}::uuid, new.reused
    FROM jsonb_to_recordset(${JSON.stringify(requests)}::jsonb) AS new("encodingId" uuid, reused boolean)
    ON CONFLICT (encoding_id, ${column}) DO UPDATE SET dropped_at = NULL`
}

/**
 * Withdraws the wishes of a transcode or publication, all or those for other content hashes than these. An attempt that nobody wishes any
 * more is canceled by its workflow. Returns the encodings: wake them.
 */
export async function dropRequests(
  tx: Tx,
  requester: { transcodeId: string } | { publicationId: string },
  keepHashes: string[] = [],
): Promise<Encoding[]> {
  const { column, id } = requesterColumn(requester)
  const encodings = await tx.$queryRaw<{ id: string }[]>`
    SELECT encoding.id::text AS id FROM encoding JOIN encoding_request ON encoding_request.encoding_id = encoding.id
    WHERE encoding_request.${column} = ${id}::uuid AND encoding_request.dropped_at IS NULL AND NOT encoding.content_hash = ANY(${keepHashes})
    ORDER BY encoding.content_hash FOR UPDATE OF encoding`
  if (encodings.length === 0) return []
  const ids = encodings.map(encoding => encoding.id)
  await tx.$executeRaw`UPDATE encoding_request SET dropped_at = now() WHERE ${column} = ${id}::uuid AND encoding_id = ANY(${ids}::uuid[])`
  return tx.encoding.findMany({ where: { id: { in: ids } } })
}
