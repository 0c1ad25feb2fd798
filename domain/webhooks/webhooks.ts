import type { Attribution } from '../audit/actor.ts'
import type { Change } from '../audit/change.ts'
import { Prisma, type Tx, type Webhook } from '../database.ts'
import { notFound } from '../errors.ts'
import { pauseWebhook } from './pause.ts'
import { auditedFields, fingerprintOf, webhookEvent } from './webhook-events.ts'

/** `secret` signs deliveries, and `sealedSecret` is its encrypted form. No `actions` means every action. */
export type NewWebhook = { url: string; actions: string[]; secret: string; sealedSecret: Uint8Array<ArrayBuffer> }

/** Absent fields stay unchanged. `active`: false pauses the webhook, and true resumes it. */
export type WebhookUpdate = { url?: string; actions?: string[]; active?: boolean }

/** The state of a webhook that has no failure. */
const noFailure = { failedAttempts: 0, failingSince: null, nextAttemptAt: null }

/** Locks a webhook's row. Serializes its changes with the recording of its deliveries. Null when it is deleted. */
export async function lockWebhook(tx: Tx, id: string): Promise<Webhook | null> {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM webhook WHERE id = ${id}::uuid FOR UPDATE`)
  return tx.webhook.findUnique({ where: { id } })
}

async function lockForChange(tx: Tx, id: string): Promise<Webhook> {
  const webhook = await lockWebhook(tx, id)
  if (!webhook) throw notFound('This webhook')
  return webhook
}

/** Creates a webhook for the events from now on. It delivers what `by.actor` may read. */
export async function createWebhook(
  tx: Tx,
  by: Attribution,
  { url, actions, secret, sealedSecret }: NewWebhook,
): Promise<Change<Webhook>> {
  const { sequence } = await tx.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  const data = { url, actions, secret: sealedSecret, owner: by.actor, sequence }
  const webhook = await tx.webhook.create({ data })
  const event = webhookEvent(webhook, 'webhook.created', 'Created')
  const after = { ...auditedFields(webhook), secret: fingerprintOf(secret) }
  return { result: webhook, events: [{ ...event, after }] }
}

/**
 * Changes a webhook. A new address and resuming forget earlier failures: the next attempt is made at once. An update
 * that changes nothing records no event.
 */
export async function updateWebhook(
  tx: Tx,
  by: Attribution,
  id: string,
  { url, actions, active }: WebhookUpdate,
): Promise<Change<Webhook>> {
  const before = await lockForChange(tx, id)
  const isMoved = url !== undefined && url !== before.url
  const isFiltered = actions !== undefined && actions.join() !== before.actions.join()
  const isResumed = active === true && !before.active
  const data = {
    url,
    actions,
    ...(isResumed && { active: true, pausedReason: null }),
    ...((isMoved || isResumed) && noFailure),
  }
  const webhook = await tx.webhook.update({ where: { id }, data })
  const updated = webhookEvent(webhook, 'webhook.updated', 'Changed')
  const events = [
    ...(isMoved || isFiltered ? [{ ...updated, before: auditedFields(before) }] : []),
    ...(isResumed ? [webhookEvent(webhook, 'webhook.resumed', 'Resumed')] : []),
  ]
  if (active !== false || !before.active) return { result: webhook, events }
  const paused = await pauseWebhook(tx, webhook, `${by.actor.name} paused it.`)
  return { result: paused.result, events: [...events, ...(paused.events ?? [])] }
}

/** Deletes a webhook with its deliveries. Returns the row as it was. */
export async function deleteWebhook(tx: Tx, id: string): Promise<Change<Webhook>> {
  const webhook = await lockForChange(tx, id)
  await tx.webhook.delete({ where: { id } })
  return { result: webhook, events: [webhookEvent(webhook, 'webhook.deleted', 'Deleted')] }
}

/** Opens a test delivery, which a paused webhook sends too. Does nothing while another one is open. */
export async function requestTestDelivery(tx: Tx, id: string): Promise<Change<Webhook>> {
  const webhook = await lockForChange(tx, id)
  if (await tx.webhookDelivery.findFirst({ where: { webhookId: id, open: true } })) return { result: webhook }
  await tx.webhookDelivery.create({ data: { webhookId: id, open: true } })
  return { result: webhook, events: [webhookEvent(webhook, 'webhook.tested', 'Asked for a test of')] }
}

/**
 * Makes a webhook deliver everything after `sequence` again. A paused one stays paused. Does nothing for one that is there
 * already and does not wait.
 */
export async function replayWebhook(tx: Tx, id: string, sequence: bigint): Promise<Change<Webhook>> {
  const before = await lockForChange(tx, id)
  if (before.sequence === sequence && before.failingSince === null) return { result: before }
  const webhook = await tx.webhook.update({ where: { id }, data: { sequence, ...noFailure } })
  const event = webhookEvent(webhook, 'webhook.replayed', 'Replayed')
  const positions = { before: { sequence: String(before.sequence) }, after: { sequence: String(sequence) } }
  return { result: webhook, events: [{ ...event, ...positions }] }
}
