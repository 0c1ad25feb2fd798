import { globalId } from '@lectern/domain/global-id'
import { cursorOf, pageOfRows } from '@lectern/domain/paging'
import { Actor, actorOf } from '../access/actor.ts'
import { permits } from '../access/permits.ts'
import { inSequence } from '../audit/audit-log.ts'
import { builder } from '../builder.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Problem, problemOf } from '../problem.ts'
import { type CreatedWebhook as CreatedWebhookShape, createWebhook } from './create-webhook.ts'
import { deleteWebhook } from './delete-webhook.ts'
import { replayWebhook } from './replay-webhook.ts'
import { canReadWebhooks } from './require-webhook.ts'
import { testWebhook } from './test-webhook.ts'
import { updateWebhook } from './update-webhook.ts'
import { webhookChanged } from './webhook-changed.ts'

const actionsText = 'An empty list means every action.'
const urlText = 'Public, and with https. Your administrator can allow private addresses.'

export const Webhook = builder.prismaObject('Webhook', {
  description: 'A subscriber that gets the events of the audit log by HTTP, signed, in order, and at least once.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: webhook => globalId('Webhook', webhook.id) }),
    url: t.exposeString('url'),
    actions: t.exposeStringList('actions', { description: actionsText }),
    active: t.exposeBoolean('active', { description: 'False: it is paused, and keeps its cursor.' }),
    pausedReason: t.exposeString('pausedReason', {
      description: 'Why it is not active, and what to do. Null while it is active.',
      nullable: true,
    }),
    owner: t.field({
      description: 'Who made it. It delivers the events and fields that this person or token may read at that moment.',
      type: Actor,
      resolve: webhook => actorOf(webhook.owner),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    cursor: t.string({
      description: 'The cursor of the last event that it delivered or left out. The next delivery is of a later event.',
      nullable: true,
      resolve: webhook => cursorOf(inSequence, webhook),
    }),
    lastDeliveredAt: t.expose('lastDeliveredAt', { type: 'DateTime', nullable: true }),
    lastError: t.field({
      description: 'Why the last attempt failed. Null after a success.',
      type: Problem,
      nullable: true,
      resolve: webhook => problemOf(webhook.lastError),
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      description: 'When the failed delivery is tried again. Null: it is not waiting.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})

registerNodeFinder('Webhook', async (context, id) =>
  canReadWebhooks(context) ? context.services.database.webhook.findUnique({ where: { id } }) : null,
)

const WebhookConnection = builder.connectionObject({ type: Webhook, name: 'WebhookConnection' })

const inOrderOfCreation = [
  ['createdAt', 'timestamp'],
  ['id', 'uuid'],
] as const

builder.queryField('webhooks', t =>
  t.connection(
    {
      permission: 'webhook.read',
      description: 'Oldest first. Null for callers who may not see webhooks.',
      type: Webhook,
      nullable: true,
      resolve: (_root, page, context) => {
        const { webhook } = context.services.database
        return permits(context)
          ? pageOfRows(inOrderOfCreation, page, {
              find: query => webhook.findMany(query),
              count: () => webhook.count(),
            })
          : null
      },
    },
    WebhookConnection,
  ),
)

const CreatedWebhook = builder.objectRef<CreatedWebhookShape>('CreatedWebhook').implement({
  description: 'A new webhook. The secret that signs its deliveries is shown only once.',
  fields: t => ({
    webhook: t.field({ type: Webhook, resolve: ({ webhook }) => webhook }),
    secret: t.exposeString('secret', { description: 'Starts with `whsec_`, as standardwebhooks.com specifies.' }),
  }),
})

const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  fields: t => ({
    url: t.string({ required: true, description: urlText }),
    actions: t.stringList({ description: `${actionsText} So does null.` }),
  }),
})

const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: 'Absent fields stay unchanged.',
  fields: t => ({
    url: t.string({ description: urlText }),
    actions: t.stringList({ description: actionsText }),
    active: t.boolean({ description: 'False pauses the webhook. True resumes it after its cursor.' }),
  }),
})

builder.mutationFields(t => ({
  createWebhook: t.field({
    permission: 'webhook.manage',
    description: 'Delivers events from now on. INVALID_INPUT for an address that Lectern never sends to.',
    type: CreatedWebhook,
    nullable: true,
    args: { input: t.arg({ type: CreateWebhookInput, required: true }) },
    resolve: (_root, { input }, context) => createWebhook(context, input),
  }),
  updateWebhook: t.field({
    permission: 'webhook.manage',
    type: Webhook,
    nullable: true,
    args: { id: t.arg.id({ required: true }), input: t.arg({ type: UpdateWebhookInput, required: true }) },
    resolve: (_root, args, context) => updateWebhook(context, args),
  }),
  deleteWebhook: t.field({
    permission: 'webhook.manage',
    type: Webhook,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => deleteWebhook(context, id),
  }),
  testWebhook: t.field({
    permission: 'webhook.manage',
    description: 'Sends a test, also when the webhook is paused. Its outcome is in `deliveries`.',
    type: Webhook,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => testWebhook(context, id),
  }),
  replayWebhook: t.field({
    permission: 'webhook.manage',
    description: 'Delivers everything after a cursor of the audit log again. A paused webhook stays paused.',
    type: Webhook,
    nullable: true,
    args: { id: t.arg.id({ required: true }), after: t.arg.string({ required: true }) },
    resolve: (_root, args, context) => replayWebhook(context, args),
  }),
}))

builder.subscriptionField('webhookChanged', t =>
  t.field({
    permission: 'webhook.read',
    description: 'Sends the webhook at once and after each attempt to deliver, until the client disconnects.',
    type: Webhook,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    subscribe: (_root, { id }, context) => webhookChanged(context, id),
    resolve: webhook => webhook,
  }),
)
