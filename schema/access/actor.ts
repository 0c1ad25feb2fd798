import type { Actor as ActorShape } from '@lectern/domain/audit/actor'
import { builder } from '../builder.ts'
import { findUser, User } from './user.ts'

const ActorKind = builder.enumType('ActorKind', { values: ['USER', 'TOKEN', 'SYSTEM'] })

export const Actor = builder.objectRef<ActorShape>('Actor')

Actor.implement({
  description: 'Who did something: a person, an API token, or Lectern itself.',
  fields: t => ({
    kind: t.expose('kind', { type: ActorKind }),
    name: t.exposeString('name', { description: 'The name at that time.' }),
    user: t.field({
      type: User,
      nullable: true,
      resolve: ({ userId }, _args, context) => (userId ? findUser(context, userId) : null),
    }),
  }),
})

/** Casts a JSON column to an actor. */
export const actorOf = (column: unknown) => column as ActorShape
