import { t } from '../../texts/texts.ts'
import type { Delivery } from './delivery.ts'
import type { Webhook } from './webhook.ts'

/** Whether a webhook delivers. `failing`: the last attempt failed and is tried again. */
export type WebhookState = 'active' | 'failing' | 'paused'

export function webhookState({ active, lastError }: Pick<Webhook, 'active'> & { lastError: unknown }): WebhookState {
  if (!active) return 'paused'
  return lastError ? 'failing' : 'active'
}

/** What a webhook sends: `Every event`, `3 kinds of events`. */
export const actionsLabel = (actions: readonly string[]): string =>
  actions.length === 0 ? t('webhooks.everyAction') : t('webhooks.someActions', { count: actions.length })

/** What became of an attempt: `Delivered · 200`, `Failed · 500`, `Failed`, or that it is still being sent. */
export function deliveryLabel({ durationMs, httpStatus, error }: DeliveryResult): string {
  if (durationMs === null) return t('webhooks.sending')
  if (!error) return t('webhooks.delivered', { status: String(httpStatus ?? '') })
  return httpStatus === null ? t('webhooks.failed') : t('webhooks.failedWith', { status: String(httpStatus) })
}

type DeliveryResult = Pick<Delivery, 'durationMs' | 'httpStatus'> & { error: unknown }
