import { isPermitted } from '@lectern/domain/access/permissions'
import type { Webhook } from '@lectern/domain/database'
import { notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { requireCaller, requirePermission } from '../access/require-package.ts'
import { type Context, callerOf } from '../context.ts'
import { keyOf } from '../node.ts'

export const canReadWebhooks = (context: Pick<Context, 'access'>): boolean =>
  isPermitted(callerOf(context), 'webhook.read')

/**
 * The webhook with this global id, for which the caller has the field's permission; FORBIDDEN otherwise, and NOT_FOUND for
 * callers who may not see webhooks. `action` completes "You are not allowed to …".
 */
export async function requireWebhook(context: Context, id: string, action: string): Promise<Webhook> {
  requireCaller(context)
  const key = keyOf('Webhook', id)
  const webhook =
    key !== null && isUuid(key) && canReadWebhooks(context)
      ? await context.services.database.webhook.findUnique({ where: { id: key } })
      : null
  if (!webhook) throw notFound('This webhook')
  requirePermission(context, action)
  return webhook
}
