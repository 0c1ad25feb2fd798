import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import type { Problem } from '../errors.ts'
import { rows } from '../rows.ts'

/** The last event that fits. */
type Link = { sequence: bigint; hash: Uint8Array }

const problem = (code: string, sequence: bigint, message: string): Problem => ({
  code,
  message,
  path: String(sequence),
})

const eventRow = z.object({
  sequence: z.bigint(),
  summary: z.string(),
  fits: z.boolean(),
  continues: z.boolean(),
  hash: z.instanceof(Uint8Array),
  previousHash: z.instanceof(Uint8Array),
})

/**
 * Says what happened to the first event that does not fit: it was changed, added, or moved, or the one before it is
 * missing. Reads the whole log once or twice, because hashes have no index.
 */
export async function explainProblem(database: Database, last: Link, sequence: bigint): Promise<Problem> {
  const sql = Prisma.sql`
    SELECT sequence, summary, hash, previous_hash AS "previousHash", previous_hash = ${last.hash} AS continues,
      hash = sha256(previous_hash || convert_to(audit_json(audit_event)::text, 'UTF8')) AS fits
    FROM audit_event WHERE sequence = ${sequence} ORDER BY at`
  const found = await rows(database, eventRow, sql)
  const event = found.find(({ fits, continues }) => !(fits && continues)) ?? found[0]!
  const title = `Event ${sequence} ("${event.summary}")`
  const home = await findHome(database, event.hash, sequence)
  if (home !== null) return problem('EVENT_MOVED', sequence, `${title} was moved. It was recorded as event ${home}.`)
  if (sequence === last.sequence || found.length > 1)
    return problem('EVENT_ADDED', sequence, `${title} was added: another event has the same number.`)
  const expected = last.sequence + 1n
  if (sequence > expected) {
    const moved = event.fits ? await findSequence(database, event.previousHash) : null
    if (moved !== null && sequence === expected + 1n)
      return problem('EVENT_MOVED', expected, `Event ${expected} was moved. It is now event ${moved}.`)
    const gap = sequence - 1n === expected ? `Event ${expected} is` : `Events ${expected} to ${sequence - 1n} are`
    return problem('EVENT_MISSING', expected, `${gap} missing.`)
  }
  if (event.fits)
    return problem(
      'EVENT_CHANGED',
      last.sequence,
      `Event ${last.sequence} was replaced: event ${sequence} continues another one.`,
    )
  return problem('EVENT_CHANGED', sequence, `${title} was changed after it was recorded.`)
}

const sequenceRow = z.object({ sequence: z.bigint() })

/** Returns the number with which an event was recorded, where it is not its own: the event after that one names its hash. */
async function findHome(database: Database, hash: Uint8Array, sequence: bigint): Promise<bigint | null> {
  const sql = Prisma.sql`
    SELECT successor.sequence - 1 AS sequence FROM audit_event AS successor, audit_event AS event
    WHERE successor.previous_hash = ${hash} AND event.hash = ${hash} AND event.sequence = ${sequence}
      AND successor.sequence - 1 <> event.sequence
      AND event.hash = sha256(event.previous_hash
        || convert_to((audit_json(event) || jsonb_build_object('sequence', successor.sequence - 1))::text, 'UTF8'))
    LIMIT 1`
  const [row] = await rows(database, sequenceRow, sql)
  return row?.sequence ?? null
}

async function findSequence(database: Database, hash: Uint8Array): Promise<bigint | null> {
  const [row] = await rows(
    database,
    sequenceRow,
    Prisma.sql`SELECT sequence FROM audit_event WHERE hash = ${hash} LIMIT 1`,
  )
  return row?.sequence ?? null
}
