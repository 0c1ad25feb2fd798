import { randomUUID } from 'node:crypto'

/** The account of every stand-in. AWS's own documentation uses this number in its examples. */
export const ACCOUNT = '111122223333'

/** An event as EventBridge sends it to a rule's target (EventBridge User Guide, "Events"). */
export interface EventBridgeEvent {
  version: '0'
  /** Identifies this event. A second delivery carries the same id. */
  id: string
  'detail-type': string
  source: string
  account: string
  /** ISO 8601 in UTC with whole seconds, as AWS writes it. */
  time: string
  region: string
  /** ARNs. */
  resources: string[]
  detail: Record<string, unknown>
}

/** Creates an event with the current time and a new id. */
export function newEvent(fields: {
  source: string
  detailType: string
  account?: string
  region: string
  resources: string[]
  detail: Record<string, unknown>
}): EventBridgeEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': fields.detailType,
    source: fields.source,
    account: fields.account ?? ACCOUNT,
    time: `${new Date().toISOString().slice(0, 19)}Z`,
    region: fields.region,
    resources: fields.resources,
    detail: fields.detail,
  }
}
