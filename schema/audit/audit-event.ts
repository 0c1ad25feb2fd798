import { builder, countOf } from '../builder.ts'
import { type Context, callerOf } from '../context.ts'
import type { Prisma } from '@lectern/domain/database'
import { globalId, parseGlobalId } from '../global-id.ts'
import { cursorOf, pageOfRows } from '@lectern/domain/paging'
import { isPermitted } from '@lectern/domain/access/permissions'
import { visiblePackagesFilter } from '../access/visible.ts'
import { Actor, actorOf } from '../access/actor.ts'
import { findNode, Node, registerNodeFinder } from '../node.ts'

const inSequence = [['sequence', 'bigint']] as const

const AuditEvent = builder.prismaObject('AuditEvent', {
  description: 'One thing that happened; append-only, in one order.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: event => globalId('AuditEvent', String(event.sequence)) }),
    cursor: t.string({ resolve: event => cursorOf(inSequence, event) }),
    at: t.expose('at', { type: 'DateTime' }),
    action: t.exposeString('action', { description: 'package.synchronized, release.deployed, user.invited …' }),
    actor: t.field({ type: Actor, resolve: event => actorOf(event.actor) }),
    subjectType: t.exposeString('subjectType'),
    subjectId: t.id({ resolve: event => globalId(event.subjectType, event.subjectId) }),
    subject: t.field({
      description: "Null when it is gone or not the caller's to see.",
      type: Node,
      nullable: true,
      resolve: (event, _args, context) => findNode(context, event.subjectType, event.subjectId),
    }),
    summary: t.exposeString('summary'),
    before: t.expose('before', { type: 'JSON', nullable: true }),
    after: t.expose('after', { type: 'JSON', nullable: true }),
    ip: t.exposeString('ip', { nullable: true }),
    requestId: t.exposeString('requestId', { nullable: true }),
  }),
})

const AuditEventConnection = builder.connectionObject({
  type: AuditEvent,
  name: 'AuditEventConnection',
  fields: t => ({
    totalCount: t.int({ nullable: true, resolve: countOf }),
  }),
})

/** Who may read the log reads all of it; who may read a package reads what happened to that. */
const visibleEventsFilter = (context: Context): Prisma.AuditEventWhereInput =>
  isPermitted(callerOf(context), 'audit.read') ? {} : { packageId: visiblePackagesFilter(context) ?? { not: null } }

registerNodeFinder(
  'AuditEvent',
  async (context, key) =>
    context.database.auditEvent.findFirst({
      where: { AND: [{ sequence: BigInt(key) }, visibleEventsFilter(context)] },
    }),
  key => /^\d{1,18}$/.test(key),
)

const AuditFilter = builder.inputType('AuditFilter', {
  fields: t => ({
    actions: t.stringList(),
    actor: t.id({ description: 'Of a user or an API token.' }),
    subjectType: t.string(),
    subjectId: t.id(),
    from: t.field({ type: 'DateTime' }),
    to: t.field({ type: 'DateTime' }),
  }),
})

type Filter = (typeof AuditFilter)['$inferInput']

function eventsWhere(context: Context, filter: Filter): Prisma.AuditEventWhereInput {
  const { actions, actor, subjectType, subjectId, from, to } = filter
  return {
    AND: [
      visibleEventsFilter(context),
      { action: actions ? { in: actions } : undefined, subjectType: subjectType ?? undefined },
      { at: { gte: from ?? undefined, lt: to ?? undefined } },
      actor == null ? {} : byActor(actor),
      subjectId == null ? {} : bySubject(subjectId),
    ],
  }
}

function byActor(id: string): Prisma.AuditEventWhereInput {
  const { type, key } = parseGlobalId(id) ?? { type: '', key: '' }
  return { actor: { path: [type === 'ApiToken' ? 'tokenId' : 'userId'], equals: key } }
}

function bySubject(id: string): Prisma.AuditEventWhereInput {
  const { type, key } = parseGlobalId(id) ?? { type: '', key: '' }
  return { subjectType: type, subjectId: key }
}

builder.queryField('auditLog', t =>
  t.connection(
    {
      description: 'Oldest first.',
      type: AuditEvent,
      nullable: true,
      args: { filter: t.arg({ type: AuditFilter }) },
      resolve: (_root, { filter, ...page }, context) => {
        const where = eventsWhere(context, filter ?? {})
        return pageOfRows(inSequence, page, {
          find: query => context.database.auditEvent.findMany({ ...query, where: { AND: [where, query.where] } }),
          count: () => context.database.auditEvent.count({ where }),
        })
      },
    },
    AuditEventConnection,
  ),
)
