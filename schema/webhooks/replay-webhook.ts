import { change } from '@lectern/domain/audit/change'
import type { Webhook } from '@lectern/domain/database'
import { replayWebhook as replay } from '@lectern/domain/webhooks/webhooks'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { startOf } from '../audit/audit-events.ts'
import type { Context } from '../context.ts'
import { requireWebhook } from './require-webhook.ts'

/** Delivers everything after a cursor of the audit log again. CURSOR_EXPIRED when retention has passed it. */
export async function replayWebhook(context: Context, { id, after }: { id: string; after: string }): Promise<Webhook> {
  const { services, by } = context
  const webhook = await requireWebhook(context, id, 'replay this webhook')
  const sequence = await startOf(context, after)
  const replayed = await change(services.database, by, tx => replay(tx, webhook.id, sequence))
  await tryWake(services, { workflow: 'webhook', webhookId: webhook.id }, clickTimeoutMs)
  return replayed
}
