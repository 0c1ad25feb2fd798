import { createHash } from 'node:crypto'
import type { Action } from '../audit/actions.ts'
import type { Event } from '../audit/change.ts'
import type { Webhook } from '../database.ts'

/** What the audit log keeps of a webhook. */
export const auditedFields = ({ url, actions, active, pausedReason }: Webhook) => ({
  url,
  actions,
  active,
  pausedReason,
})

/** Returns an event about a webhook. `verb` begins the summary, as in "Created". */
export function webhookEvent(webhook: Webhook, action: Action, verb: string): Event {
  const summary = `${verb} the webhook to ${webhook.url}`
  return { action, subjectType: 'Webhook', subjectId: webhook.id, summary, after: auditedFields(webhook) }
}

/** What the audit log keeps of a secret: enough to tell two secrets apart, and useless for signing. */
export const fingerprintOf = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 16)
