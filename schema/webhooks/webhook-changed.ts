import type { Webhook } from '@lectern/domain/database'
import { notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { initContextCache } from '@pothos/core'
import { requireCaller } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { freshRights } from '../live-query.ts'
import { keyOf } from '../node.ts'
import { canReadWebhooks } from './require-webhook.ts'

/**
 * The states of a webhook: the current one first, then one after each attempt to deliver. Checks the right to see it
 * before each state. NOT_FOUND when it is deleted or the caller may not see it.
 */
export async function webhookChanged(context: Context, id: string): Promise<AsyncGenerator<Webhook>> {
  requireCaller(context)
  const key = keyOf('Webhook', id)
  if (key === null || !isUuid(key)) throw notFound('This webhook')
  await readWebhook(context, key)
  return follow(context, key)
}

async function* follow(context: Context, key: string): AsyncGenerator<Webhook> {
  const rights = freshRights(context)
  for await (const _ of context.services.live.watchWebhook(key, context.signal, rights.wakeSource)) {
    await rights.refresh()
    // Pothos caches the selections of nested fields by context. They contain the permissions of the previous state.
    Object.assign(context, initContextCache())
    yield await readWebhook(context, key)
  }
}

async function readWebhook(context: Context, id: string): Promise<Webhook> {
  const webhook = canReadWebhooks(context)
    ? await context.services.database.webhook.findUnique({ where: { id } })
    : null
  if (!webhook) throw notFound('This webhook')
  return webhook
}
