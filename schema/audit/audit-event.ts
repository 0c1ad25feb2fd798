import type { Prisma } from '@lectern/domain/database'
import { cursorOf, pageOfRows } from '@lectern/domain/paging'
import { Actor, actorOf } from '../access/actor.ts'
import { permits } from '../access/permits.ts'
import { visibleEnvironmentsFilter, visiblePackagesFilter } from '../access/visible.ts'
import { builder, countOf } from '../builder.ts'
import { type Context, callerOf } from '../context.ts'
import { Environment, findEnvironment } from '../environments/environment.ts'
import { globalId, parseGlobalId } from '../global-id.ts'
import { findNode, Node, registerNodeFinder } from '../node.ts'
import { findPackage, Package } from '../packages/package.ts'
import { visibleEventsFilter } from './visible-events.ts'

const inSequence = [['sequence', 'bigint']] as const

const AuditEvent = builder.prismaObject('AuditEvent', {
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
    totalCount: t.int({ nullable: true, resolve: countOf }),
  }),
})

registerNodeFinder(
  'AuditEvent',
  async (context, key) =>
    context.services.database.auditEvent.findFirst({
      where: { AND: [{ sequence: BigInt(key) }, visibleEventsFilter(callerOf(context))] },
    }),
  key => /^\d{1,18}$/.test(key),
)

const AuditFilter = builder.inputType('AuditFilter', {
  fields: t => ({
    actions: t.stringList(),
    actor: t.id({ description: 'The id of a user or an API token.' }),
    subjectType: t.string(),
    subjectId: t.id(),
    package: t.string({ description: 'The slug of a package.' }),
    environment: t.string({ description: 'The slug of an environment, also of a deleted one.' }),
    from: t.field({ type: 'DateTime' }),
    to: t.field({ type: 'DateTime' }),
  }),
})

type Filter = (typeof AuditFilter)['$inferInput']

async function eventsWhere(context: Context, filter: Filter): Promise<Prisma.AuditEventWhereInput> {
  const { actions, actor, subjectType, subjectId, from, to } = filter
  return {
    AND: [
      visibleEventsFilter(callerOf(context)),
      { action: actions ? { in: actions } : undefined, subjectType: subjectType ?? undefined },
      { at: { gte: from ?? undefined, lt: to ?? undefined } },
      actor == null ? {} : byActor(actor),
      subjectId == null ? {} : bySubject(subjectId),
      filter.package == null ? {} : await byPackage(context, filter.package),
      filter.environment == null ? {} : await byEnvironment(context, filter.environment),
    ],
  }
}

async function byPackage(context: Context, slug: string): Promise<Prisma.AuditEventWhereInput> {
  const where = { slug, id: visiblePackagesFilter(context) }
  const found = await context.services.database.package.findMany({ where, select: { id: true } })
  return { packageId: { in: found.map(({ id }) => id) } }
}

async function byEnvironment(context: Context, slug: string): Promise<Prisma.AuditEventWhereInput> {
  const where = { slug, id: visibleEnvironmentsFilter(context) }
  const found = await context.services.database.environment.findMany({ where, select: { id: true } })
  return { environmentId: { in: found.map(({ id }) => id) } }
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
      permission: 'visible',
      description: 'Oldest first, so `last: 50` is the newest page.',
      type: AuditEvent,
      nullable: true,
      args: { filter: t.arg({ type: AuditFilter }) },
      resolve: async (_root, { filter, ...page }, context) => {
        const where = await eventsWhere(context, filter ?? {})
        return pageOfRows(inSequence, page, {
          find: query =>
            context.services.database.auditEvent.findMany({ ...query, where: { AND: [where, query.where] } }),
          count: () => context.services.database.auditEvent.count({ where }),
        })
      },
    },
    AuditEventConnection,
  ),
)
