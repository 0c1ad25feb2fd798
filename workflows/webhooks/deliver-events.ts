import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { AuditEvent, Database } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import { findNextDelivery, type NextDelivery } from '@lectern/domain/webhooks/next-delivery'
import { pauseForReason } from '@lectern/domain/webhooks/pause'
import { recordDelivery, recordTestDelivery } from '@lectern/domain/webhooks/record-delivery'
import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { attemptDelivery } from './attempt.ts'
import { type EventSlugs, eventPayload, messageIdOf, testPayload } from './payload.ts'

/** How long one activity delivers before it lets the workflow go on, in milliseconds. */
const maxActivityMs = 60_000

/**
 * Delivers the events of a webhook in their order, one after the other, as long as there are some. Returns the
 * milliseconds until it has to go on, or null if it has nothing left to do.
 */
export async function deliverEvents(services: Services, webhookId: string): Promise<number | null> {
  const endMs = Date.now() + maxActivityMs
  const signal = cancellationSignal()
  while (Date.now() < endMs) {
    signal.throwIfAborted()
    const next = await findNextDelivery(services.database, webhookId)
    if (next.kind === 'none') return null
    if (next.kind === 'wait') return next.ms
    await deliver(services, next, signal)
  }
  return 0
}

type Delivery = Exclude<NextDelivery, { kind: 'none' | 'wait' }>

async function deliver(services: Services, next: Delivery, signal: AbortSignal): Promise<void> {
  const { database } = services
  const { webhook } = next
  if (next.kind === 'pause') {
    await change(database, systemActor, tx => pauseForReason(tx, webhook, next.reason))
    return
  }
  if (next.kind === 'test') {
    const { deliveryId } = next
    const message = { id: globalId('WebhookDelivery', deliveryId), body: testPayload(new Date()) }
    const outcome = await attemptDelivery(services, webhook, message, signal)
    await change(database, systemActor, tx => recordTestDelivery(tx, webhook, deliveryId, outcome))
    return
  }
  const { event, owner } = next
  const body = eventPayload(event, owner, await slugsOf(database, event))
  const outcome = await attemptDelivery(services, webhook, { id: messageIdOf(event), body }, signal)
  await change(database, systemActor, tx => recordDelivery(tx, webhook, event, outcome))
}

async function slugsOf(database: Database, { packageId, environmentId }: AuditEvent): Promise<EventSlugs> {
  const [pkg, environment] = await Promise.all([
    packageId ? database.package.findUnique({ where: { id: packageId }, select: { slug: true } }) : null,
    environmentId ? database.environment.findUnique({ where: { id: environmentId }, select: { slug: true } }) : null,
  ])
  return { package: pkg?.slug ?? null, environment: environment?.slug ?? null }
}
