import { contains } from '@lectern/domain/contains'
import { globalId } from '@lectern/domain/global-id'
import { pageOfRows } from '@lectern/domain/paging'
import { builder } from '../builder.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { deactivateUser } from './deactivate-user.ts'
import { permits } from './permits.ts'
import { reactivateUser } from './reactivate-user.ts'
import { removeSecondFactor } from './remove-second-factor.ts'
import { updateUser } from './update-user.ts'
import { canSeePerson } from './visible.ts'

export const User = builder.prismaObject('User', {
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: user => globalId('User', user.id) }),
    name: t.exposeString('name'),
    email: t.exposeString('email', { nullable: true }),
    active: t.exposeBoolean('active'),
    hasSecondFactor: t.boolean({
      description: 'Whether every sign-in asks for a code from an authenticator app.',
      resolve: ({ twoFactorEnabled }) => twoFactorEnabled ?? false,
    }),
    grants: t.relation('grants', { nullable: true, query: { orderBy: { createdAt: 'asc' } } }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', nullable: true }),
  }),
})

export const findUser = registerNodeFinder(
  'User',
  async (context, id) =>
    canSeePerson(context, { userId: id }) ? context.services.database.user.findUnique({ where: { id } }) : null,
  () => true,
)

const UserConnection = builder.connectionObject({ type: User, name: 'UserConnection' })

const byName = [
  ['name', 'text'],
  ['id', 'text'],
] as const

builder.queryField('users', t =>
  t.connection(
    {
      permission: 'user.read',
      description: 'Everyone with an account, also deactivated people. Null for callers who may not see them.',
      type: User,
      nullable: true,
      args: { search: t.arg.string({ description: 'Part of the name or email address, in any letter case.' }) },
      resolve: (_root, { search, ...page }, context) => {
        if (!permits(context)) return null
        const where = search ? { OR: [{ name: contains(search) }, { email: contains(search) }] } : {}
        return pageOfRows(byName, page, {
          find: query => context.services.database.user.findMany({ ...query, where: { AND: [where, query.where] } }),
          count: () => context.services.database.user.count({ where }),
        })
      },
    },
    UserConnection,
  ),
)

const UpdateUserInput = builder.inputType('UpdateUserInput', {
  description: 'Absent fields stay unchanged.',
  fields: t => ({ name: t.string() }),
})

builder.mutationFields(t => ({
  updateUser: t.field({
    permission: 'user.manage',
    description: 'Changes the name of the caller, or with permission that of another person.',
    type: User,
    nullable: true,
    args: { id: t.arg.id({ required: true }), input: t.arg({ type: UpdateUserInput, required: true }) },
    resolve: (_root, { id, input }, context) =>
      updateUser(context, { id: requireKey('User', id, 'This person'), input }),
  }),
  deactivateUser: t.field({
    permission: 'user.manage',
    description:
      'Ends the sessions of a person, and stops the API tokens that the person made. Only owners deactivate an owner. CONFLICT for the last active owner.',
    type: User,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => deactivateUser(context, requireKey('User', id, 'This person')),
  }),
  removeSecondFactor: t.field({
    permission: 'user.manage',
    description:
      'For people who lost their authenticator app and their recovery codes. Ends their sessions. Only owners do so for an owner.',
    type: User,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => removeSecondFactor(context, requireKey('User', id, 'This person')),
  }),
  reactivateUser: t.field({
    permission: 'user.manage',
    description: 'Lets a deactivated person sign in again, with the grants of before. Only owners reactivate an owner.',
    type: User,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => reactivateUser(context, requireKey('User', id, 'This person')),
  }),
}))
