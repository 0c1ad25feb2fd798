import { type Database, Prisma, type Tx } from '../database.ts'
import { notify } from '../transaction.ts'
import type { Action } from './actions.ts'
import type { Attribution } from './actor.ts'
import { recordLastChanges } from './last-changes.ts'

/**
 * An event for the audit log. `subjectType` and `subjectId` name a row. `by` is set only where it differs from the
 * change's own attribution.
 */
export type Event = {
  action: Action
  subjectType: string
  subjectId: string
  packageId?: string
  environmentId?: string
  summary: string
  before?: Prisma.InputJsonValue
  after?: Prisma.InputJsonValue
  by?: Attribution
}

/**
 * The outcome of a change: its result and its events. `affectedPackages` lists further packages, beyond those of the
 * events, whose watchers must be notified.
 */
export type Change<T> = { result: T; events?: Event[]; affectedPackages?: string[] }

const maxAttempts = 3
/** The Postgres code for two transactions that wait for each other. */
const deadlockCode = '40P01'

/** Detects a deadlock. Prisma reports it as a conflict (P2034) or, for raw SQL, with the Postgres code inside. */
const isDeadlock = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === 'P2034' ||
    JSON.stringify(error.meta ?? {}).includes(deadlockCode) ||
    error.message.includes(deadlockCode))

/**
 * Runs `work` in a transaction and records its events in the same one. Every change that belongs in the audit log goes
 * through it. Events are written just before the commit, so that the log has the order of commits. Watchers are
 * notified at commit, with ids only. After a deadlock, which changes nothing, the transaction runs again.
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
    await recordLastChanges(tx, by, events)
    if (events.length > 0) await recordEvents(tx, by, events)
    return result
  })
}

async function recordEvents(tx: Tx, by: Attribution, events: Event[]): Promise<void> {
  const rows = events.map(({ by: eventAttribution, ...event }) => ({ ...event, ...(eventAttribution ?? by) }))
  await tx.$queryRaw`SELECT audit_record(${JSON.stringify(rows)}::jsonb)::text`
}
