import { type Attempt, type Encoding, Prisma, type Tx } from '../database.ts'
import { openAttempts } from './attempt.ts'
import { holdWhatDoesNotFit, type Terms } from './budget.ts'
import type { Outcome } from './change.ts'

/** Who wishes an encoding: a transcode or a publication of a package. */
export type Wisher = { packageId: string } & ({ transcodeId: string } | { publicationId: string })

/** What may get a stream of its own, as far as a wish must know it. */
export type Wishable = { contentHash: string; problem: string | null; servedBy: string | null; decorative: boolean }

/** The content hashes of which streams are to be made, in their order: what can be played, no twin serves and is no decoration. */
export function hashesToStream(videos: Wishable[]): string[] {
  const streamed = videos.filter(video => video.problem === null && video.servedBy === null && !video.decorative)
  return [...new Set(streamed.map(video => video.contentHash))].sort()
}

/**
 * Wishes the streams that are to be made, each content hash once and in their order: whoever locks several encodings locks them in the same
 * order. The first wish ever for one, or one after a cancellation or a removal, opens an attempt; whoever comes later shares it. What the budget does not
 * allow is held, all of it or nothing. `canceledStay`: one that was canceled is not begun anew. Returns the encodings that are wished newly and
 * that somebody has to work on.
 */
export async function wishAll(
  tx: Tx,
  wisher: Wisher,
  videos: Wishable[],
  terms: Terms,
  { canceledStay = false } = {},
): Promise<Outcome<Encoding[]>> {
  const hashes = await unwished(tx, wisher, hashesToStream(videos))
  if (hashes.length === 0) return { result: [] }
  const found = await lockedEncodings(tx, hashes, terms.profile)
  await keepWishes(tx, wisher, found)
  const isFresh = ({ newest, wasRemoved }: Found) =>
    newest === null || (newest.status === 'CANCELED' ? !canceledStay : wasRemoved)
  const fresh = found.filter(isFresh)
  const openings = fresh.map(({ newest, encoding }) => ({ encoding, ...nextOf(newest, wisher) }))
  const { attempts, events } = await openAttempts(tx, openings)
  await holdWhatDoesNotFit(tx, attempts, terms)
  const open = found.filter(one => isFresh(one) || one.newest?.finishedAt === null)
  return { result: open.map(({ encoding }) => encoding), events }
}

/**
 * Tries once more what failed or was canceled, or was never begun: a new attempt of this one alone. Null: there is nothing to try again, because
 * its newest attempt is no such one.
 */
export async function wishAgain(
  tx: Tx,
  wisher: Wisher,
  contentHash: string,
  terms: Terms,
): Promise<Outcome<Encoding | null>> {
  const [found] = await lockedEncodings(tx, [contentHash], terms.profile)
  const { encoding, newest, wasRemoved } = found!
  if (newest && !wasRemoved && newest.status !== 'FAILED' && newest.status !== 'CANCELED') return { result: null }
  await keepWishes(tx, wisher, [found!])
  const { attempts, events } = await openAttempts(tx, [{ encoding, ...nextOf(newest, wisher) }])
  await holdWhatDoesNotFit(tx, attempts, terms)
  return { result: encoding, events }
}

const nextOf = (newest: Attempt | null, wisher: Wisher) => ({
  number: (newest?.number ?? 0) + 1,
  packageId: wisher.packageId,
  transcodeId: 'transcodeId' in wisher ? wisher.transcodeId : null,
})

const columnOf = (wisher: { transcodeId: string } | { publicationId: string }) =>
  'transcodeId' in wisher
    ? { column: Prisma.sql`transcode_id`, id: wisher.transcodeId }
    : { column: Prisma.sql`publication_id`, id: wisher.publicationId }

/** Those that this wisher does not wish yet, or not any more. */
async function unwished(tx: Tx, wisher: Wisher, hashes: string[]): Promise<string[]> {
  const { column, id } = columnOf(wisher)
  const wished = await tx.$queryRaw<{ contentHash: string }[]>`
    SELECT encoding.content_hash AS "contentHash" FROM wish JOIN encoding ON encoding.id = wish.encoding_id
    WHERE wish.${column} = ${id}::uuid AND wish.withdrawn_at IS NULL`
  const known = new Set(wished.map(({ contentHash }) => contentHash))
  return hashes.filter(hash => !known.has(hash))
}

/** `wasRemoved`: whatever was made of it is gone or about to go. */
type Found = { encoding: Encoding; newest: Attempt | null; wasRemoved: boolean }

/**
 * The ledger's rows of these hashes, made where they are missing and locked in the order of hashes, with their newest attempts. One that was
 * removed is there again.
 */
async function lockedEncodings(tx: Tx, hashes: string[], profile: string): Promise<Found[]> {
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
  await tx.encoding.updateMany({ where: { id: { in: removed } }, data: { removedAt: null, unneededSince: null } })
  return encodings.map(encoding => ({
    encoding,
    newest: newestOf.get(encoding.id) ?? null,
    wasRemoved: removed.includes(encoding.id),
  }))
}

async function keepWishes(tx: Tx, wisher: Wisher, found: Found[]): Promise<void> {
  const { column, id } = columnOf(wisher)
  const wishes = found.map(({ encoding, newest, wasRemoved }) => ({
    encodingId: encoding.id,
    reused: newest?.status === 'READY' && !wasRemoved,
  }))
  await tx.$executeRaw`
    INSERT INTO wish (id, encoding_id, ${column}, reused) SELECT gen_random_uuid(), new."encodingId", ${id}::uuid, new.reused
    FROM jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb) AS new("encodingId" uuid, reused boolean)
    ON CONFLICT (encoding_id, ${column}) DO UPDATE SET withdrawn_at = NULL`
}

/**
 * Withdraws the wishes of a transcode or publication, all or those for other content hashes than these. An attempt that nobody wishes any
 * more is canceled by its workflow. Returns the encodings: wake them.
 */
export async function withdrawWishes(
  tx: Tx,
  who: { transcodeId: string } | { publicationId: string },
  except: string[] = [],
): Promise<Encoding[]> {
  const { column, id } = columnOf(who)
  const encodings = await tx.$queryRaw<{ id: string }[]>`
    SELECT encoding.id::text AS id FROM encoding JOIN wish ON wish.encoding_id = encoding.id
    WHERE wish.${column} = ${id}::uuid AND wish.withdrawn_at IS NULL AND NOT encoding.content_hash = ANY(${except})
    ORDER BY encoding.content_hash FOR UPDATE OF encoding`
  if (encodings.length === 0) return []
  const ids = encodings.map(encoding => encoding.id)
  await tx.$executeRaw`UPDATE wish SET withdrawn_at = now() WHERE ${column} = ${id}::uuid AND encoding_id = ANY(${ids}::uuid[])`
  return tx.encoding.findMany({ where: { id: { in: ids } } })
}
