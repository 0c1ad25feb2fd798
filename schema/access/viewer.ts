import { builder } from '../builder.ts'
import { callerOf } from '../context.ts'
import { type Caller, permissionsOf } from '@lectern/domain/access/permissions'
import { ApiToken, findApiToken } from './api-token.ts'
import { findUser, User } from './user.ts'

const Viewer = builder.objectRef<Caller>('Viewer').implement({
  description: 'Whoever asks.',
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
      description: 'What it may do somewhere, as `package.publish`.',
      resolve: caller => permissionsOf(caller),
    }),
  }),
})

builder.queryField('viewer', t =>
  t.field({
    description: 'Null when nobody is signed in.',
    type: Viewer,
    nullable: true,
    skipTypeScopes: true,
    resolve: (_root, _args, context) => callerOf(context),
  }),
)
