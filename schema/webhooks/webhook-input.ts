import { actions as knownActions } from '@lectern/domain/audit/actions'
import { invalidInput } from '@lectern/domain/errors'
import { OutboundError, parseOutboundUrl } from '@lectern/workflows/outbound/outbound-url'
import type { Context } from '../context.ts'

/** The settings of a webhook, as the API takes them. */
export type WebhookInput = { url?: string | null; actions?: string[] | null }

/**
 * Checks the settings of a webhook. INVALID_INPUT for an address that Lectern never sends to, and for an action that does
 * not exist.
 */
export function checkWebhookInput({ services }: Context, { url, actions }: WebhookInput): void {
  if (url != null) checkUrl(url, services.settings.privateRanges)
  const unknown = actions?.find(action => !Object.hasOwn(knownActions, action))
  if (unknown !== undefined)
    throw invalidInput('input.actions', `There is no action "${unknown}". docs/api.md lists all actions.`)
}

function checkUrl(url: string, ranges: Context['services']['settings']['privateRanges']): void {
  try {
    parseOutboundUrl(url, ranges)
  } catch (error) {
    if (error instanceof OutboundError) throw invalidInput('input.url', error.message)
    throw error
  }
}
