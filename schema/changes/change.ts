import type { Attribution } from '../actor.ts'
import { type Database, Prisma, type Tx } from '../database.ts'
import type { Action } from './actions.ts'

/** One thing that happened, for the audit log. `subjectType` and `subjectId` name a row; `by` only where it is not the change's own. */
export type Event = {
  action: Action
  subjectType: string
  subjectId: string
  packageId?: string
  summary: string
  before?: Prisma.InputJsonValue
  after?: Prisma.InputJsonValue
  by?: Attribution
}

/** What a change came to: its answer, its events, and the packages, beside those of the events, whose watchers should look again. */
export type Change<T> = { result: T; events?: Event[]; affectedPackages?: string[] }

/** How often it is tried, and what Postgres calls two transactions that wait for each other. */
const maxAttempts = 3
const deadlockCode = '40P01'

/** Prisma tells it as a conflict (P2034), or, of a statement of our own, with Postgres's code inside. */
const isDeadlock = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === 'P2034' ||
    JSON.stringify(error.meta ?? {}).includes(deadlockCode) ||
    error.message.includes(deadlockCode))

/**
 * The one way to change rows that a person would ask about: runs `work` in a transaction and records its events in the same one, just
 * before the commit, so that the log's order is the order of commits. Watchers hear of it (ids only) when it is committed. When Postgres ends
 * it because two waited for each other, nothing has happened, and it is done again.
 */
export async function change<T>(database: Database, by: Attribution, work: (tx: Tx) => Promise<Change<T>>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await changeOnce(database, by, work)
    } catch (error) {
      if (attempt === maxAttempts || !isDeadlock(error)) throw error
    }
  }
}

async function changeOnce<T>(database: Database, by: Attribution, work: (tx: Tx) => Promise<Change<T>>): Promise<T> {
  return database.$transaction(async tx => {
    const { result, events = [], affectedPackages = [] } = await work(tx)
    const affectedIds = new Set([...affectedPackages, ...events.flatMap(event => event.packageId ?? [])])
    for (const packageId of affectedIds) await notify(tx, packageId)
    if (events.length > 0) await recordEvents(tx, by, events)
    return result
  })
}

/** Tells all servers, at commit, that something of this package is new. */
export async function notify(tx: Tx, packageId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify('lectern', ${packageId})::text`
}

async function recordEvents(tx: Tx, by: Attribution, events: Event[]): Promise<void> {
  const rows = events.map(({ by: eventAttribution, ...event }) => ({ ...event, ...(eventAttribution ?? by) }))
  await tx.$queryRaw`SELECT audit_record(${JSON.stringify(rows)}::jsonb)::text`
}

/** The time by Postgres: moments that are compared must not come from the clocks of two machines. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  return row!.now
}

/** Locks a run's row: what lanes record and what the draft takes of it come one after the other. */
export async function lockRun(tx: Tx, runId: string) {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM sync_run WHERE id = ${runId}::uuid FOR UPDATE`)
  return tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
}

/** Locks a package's row: whoever opens, ends or changes something of it comes one after the other. */
export async function lockPackage(tx: Tx, packageId: string) {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM package WHERE id = ${packageId}::uuid FOR UPDATE`)
  return tx.package.findUniqueOrThrow({ where: { id: packageId } })
}

/**
 * Makes the statements that follow in this transaction join by hashing: of rows that were just written Postgres has no statistics, takes ten
 * thousands for one, and would compare each with each.
 */
export async function disableNestedLoops(tx: Tx): Promise<void> {
  await tx.$executeRaw`SET LOCAL enable_nestloop = off`
}
