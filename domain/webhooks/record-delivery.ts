import { systemActor } from '../audit/actor.ts'
import type { Change } from '../audit/change.ts'
import { Prisma, type Tx, type Webhook } from '../database.ts'
import type { Problem } from '../errors.ts'
import { databaseNow, notify } from '../transaction.ts'
import { pausedReasons, pauseWebhook } from './pause.ts'
import { nextAttemptAt } from './retry.ts'
import { lockWebhook } from './webhooks.ts'

/** What an attempt came to. `error` null: the subscriber accepted it. `answer`: the first 1 KiB. */
export type DeliveryOutcome = {
  at: Date
  durationMs: number
  httpStatus: number | null
  answer: string | null
  error: Problem | null
}

/** How many deliveries of a webhook are kept. */
const maxDeliveries = 100
/** The status by which a subscriber says that it no longer accepts events. */
const goneStatus = 410

/**
 * Records an attempt to deliver an event. After a success, the webhook continues with the next event. After a failure,
 * it waits, or is paused. A webhook that was moved or paused meanwhile stays as it is.
 */
export async function recordDelivery(
  tx: Tx,
  sent: Pick<Webhook, 'id' | 'sequence'>,
  event: { sequence: bigint },
  outcome: DeliveryOutcome,
): Promise<Change<null>> {
  const webhook = await lockWebhook(tx, sent.id)
  if (!webhook) return { result: null }
  const isCurrent = webhook.sequence === sent.sequence
  const attempt = isCurrent ? webhook.failedAttempts + 1 : 1
  await tx.webhookDelivery.create({
    data: { webhookId: webhook.id, sequence: event.sequence, attempt, ...columnsOf(outcome) },
  })
  await removeOldDeliveries(tx, webhook.id)
  await notify(tx, webhook.id)
  if (!isCurrent) return { result: null }
  return outcome.error ? recordFailure(tx, webhook, outcome) : recordSuccess(tx, webhook, event.sequence)
}

async function recordSuccess(tx: Tx, { id }: Webhook, sequence: bigint): Promise<Change<null>> {
  const noFailure = { failedAttempts: 0, failingSince: null, nextAttemptAt: null, lastError: Prisma.DbNull }
  await tx.webhook.update({ where: { id }, data: { sequence, lastDeliveredAt: await databaseNow(tx), ...noFailure } })
  return { result: null }
}

async function recordFailure(tx: Tx, webhook: Webhook, { httpStatus, error }: DeliveryOutcome): Promise<Change<null>> {
  const now = await databaseNow(tx)
  const failedAttempts = webhook.failedAttempts + 1
  const failingSince = webhook.failingSince ?? now
  const retryAt = httpStatus === goneStatus ? null : nextAttemptAt(failedAttempts, failingSince, now)
  await tx.webhook.update({
    where: { id: webhook.id },
    data: { lastError: error as Prisma.InputJsonValue, failedAttempts, failingSince, nextAttemptAt: retryAt },
  })
  if (retryAt || !webhook.active) return { result: null }
  const reason = httpStatus === goneStatus ? pausedReasons.gone : pausedReasons.failing
  const { events = [] } = await pauseWebhook(tx, webhook, reason)
  return { result: null, events: events.map(event => ({ ...event, by: systemActor })) }
}

/** Records the outcome of an open test. It changes nothing else of the webhook. */
export async function recordTestDelivery(
  tx: Tx,
  { id: webhookId }: Pick<Webhook, 'id'>,
  deliveryId: string,
  outcome: DeliveryOutcome,
): Promise<Change<null>> {
  const where = { id: deliveryId, open: true }
  await tx.webhookDelivery.updateMany({ where, data: { open: false, ...columnsOf(outcome) } })
  await removeOldDeliveries(tx, webhookId)
  await notify(tx, webhookId)
  return { result: null }
}

const columnsOf = ({ error, ...columns }: DeliveryOutcome) => ({
  ...columns,
  error: (error ?? Prisma.DbNull) as Prisma.InputJsonValue,
})

async function removeOldDeliveries(tx: Tx, webhookId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM webhook_delivery WHERE id = ANY(ARRAY(
      SELECT id FROM webhook_delivery WHERE webhook_id = ${webhookId}::uuid AND NOT open
      ORDER BY at DESC, id DESC OFFSET ${maxDeliveries}))`
}
