import { systemActor } from '../audit/actor.ts'
import type { Change } from '../audit/change.ts'
import type { Tx, Webhook } from '../database.ts'
import { webhookEvent } from './webhook-events.ts'

/** Why Lectern pauses a webhook by itself. */
export const pausedReasons = {
  failing: 'Deliveries failed for 24 hours. Repair the subscriber, then resume the webhook.',
  gone: 'The subscriber answered 410: it no longer accepts events. Change the address, or delete the webhook.',
  ownerInactive:
    'The person or token that made it is no longer active. Reactivate the person, or create the webhook again.',
  ownerNotPermitted:
    'The person or token that made it may no longer manage webhooks. Grant the right again, or create the webhook again.',
  eventsRemoved:
    'Retention removed events before they were delivered. Replay the webhook from a newer event, then resume it.',
}

/** Pauses a webhook. `reason` is one or two sentences for people. The caller has locked the row. */
export async function pauseWebhook(tx: Tx, { id }: Pick<Webhook, 'id'>, reason: string): Promise<Change<Webhook>> {
  const webhook = await tx.webhook.update({ where: { id }, data: { active: false, pausedReason: reason } })
  return { result: webhook, events: [webhookEvent(webhook, 'webhook.paused', 'Paused')] }
}

/** Pauses a webhook for a reason that Lectern found. Does nothing when it is deleted, paused, or was moved meanwhile. */
export async function pauseForReason(
  tx: Tx,
  webhook: Pick<Webhook, 'id' | 'sequence'>,
  reason: keyof typeof pausedReasons,
): Promise<Change<null>> {
  const { count } = await tx.webhook.updateMany({
    where: { id: webhook.id, sequence: webhook.sequence, active: true },
    data: { active: false },
  })
  if (count === 0) return { result: null }
  const { events = [] } = await pauseWebhook(tx, webhook, pausedReasons[reason])
  return { result: null, events: events.map(event => ({ ...event, by: systemActor })) }
}
