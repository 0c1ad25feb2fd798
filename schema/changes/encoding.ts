import type { Attempt, Encoding, Prisma, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import type { Action } from './actions.ts'
import type { Event, Outcome } from './change.ts'

/** Who wishes an encoding: a transcode or a publication of a package. */
export type Wisher = { packageId: string } & ({ transcodeId: string } | { publicationId: string })

/** A wish's answer: the encoding, and whether somebody has to work on it. */
export type Wished = { encoding: Encoding; open: boolean }

async function lockEncoding(tx: Tx, id: string): Promise<Encoding> {
  await tx.$queryRaw`SELECT 1 FROM encoding WHERE id = ${id}::uuid FOR UPDATE`
  return tx.encoding.findUniqueOrThrow({ where: { id } })
}

/**
 * Wishes one content hash in one profile. The first wish ever, or one after a cancellation, opens an attempt; whoever comes later shares
 * it. The token names the attempt, so that asking MediaConvert for its job twice is one job.
 */
async function wish(tx: Tx, wisher: Wisher, contentHash: string, profile: string): Promise<Outcome<Wished>> {
  await tx.$executeRaw`
    INSERT INTO encoding (id, content_hash, profile) VALUES (gen_random_uuid(), ${contentHash}, ${profile}) ON CONFLICT DO NOTHING`
  const found = await tx.encoding.findUniqueOrThrow({ where: { contentHash_profile: { contentHash, profile } } })
  const encoding = await lockEncoding(tx, found.id)
  const newest = await newestAttempt(tx, encoding.id)
  const { packageId, ...who } = wisher
  const earlier = await tx.wish.findFirst({ where: { encodingId: encoding.id, ...who } })
  if (!earlier) await tx.wish.create({ data: { encodingId: encoding.id, ...who, reused: newest?.status === 'READY' } })
  else if (earlier.withdrawnAt) await tx.wish.update({ where: { id: earlier.id }, data: { withdrawnAt: null } })
  if (newest && newest.status !== 'CANCELED') return { result: { encoding, open: newest.finishedAt === null } }
  return openAttempt(tx, encoding, (newest?.number ?? 0) + 1, packageId)
}

async function openAttempt(tx: Tx, encoding: Encoding, number: number, packageId: string): Promise<Outcome<Wished>> {
  const jobToken = `${encoding.id}/${number}`
  await tx.attempt.create({ data: { encodingId: encoding.id, number, jobToken } })
  const updated = await tx.encoding.update({ where: { id: encoding.id }, data: { status: 'QUEUED' } })
  const event = await encodingEvent(tx, encoding, 'encoding.wished', 'is to be made ready', packageId)
  return { result: { encoding: updated, open: true }, events: [event] }
}

/**
 * Wishes every video that can be played and that no twin serves, each content hash once and in the order of hashes: whoever locks several
 * encodings locks them in the same order. Returns those that somebody has to work on.
 */
export async function wishAll(
  tx: Tx,
  wisher: Wisher,
  videos: { contentHash: string; problem: string | null; servedBy: string | null }[],
  profile: string,
): Promise<Outcome<Encoding[]>> {
  const streamed = videos.filter(video => video.problem === null && video.servedBy === null)
  const hashes = new Set(streamed.map(video => video.contentHash))
  const outcomes: Outcome<Wished>[] = []
  for (const hash of [...hashes].sort()) outcomes.push(await wish(tx, wisher, hash, profile))
  const open = outcomes.filter(({ result }) => result.open).map(({ result }) => result.encoding)
  return { result: open, events: outcomes.flatMap(outcome => outcome.events ?? []) }
}

/** The newest attempt of an encoding, or null. */
export function newestAttempt(tx: Tx, encodingId: string): Promise<Attempt | null> {
  return tx.attempt.findFirst({ where: { encodingId }, orderBy: { number: 'desc' } })
}

/** Withdraws all wishes of a transcode or publication. An attempt that nobody wishes any more is canceled by its workflow. */
export async function withdrawWishes(
  tx: Tx,
  who: { transcodeId: string } | { publicationId: string },
): Promise<string[]> {
  const wishes = await tx.wish.findMany({
    where: { ...who, withdrawnAt: null },
    orderBy: { encoding: { contentHash: 'asc' } },
  })
  for (const { encodingId } of wishes) await lockEncoding(tx, encodingId)
  await tx.wish.updateMany({ where: { ...who, withdrawnAt: null }, data: { withdrawnAt: new Date() } })
  return wishes.map(({ encodingId }) => encodingId)
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

/** Says that a job is about to be asked for: from now on, in doubt, it is looked up before one is created. */
export async function recordJobAsked(tx: Tx, attempt: Attempt): Promise<Outcome<null>> {
  await tx.attempt.update({ where: key(attempt), data: { jobAskedAt: new Date() } })
  return { result: null }
}

/** Records the job that MediaConvert made for an attempt. */
export async function recordJob(tx: Tx, attempt: Attempt, jobId: string): Promise<Outcome<null>> {
  const encoding = await lockEncoding(tx, attempt.encodingId)
  await tx.attempt.update({ where: key(attempt), data: { jobId } })
  const packageIds = (await wishers(tx, encoding.id)).map(wisher => wisher.packageId)
  const event = await encodingEvent(tx, encoding, 'encoding.jobCreated', 'is being made ready', packageIds[0])
  return { result: null, events: [{ ...event, after: { jobId } }], packageIds }
}

/** Records how far a job is, never backwards. */
export async function recordProgress(tx: Tx, attempt: Attempt, percent: number): Promise<Outcome<null>> {
  await tx.$executeRaw`
    UPDATE attempt SET status = 'TRANSCODING', percent = greatest(percent, ${percent})
    WHERE encoding_id = ${attempt.encodingId}::uuid AND number = ${attempt.number} AND finished_at IS NULL`
  await tx.encoding.updateMany({ where: { id: attempt.encodingId, status: 'QUEUED' }, data: { status: 'TRANSCODING' } })
  return { result: null, packageIds: (await wishers(tx, attempt.encodingId)).map(wisher => wisher.packageId) }
}

/** What an attempt came to. The outputs were read back before it may be READY. */
export type AttemptEnd =
  | {
      status: 'READY'
      masterKey: string
      posterKey: string | null
      durationSeconds: number
      outputSeconds: number
      width: number
      height: number
    }
  | { status: 'FAILED'; error: Problem }
  | { status: 'CANCELED' }

const endings: Record<AttemptEnd['status'], [action: Action, words: string]> = {
  READY: ['encoding.ready', 'is ready to stream'],
  FAILED: ['encoding.failed', 'could not be made ready'],
  CANCELED: ['encoding.canceled', 'is no longer needed and was stopped'],
}

/**
 * Ends an attempt, once; final states win. When it was canceled and somebody wished again by then, the same transaction opens the next.
 * Returns whether there is an open attempt now.
 */
export async function endAttempt(tx: Tx, attempt: Attempt, end: AttemptEnd): Promise<Outcome<{ open: boolean }>> {
  const encoding = await lockEncoding(tx, attempt.encodingId)
  const present = await tx.attempt.findUniqueOrThrow({ where: key(attempt) })
  if (present.finishedAt) return { result: { open: (await newestAttempt(tx, encoding.id))?.finishedAt === null } }
  const percent = end.status === 'READY' ? 100 : present.percent
  await tx.attempt.update({
    where: key(attempt),
    data: { ...end, percent, finishedAt: new Date() } as Prisma.AttemptUpdateInput,
  })
  await tx.encoding.update({ where: { id: encoding.id }, data: { status: end.status } })
  const packageIds = (await wishers(tx, encoding.id)).map(wisher => wisher.packageId)
  const event: Event = {
    ...(await encodingEvent(tx, encoding, ...endings[end.status], packageIds[0])),
    after: { ...end, jobId: present.jobId } as Prisma.InputJsonObject,
  }
  if (end.status !== 'CANCELED' || packageIds.length === 0)
    return { result: { open: false }, events: [event], packageIds }
  const next = await openAttempt(tx, encoding, attempt.number + 1, packageIds[0]!)
  return { result: { open: true }, events: [event, ...next.events!], packageIds }
}

const key = ({ encodingId, number }: Attempt) => ({ encodingId_number: { encodingId, number } })

/** An event about an encoding, told by the name that its video has in one of the packages that wish it. */
async function encodingEvent(
  tx: Tx,
  encoding: Encoding,
  action: Action,
  words: string,
  packageId?: string,
): Promise<Event> {
  const { contentHash } = encoding
  const named =
    (await tx.manifestVideo.findFirst({ where: { packageId, contentHash }, orderBy: { path: 'asc' } })) ??
    (await tx.releaseFile.findFirst({ where: { packageId, contentHash }, orderBy: { path: 'asc' } }))
  const subject = { subjectType: 'Encoding', subjectId: encoding.id, packageId }
  return { action, ...subject, summary: `${named?.path ?? 'A video'} ${words}`, after: { contentHash } }
}
