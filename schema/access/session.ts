import type { Session as SessionRow } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import { builder } from '../builder.ts'
import { callerOf } from '../context.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { revokeSession } from './revoke-session.ts'
import { User } from './user.ts'
import { canSeePerson } from './visible.ts'

const maxSessions = 100

const Session = builder.objectRef<SessionRow>('Session').implement({
  description: 'One browser in which a person is signed in.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: session => globalId('Session', session.id) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastSeenAt: t.field({
      description: 'To the minute.',
      type: 'DateTime',
      resolve: ({ lastSeenAt, createdAt }) => lastSeenAt ?? createdAt,
    }),
    ip: t.exposeString('ipAddress', { nullable: true }),
    userAgent: t.exposeString('userAgent', { nullable: true }),
    current: t.boolean({
      description: 'Whether it is the session of this request.',
      resolve: ({ id }, _args, context) => callerOf(context)?.sessionId === id,
    }),
  }),
})

const valid = () => ({ expiresAt: { gt: new Date() } })

registerNodeFinder(
  'Session',
  async (context, id) => {
    const session = await context.services.database.session.findFirst({ where: { id, ...valid() } })
    return session && canSeePerson(context, session) ? session : null
  },
  () => true,
)

builder.prismaObjectField(User, 'sessions', t =>
  t.field({
    description: `Newest first, at most ${maxSessions}.`,
    type: [Session],
    nullable: true,
    resolve: ({ id }, _args, context) =>
      context.services.database.session.findMany({
        where: { userId: id, ...valid() },
        orderBy: { createdAt: 'desc' },
        take: maxSessions,
      }),
  }),
)

builder.mutationField('revokeSession', t =>
  t.field({
    permission: 'user.manage',
    description: 'Ends a session of the caller, or with permission one of another person.',
    type: Session,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => revokeSession(context, requireKey('Session', id, 'This session')),
  }),
)
