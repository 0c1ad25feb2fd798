import type { Attribution } from './actor.ts'
import { type Database, Prisma, type Tx } from '../database.ts'
import { notify } from '../transaction.ts'
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

async function recordEvents(tx: Tx, by: Attribution, events: Event[]): Promise<void> {
  const rows = events.map(({ by: eventAttribution, ...event }) => ({ ...event, ...(eventAttribution ?? by) }))
  await tx.$queryRaw`SELECT audit_record(${JSON.stringify(rows)}::jsonb)::text`
}
