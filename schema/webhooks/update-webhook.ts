import { change } from '@lectern/domain/audit/change'
import type { Webhook } from '@lectern/domain/database'
import { updateWebhook as update } from '@lectern/domain/webhooks/webhooks'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import type { Context } from '../context.ts'
import { requireWebhook } from './require-webhook.ts'
import { checkWebhookInput, type WebhookInput } from './webhook-input.ts'

/** Changes, pauses, or resumes a webhook. Null and absent fields stay unchanged. */
export async function updateWebhook(
  context: Context,
  { id, input }: { id: string; input: WebhookInput & { active?: boolean | null } },
): Promise<Webhook> {
  const { services, by } = context
  const webhook = await requireWebhook(context, id, 'change this webhook')
  checkWebhookInput(context, input)
  const { url, actions, active } = input
  const fields = { url: url ?? undefined, actions: actions ?? undefined, active: active ?? undefined }
  const updated = await change(services.database, by, tx => update(tx, by, webhook.id, fields))
  await tryWake(services, { workflow: 'webhook', webhookId: webhook.id }, clickTimeoutMs)
  return updated
}
