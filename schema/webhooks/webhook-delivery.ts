import { canSeeEvent } from '@lectern/domain/audit-log/visible-events'
import { batchLoader } from '@lectern/domain/batch-loader'
import type { AuditEvent as AuditEventRow } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import { pageOfRows } from '@lectern/domain/paging'
import { AuditEvent } from '../audit/audit-event.ts'
import { builder } from '../builder.ts'
import { type Context, callerOf } from '../context.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Problem, problemOf } from '../problem.ts'
import { canReadWebhooks } from './require-webhook.ts'
import { Webhook } from './webhook.ts'

/** Loads the events of deliveries. Null for those that the caller may not see. */
const eventOf = batchLoader(
  async (context: Context, sequences: bigint[]): Promise<(AuditEventRow | null)[]> => {
    const where = { sequence: { in: sequences } }
    const events = await context.services.database.auditEvent.findMany({ where })
    const bySequence = new Map(events.map(event => [event.sequence, event]))
    return sequences.map(sequence => {
      const event = bySequence.get(sequence)
      return event && canSeeEvent(callerOf(context), event) ? event : null
    })
  },
  sequence => String(sequence),
)

const WebhookDelivery = builder.prismaObject('WebhookDelivery', {
  description: 'One attempt to deliver an event, or a test.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: delivery => globalId('WebhookDelivery', delivery.id) }),
    event: t.field({
      description: 'Null for a test, and when the event no longer exists or the caller may not see it.',
      type: AuditEvent,
      nullable: true,
      resolve: ({ sequence }, _args, context) => (sequence === null ? null : eventOf(context, sequence)),
    }),
    at: t.expose('at', { type: 'DateTime' }),
    attempt: t.exposeInt('attempt', { description: 'Counts from 1 for each event.' }),
    httpStatus: t.exposeInt('httpStatus', { description: 'Null: there was no answer.', nullable: true }),
    durationMs: t.exposeInt('durationMs', { description: 'Null: a test that is not sent yet.', nullable: true }),
    answer: t.exposeString('answer', { description: 'The first 1 KiB of the answer.', nullable: true }),
    error: t.field({
      description: 'Null: the subscriber accepted it.',
      type: Problem,
      nullable: true,
      resolve: delivery => problemOf(delivery.error),
    }),
  }),
})

const WebhookDeliveryConnection = builder.connectionObject({
  type: WebhookDelivery,
  name: 'WebhookDeliveryConnection',
})

registerNodeFinder('WebhookDelivery', async (context, id) =>
  canReadWebhooks(context) ? context.services.database.webhookDelivery.findUnique({ where: { id } }) : null,
)

const newestFirst = [
  ['at', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const

builder.prismaObjectField(Webhook, 'deliveries', t =>
  t.connection(
    {
      description: 'The last 100 attempts, newest first.',
      type: WebhookDelivery,
      nullable: true,
      resolve: ({ id: webhookId }, page, context) => {
        const { webhookDelivery } = context.services.database
        return pageOfRows(newestFirst, page, {
          find: query => webhookDelivery.findMany({ ...query, where: { AND: [{ webhookId }, query.where] } }),
          count: () => webhookDelivery.count({ where: { webhookId } }),
        })
      },
    },
    WebhookDeliveryConnection,
  ),
)
