import { change } from '@lectern/domain/audit/change'
import type { Webhook } from '@lectern/domain/database'
import { requestTestDelivery } from '@lectern/domain/webhooks/webhooks'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import type { Context } from '../context.ts'
import { requireWebhook } from './require-webhook.ts'

/** Sends a test to a subscriber. Its outcome is in the webhook's deliveries. */
export async function testWebhook(context: Context, id: string): Promise<Webhook> {
  const { services, by } = context
  const webhook = await requireWebhook(context, id, 'test this webhook')
  const tested = await change(services.database, by, tx => requestTestDelivery(tx, webhook.id))
  await tryWake(services, { workflow: 'webhook', webhookId: webhook.id }, clickTimeoutMs)
  return tested
}
