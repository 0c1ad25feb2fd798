/**
 * The time limit of a webhook. Senders wait a few seconds, so we answer within one even if Temporal or Postgres is
 * slow.
 */
export const hookTimeoutMs = 900
