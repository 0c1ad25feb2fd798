import { change } from '@lectern/domain/audit/change'
import type { Webhook } from '@lectern/domain/database'
import { createWebhook as create } from '@lectern/domain/webhooks/webhooks'
import { newWebhookSecret, sealWebhookSecret } from '@lectern/workflows/webhooks/secret'
import { requirePermission } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { checkWebhookInput, type WebhookInput } from './webhook-input.ts'

export type CreatedWebhook = { webhook: Webhook; secret: string }

/** Creates a webhook in the name of the caller. Its secret is returned once. */
export async function createWebhook(context: Context, input: WebhookInput & { url: string }): Promise<CreatedWebhook> {
  const { services, by } = context
  requirePermission(context, 'create webhooks')
  checkWebhookInput(context, input)
  const secret = newWebhookSecret()
  const sealedSecret = sealWebhookSecret(services.settings.secret, secret)
  const created = { url: input.url, actions: input.actions ?? [], secret, sealedSecret }
  return { webhook: await change(services.database, by, tx => create(tx, by, created)), secret }
}
