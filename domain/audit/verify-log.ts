import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import type { Problem } from '../errors.ts'
import { rows } from '../rows.ts'
import { explainProblem } from './explain-problem.ts'
import { findInvalidSignature } from './signed-checkpoints.ts'

/** How many events one statement verifies. */
const batchSize = 10_000

/** `events`: how many fit. `from`, `to`: the sequences of the first and the last one. `problem`: the first one. */
export type LogVerification = { events: number; from: bigint | null; to: bigint | null; problem: Problem | null }

/** An event by its place in the chain. */
type Link = { sequence: bigint; hash: Uint8Array }

/**
 * Verifies the chain of the audit log, from what retention dropped last up to its head: each event's hash covers its
 * content and the hash before it, and no number is missing or doubled. Signed checkpoints must fit too. Reads in batches,
 * and stops at the first problem.
 */
export async function verifyLog(database: Database): Promise<LogVerification> {
  let from: bigint | null = null
  let events = 0
  let last = await readCheckpoint(database)
  const result = (problem: Problem | null): LogVerification => ({
    events,
    from,
    to: events === 0 ? null : last.sequence,
    problem,
  })
  const oldest = await readSequence(database, Prisma.sql`min(sequence)`)
  if (oldest !== null && oldest <= last.sequence)
    return result(added(oldest, 'It is older than the last event that retention removed.'))
  for (;;) {
    // All events of the batches before were committed before this read.
    const head = await readHead(database)
    if (last.sequence > head.sequence)
      return result(added(last.sequence, 'It comes after the last event that was recorded.'))
    if (last.sequence === head.sequence) return result(await verifyEnd(database, last, head))
    const batch = await verifyBatch(database, last)
    if (batch.events === 0 || batch.firstBad !== null) {
      const checkpoint = await readCheckpoint(database)
      if (checkpoint.sequence > last.sequence) {
        // Retention has dropped these events meanwhile.
        last = checkpoint
        continue
      }
    }
    if (batch.events === 0) return result(missing(last.sequence + 1n, await lastMissing(database, last, head)))
    if (batch.intact > 0) from ??= last.sequence + 1n
    events += batch.intact
    last = batch.lastIntact ?? last
    if (batch.firstBad !== null) return result(await explainProblem(database, last, batch.firstBad))
  }
}

/** Returns the problem at the end of the log: another hash, events after its head, or a signature that does not fit. */
async function verifyEnd(database: Database, last: Link, head: Link): Promise<Problem | null> {
  if (!isSame(last.hash, head.hash)) return changed(last.sequence, 'The head of the log has another hash.')
  const newest = await readSequence(database, Prisma.sql`max(sequence)`)
  if (newest !== null && newest > (await readHead(database)).sequence)
    return added(newest, 'It comes after the last event that was recorded.')
  return findInvalidSignature(database)
}

async function lastMissing(database: Database, last: Link, head: Link): Promise<bigint> {
  const next = await readSequence(database, Prisma.sql`min(sequence) FILTER (WHERE sequence > ${last.sequence})`)
  return next === null ? head.sequence : next - 1n
}

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0

const added = (sequence: bigint, why: string): Problem => ({
  code: 'EVENT_ADDED',
  message: `Event ${sequence} was added to the log. ${why}`,
  path: String(sequence),
})

const changed = (sequence: bigint, why: string): Problem => ({
  code: 'EVENT_CHANGED',
  message: `Event ${sequence} was changed. ${why}`,
  path: String(sequence),
})

/** The problem of events that are gone. */
const missing = (first: bigint, last: bigint): Problem => ({
  code: 'EVENT_MISSING',
  message: first === last ? `Event ${first} is missing.` : `Events ${first} to ${last} are missing.`,
  path: String(first),
})

const linkRow = z.object({ sequence: z.bigint(), hash: z.instanceof(Uint8Array) })

async function readCheckpoint(database: Database): Promise<Link> {
  const [row] = await rows(database, linkRow, Prisma.sql`SELECT sequence, hash FROM audit_checkpoint`)
  return row!
}

async function readHead(database: Database): Promise<Link> {
  const [row] = await rows(database, linkRow, Prisma.sql`SELECT sequence, hash FROM audit_head`)
  return row!
}

const sequenceRow = z.object({ sequence: z.bigint().nullable() })

async function readSequence(database: Database, aggregateSql: Prisma.Sql): Promise<bigint | null> {
  const [row] = await rows(database, sequenceRow, Prisma.sql`SELECT ${aggregateSql} AS sequence FROM audit_event`)
  return row!.sequence
}

const batchRow = z.object({
  events: z.int(),
  intact: z.int(),
  firstBad: z.bigint().nullable(),
  lastSequence: z.bigint().nullable(),
  lastHash: z.instanceof(Uint8Array).nullable(),
})

type Batch = { events: number; intact: number; firstBad: bigint | null; lastIntact: Link | null }

/** Verifies the next events after one. `firstBad`: the number of the first one that does not fit. */
async function verifyBatch(database: Database, last: Link): Promise<Batch> {
  const sql = Prisma.sql`
    WITH event AS (
      SELECT sequence, at, hash, previous_hash,
        hash = sha256(previous_hash || convert_to(audit_json(audit_event)::text, 'UTF8')) AS fits
      FROM audit_event WHERE sequence > ${last.sequence} AND sequence <= ${last.sequence + BigInt(batchSize)}
    ), link AS (
      SELECT row_number() OVER chain AS place, sequence, hash, NOT fits
          OR sequence <> lag(sequence, 1, ${last.sequence}::bigint) OVER chain + 1
          OR previous_hash <> lag(hash, 1, ${last.hash}::bytea) OVER chain AS bad
      FROM event WINDOW chain AS (ORDER BY sequence, at)
    ), first_bad AS (
      SELECT place, sequence FROM link WHERE bad ORDER BY place LIMIT 1
    ), last_intact AS (
      SELECT place, sequence, hash FROM link
      WHERE place < coalesce((SELECT place FROM first_bad), (SELECT count(*) + 1 FROM link)) ORDER BY place DESC LIMIT 1
    )
    SELECT (SELECT count(*)::int FROM event) AS events,
      coalesce((SELECT place FROM last_intact), 0)::int AS intact,
      (SELECT sequence FROM first_bad) AS "firstBad",
      (SELECT sequence FROM last_intact) AS "lastSequence", (SELECT hash FROM last_intact) AS "lastHash"`
  const [row] = await rows(database, batchRow, sql)
  const { lastSequence, lastHash, ...batch } = row!
  return { ...batch, lastIntact: lastSequence === null ? null : { sequence: lastSequence, hash: lastHash! } }
}
