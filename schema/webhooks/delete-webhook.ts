import { change } from '@lectern/domain/audit/change'
import type { Webhook } from '@lectern/domain/database'
import { deleteWebhook as remove } from '@lectern/domain/webhooks/webhooks'
import type { Context } from '../context.ts'
import { requireWebhook } from './require-webhook.ts'

/** Deletes a webhook with its deliveries. Its workflow ends by itself. */
export async function deleteWebhook(context: Context, id: string): Promise<Webhook> {
  const { services, by } = context
  const webhook = await requireWebhook(context, id, 'delete this webhook')
  return change(services.database, by, tx => remove(tx, webhook.id))
}
