import { currentCaller } from '../access/current-caller.ts'
import { type Caller, isPermitted } from '../access/permissions.ts'
import type { Actor } from '../audit/actor.ts'
import { findEvents } from '../audit-log/find-events.ts'
import { readLogBounds } from '../audit-log/log-bounds.ts'
import type { AuditEvent, Database, Webhook } from '../database.ts'
import { databaseNow } from '../transaction.ts'
import type { pausedReasons } from './pause.ts'

/**
 * What a webhook has to do next. `test`: send an open test. `event`: deliver an event as its owner may read it. `pause`:
 * nothing can be delivered any more. `wait`: nothing before `ms` milliseconds. `none`: nothing at all.
 */
export type NextDelivery =
  | { kind: 'test'; webhook: Webhook; deliveryId: string }
  | { kind: 'event'; webhook: Webhook; event: AuditEvent; owner: Caller }
  | { kind: 'pause'; webhook: Webhook; reason: keyof typeof pausedReasons }
  | { kind: 'wait'; ms: number }
  | { kind: 'none' }

/** How many events one statement looks at. */
const windowSize = 50_000n

/** Finds what a webhook has to do next. Moves it past events that are not for it. */
export async function findNextDelivery(database: Database, id: string): Promise<NextDelivery> {
  for (;;) {
    const webhook = await database.webhook.findUnique({ where: { id } })
    if (!webhook) return { kind: 'none' }
    const test = await database.webhookDelivery.findFirst({
      where: { webhookId: id, open: true },
      orderBy: { at: 'asc' },
    })
    if (test) return { kind: 'test', webhook, deliveryId: test.id }
    const { last } = await readLogBounds(database)
    if (!webhook.active || webhook.sequence >= last) return { kind: 'none' }
    const waitMs = await remainingMs(database, webhook.nextAttemptAt)
    if (waitMs > 0) return { kind: 'wait', ms: waitMs }

    const owner = await findOwner(database, webhook)
    if (typeof owner === 'string') return { kind: 'pause', webhook, reason: owner }
    const upTo = webhook.sequence + windowSize < last ? webhook.sequence + windowSize : last
    const filter = { actions: webhook.actions.length > 0 ? webhook.actions : undefined }
    const [event] = await findEvents(database, owner, filter, { after: webhook.sequence, upTo, take: 1 })
    // Retention may have removed events before they were read.
    const { expired } = await readLogBounds(database)
    if (webhook.sequence < expired) return { kind: 'pause', webhook, reason: 'eventsRemoved' }
    if (event) return { kind: 'event', webhook, event, owner }
    await database.webhook.updateMany({ where: { id, sequence: webhook.sequence }, data: { sequence: upTo } })
  }
}

async function remainingMs(database: Database, until: Date | null): Promise<number> {
  return until ? until.getTime() - (await database.$transaction(databaseNow)).getTime() : 0
}

/** The owner with its present rights, or why nothing may be delivered in its name. */
async function findOwner(
  database: Database,
  webhook: Webhook,
): Promise<Caller | 'ownerInactive' | 'ownerNotPermitted'> {
  const owner = await currentCaller(database, webhook.owner as Actor)
  if (!owner) return 'ownerInactive'
  return isPermitted(owner, 'webhook.manage') ? owner : 'ownerNotPermitted'
}
