import type { Client, CombinedError } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'

/** Where a replay begins: after a cursor of the audit log, or at a local time as a field has it (`2026-11-30T12:00`). */
export type ReplayStart = { kind: 'time' | 'cursor'; text: string }

const LastEventBefore = graphql(`
  query LastEventBefore($to: DateTime!) {
    auditLog(filter: { to: $to }, last: 1) {
      nodes {
        id
        cursor
      }
    }
  }
`)

/** Returns what is wrong with the entered start. Null if nothing is. */
export function startProblem({ kind, text }: ReplayStart, now: Date): string | null {
  if (kind === 'cursor') return text.trim() ? null : t('webhooks.enterCursor')
  const time = new Date(text)
  return text && time < now ? null : t('webhooks.enterTime')
}

/** Returns the cursor after which a replay begins. `problem` is for the field, and `error` is of the request. */
export async function findStartCursor(
  client: Client,
  { kind, text }: ReplayStart,
): Promise<{ cursor?: string; problem?: string; error?: CombinedError | undefined }> {
  if (kind === 'cursor') return { cursor: text.trim() }
  const { data, error } = await client.query(
    LastEventBefore,
    { to: new Date(text).toISOString() },
    { requestPolicy: 'network-only' },
  )
  const cursor = data?.auditLog?.nodes[0]?.cursor
  return cursor ? { cursor } : { error, ...(!error && { problem: t('webhooks.nothingBefore') }) }
}
