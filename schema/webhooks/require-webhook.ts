import { isPermitted } from '@lectern/domain/access/permissions'
import type { Webhook } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { requireCaller } from '../access/require-package.ts'
import { type Context, callerOf } from '../context.ts'
import { keyOf } from '../node.ts'

export const canReadWebhooks = (context: Pick<Context, 'access'>): boolean =>
  isPermitted(callerOf(context), 'webhook.read')

/** FORBIDDEN for callers who may not manage webhooks. `action` completes "You are not allowed to …". */
export function requireWebhookManager(context: Context, action: string): void {
  if (!isPermitted(requireCaller(context), 'webhook.manage')) throw forbidden(action)
}

/** The webhook with this global id, which the caller may change. NOT_FOUND for callers who may not see webhooks. */
export async function requireWebhook(context: Context, id: string, action: string): Promise<Webhook> {
  requireCaller(context)
  const key = keyOf('Webhook', id)
  const webhook =
    key !== null && isUuid(key) && canReadWebhooks(context)
      ? await context.services.database.webhook.findUnique({ where: { id: key } })
      : null
  if (!webhook) throw notFound('This webhook')
  requireWebhookManager(context, action)
  return webhook
}
