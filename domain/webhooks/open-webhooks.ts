import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

const openRow = z.object({ id: z.string(), isReady: z.boolean() })

/** A webhook that is further behind than this many events is woken also when none of them seems to be for it. */
const maxSkipped = 1_000n

/**
 * Returns the webhooks that have something to deliver. `isReady`: now; otherwise they wait until they try again. Events
 * with other actions do not count at first, so that a webhook for few actions costs little.
 */
export async function openWebhooks(database: Database): Promise<z.infer<typeof openRow>[]> {
  const sql = Prisma.sql`
    SELECT webhook.id::text,
      test.is_open OR webhook.next_attempt_at IS NULL OR webhook.next_attempt_at <= clock_timestamp() AS "isReady"
    FROM webhook
    CROSS JOIN audit_head AS head
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT 1 FROM webhook_delivery WHERE webhook_id = webhook.id AND open) AS is_open
    ) AS test
    WHERE test.is_open OR (webhook.active AND webhook.sequence < head.sequence AND (
      webhook.actions = '{}'
      OR webhook.sequence < head.sequence - ${maxSkipped}
      OR EXISTS (
        SELECT 1 FROM audit_event AS event
        WHERE event.sequence > webhook.sequence AND event.sequence <= head.sequence
          AND event.action = ANY(webhook.actions))))
    ORDER BY webhook.id`
  return rows(database, openRow, sql)
}
