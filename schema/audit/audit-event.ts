import { canSeeEvent } from '@lectern/domain/audit-log/visible-events'
import { globalId } from '@lectern/domain/global-id'
import { cursorOf } from '@lectern/domain/paging'
import { Actor, actorOf } from '../access/actor.ts'
import { permits } from '../access/permits.ts'
import { builder, countOf } from '../builder.ts'
import { callerOf } from '../context.ts'
import { Environment, findEnvironment } from '../environments/environment.ts'
import { findNode, Node, registerNodeFinder } from '../node.ts'
import { findPackage, Package } from '../packages/package.ts'
import { auditEvents } from './audit-events.ts'
import { AuditFilter } from './audit-filter.ts'
import { auditLog, inSequence } from './audit-log.ts'

export const AuditEvent = builder.prismaObject('AuditEvent', {
  description: 'One thing that happened. Events are append-only and have one order.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: event => globalId('AuditEvent', String(event.sequence)) }),
    cursor: t.string({ resolve: event => cursorOf(inSequence, event) }),
    at: t.expose('at', { type: 'DateTime' }),
    action: t.exposeString('action', {
      description:
        'Such as `package.synchronized`, `release.deployed`, or `user.invited`. All actions are listed in docs/api.md.',
    }),
    actor: t.field({ type: Actor, resolve: event => actorOf(event.actor) }),
    subjectType: t.exposeString('subjectType'),
    subjectId: t.id({ resolve: event => globalId(event.subjectType, event.subjectId) }),
    subject: t.field({
      description: 'Null when it no longer exists or the caller may not see it.',
      type: Node,
      nullable: true,
      resolve: (event, _args, context) => findNode(context, event.subjectType, event.subjectId),
    }),
    package: t.field({
      description: 'The package that it belongs to. Null when there is none or the caller may not see it.',
      type: Package,
      nullable: true,
      resolve: ({ packageId }, _args, context) => (packageId ? findPackage(context, packageId) : null),
    }),
    environment: t.field({
      description: 'The environment that it is about. Null when there is none or the caller may not see it.',
      type: Environment,
      nullable: true,
      resolve: ({ environmentId }, _args, context) => (environmentId ? findEnvironment(context, environmentId) : null),
    }),
    summary: t.exposeString('summary'),
    before: t.expose('before', { type: 'JSON', nullable: true }),
    after: t.expose('after', { type: 'JSON', nullable: true }),
    ip: t.string({
      permission: 'audit.read',
      description: 'Null for callers who may not read the whole audit log.',
      nullable: true,
      resolve: ({ ip }, _args, context) => (permits(context) ? ip : null),
    }),
    requestId: t.string({
      permission: 'audit.read',
      description: 'Null for callers who may not read the whole audit log.',
      nullable: true,
      resolve: ({ requestId }, _args, context) => (permits(context) ? requestId : null),
    }),
  }),
})

const AuditEventConnection = builder.connectionObject({
  type: AuditEvent,
  name: 'AuditEventConnection',
  fields: t => ({
    totalCount: t.int({
      description: 'Null: more than 10,000.',
      nullable: true,
      resolve: connection => countOf(connection) as Promise<number | null>,
    }),
  }),
})

registerNodeFinder(
  'AuditEvent',
  async (context, key) => {
    const event = await context.services.database.auditEvent.findFirst({ where: { sequence: BigInt(key) } })
    return event && canSeeEvent(callerOf(context), event) ? event : null
  },
  key => /^\d{1,18}$/.test(key),
)

builder.queryField('auditLog', t =>
  t.connection(
    {
      permission: 'visible',
      description: 'Oldest first, so `last: 50` is the newest page.',
      type: AuditEvent,
      nullable: true,
      args: { filter: t.arg({ type: AuditFilter }) },
      resolve: (_root, { filter, ...page }, context) => auditLog(context, filter ?? {}, page),
    },
    AuditEventConnection,
  ),
)

builder.subscriptionField('auditEvents', t =>
  t.field({
    permission: 'visible',
    description:
      'Everything after the cursor, then live: no gap, nothing twice. No cursor: from now on. CURSOR_EXPIRED when retention has passed it.',
    type: AuditEvent,
    args: { after: t.arg.string(), filter: t.arg({ type: AuditFilter }) },
    subscribe: (_root, { after, filter }, context) => auditEvents(context, after, filter ?? {}),
    resolve: event => event,
  }),
)
