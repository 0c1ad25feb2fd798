import { openInvitations } from '@lectern/domain/access/invitations'
import { isPermitted } from '@lectern/domain/access/permissions'
import { globalId } from '@lectern/domain/global-id'
import { pageOfRows } from '@lectern/domain/paging'
import { Actor, actorOf } from '../access/actor.ts'
import { permits } from '../access/permits.ts'
import { builder } from '../builder.ts'
import { callerOf } from '../context.ts'
import { Environment, findEnvironment } from '../environments/environment.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { findPackage, Package } from '../packages/package.ts'
import { Role } from './grant.ts'
import { inviteUser } from './invite-user.ts'
import type { CreatedInvitation as CreatedInvitationShape } from './mail-invitation.ts'
import { resendInvitation } from './resend-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'

const Invitation = builder.prismaObject('Invitation', {
  description: 'An invitation of a person who has no account yet. Accepting it makes the account, with the role.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: invitation => globalId('Invitation', invitation.id) }),
    email: t.exposeString('email'),
    name: t.exposeString('name'),
    role: t.expose('role', { type: Role }),
    environment: t.field({
      type: Environment,
      nullable: true,
      resolve: ({ environmentId }, _args, context) => (environmentId ? findEnvironment(context, environmentId) : null),
    }),
    package: t.field({
      type: Package,
      nullable: true,
      resolve: ({ packageId }, _args, context) => (packageId ? findPackage(context, packageId) : null),
    }),
    invitedBy: t.field({ type: Actor, resolve: invitation => actorOf(invitation.invitedBy) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    acceptedAt: t.expose('acceptedAt', { type: 'DateTime', nullable: true }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
})

const CreatedInvitation = builder.objectRef<CreatedInvitationShape>('CreatedInvitation').implement({
  fields: t => ({
    invitation: t.field({ type: Invitation, resolve: ({ invitation }) => invitation }),
    url: t.exposeString('url', { description: 'The link. It works once, until it expires, and is shown only now.' }),
    mailed: t.exposeBoolean('mailed', {
      description: 'Whether the link was mailed to the person. If not, send it yourself.',
    }),
  }),
})

registerNodeFinder('Invitation', async (context, id) =>
  isPermitted(callerOf(context), 'user.read')
    ? context.services.database.invitation.findUnique({ where: { id } })
    : null,
)

const InvitationConnection = builder.connectionObject({ type: Invitation, name: 'InvitationConnection' })

const newestFirst = [
  ['createdAt', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const

builder.queryField('invitations', t =>
  t.connection(
    {
      permission: 'user.read',
      description:
        'The invitations that nobody accepted or took back, also expired ones, newest first. Null for callers who may not see them.',
      type: Invitation,
      nullable: true,
      resolve: (_root, page, context) => {
        if (!permits(context)) return null
        const { invitation } = context.services.database
        return pageOfRows(newestFirst, page, {
          find: query => invitation.findMany({ ...query, where: { AND: [openInvitations, query.where] } }),
          count: () => invitation.count({ where: openInvitations }),
        })
      },
    },
    InvitationConnection,
  ),
)

const InviteUserInput = builder.inputType('InviteUserInput', {
  fields: t => ({
    email: t.string({ required: true }),
    name: t.string({ required: true }),
    role: t.field({ type: Role, required: true }),
    environment: t.string({ description: 'The slug of the only environment that the role is for.' }),
    package: t.string({ description: 'The slug of the only package that the role is for.' }),
  }),
})

builder.mutationFields(t => ({
  inviteUser: t.field({
    permission: 'user.manage',
    description:
      'Returns the link for the person, and mails it where a mail server is configured. Only owners invite an owner. CONFLICT if the address has an account or an open invitation.',
    type: CreatedInvitation,
    nullable: true,
    args: { input: t.arg({ type: InviteUserInput, required: true }) },
    resolve: (_root, { input }, context) => inviteUser(context, input),
  }),
  resendInvitation: t.field({
    permission: 'user.manage',
    description: 'Replaces the link, also after it expired. The link before it stops working.',
    type: CreatedInvitation,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => resendInvitation(context, requireKey('Invitation', id, 'This invitation')),
  }),
  revokeInvitation: t.field({
    permission: 'user.manage',
    description: 'Takes the invitation back: its link stops working. CONFLICT if it was accepted.',
    type: Invitation,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => revokeInvitation(context, requireKey('Invitation', id, 'This invitation')),
  }),
}))
