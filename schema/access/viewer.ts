import { type Caller, permissionsOf } from '@lectern/domain/access/permissions'
import { builder } from '../builder.ts'
import { callerOf } from '../context.ts'
import { ApiToken, findApiToken } from './api-token.ts'
import { findUser, User } from './user.ts'

export const Viewer = builder.objectRef<Caller>('Viewer').implement({
  description: 'The caller: a person or an API token.',
  fields: t => ({
    user: t.field({
      type: User,
      nullable: true,
      resolve: ({ actor }, _args, context) => (actor.userId ? findUser(context, actor.userId) : null),
    }),
    token: t.field({
      type: ApiToken,
      nullable: true,
      resolve: ({ actor }, _args, context) => (actor.tokenId ? findApiToken(context, actor.tokenId) : null),
    }),
    permissions: t.stringList({
      description: 'What the caller may do in at least one place, such as `package.publish`.',
      resolve: caller => permissionsOf(caller),
    }),
  }),
})

builder.queryField('viewer', t =>
  t.field({
    permission: 'public',
    description: 'The caller. Null when nobody is signed in.',
    type: Viewer,
    nullable: true,
    skipTypeScopes: true,
    resolve: (_root, _args, context) => callerOf(context),
  }),
)
