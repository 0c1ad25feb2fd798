import { hasPassword } from '@lectern/domain/access/passwords'
import type { Caller } from '@lectern/domain/access/permissions'
import { isSignInRecent } from '@lectern/domain/access/recent-sign-in'
import { builder } from '../builder.ts'
import { Viewer } from './viewer.ts'

const SignInState = builder.objectRef<Caller>('SignInState').implement({
  description: 'How the caller is signed in, and can sign in.',
  fields: t => ({
    isRecent: t.boolean({
      description: 'Whether the last sign-in was within 10 minutes. If not, some mutations answer REAUTHENTICATE.',
      resolve: ({ authenticatedAt }) => authenticatedAt !== undefined && isSignInRecent(authenticatedAt),
    }),
    usedSecondFactor: t.boolean({
      description: 'Whether this session began with a second factor.',
      resolve: ({ secondFactorDemands }) => secondFactorDemands === undefined,
    }),
    requiresSecondFactor: t.boolean({
      description: 'Whether a role of the caller may change nothing in this session, because it has no second factor.',
      resolve: ({ rights, secondFactorDemands: demands }) => rights.some(({ role }) => demands?.roles.includes(role)),
    }),
    hasPassword: t.boolean({
      resolve: ({ actor }, _args, context) => hasPassword(context.services.database, actor.userId!),
    }),
  }),
})

builder.objectField(Viewer, 'signIn', t =>
  t.field({
    description: 'Null for API tokens.',
    type: SignInState,
    nullable: true,
    resolve: caller => (caller.sessionId === undefined ? null : caller),
  }),
)
