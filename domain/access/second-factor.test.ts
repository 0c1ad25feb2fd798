import { expect, test } from 'vitest'
import type { Caller, Permission, Role, Scope } from './permissions.ts'
import { lacksSecondFactor } from './second-factor.ts'

const person = (roles: Role[], demands?: Caller['secondFactorDemands']): Caller => ({
  actor: { kind: 'USER', name: 'Anna', userId: 'anna' },
  rights: roles.map(role => ({ role, environmentId: null, packageId: null })),
  secondFactorDemands: demands,
})
const inProduction: Scope = { environmentId: 'production' }

test.each<[string, Caller, Permission, Scope, boolean]>([
  ['a session with a second factor', person(['ADMIN']), 'user.manage', {}, false],
  ['a role that demands it', person(['ADMIN'], { roles: ['ADMIN'], environmentIds: [] }), 'user.manage', {}, true],
  ['another role', person(['ADMIN'], { roles: ['OWNER'], environmentIds: [] }), 'user.manage', {}, false],
  [
    'two roles of which one demands it',
    person(['ADMIN', 'OWNER'], { roles: ['ADMIN'], environmentIds: [] }),
    'user.manage',
    {},
    false,
  ],
  [
    'an environment that demands it',
    person(['PUBLISHER'], { roles: [], environmentIds: ['production'] }),
    'package.publish',
    inProduction,
    true,
  ],
  [
    'another environment',
    person(['PUBLISHER'], { roles: [], environmentIds: ['staging'] }),
    'package.publish',
    inProduction,
    false,
  ],
  [
    'what is not limited to an environment',
    person(['PUBLISHER'], { roles: [], environmentIds: ['production'] }),
    'package.update',
    {},
    false,
  ],
])('%s', (_what, caller, permission, scope, expected) => {
  expect(lacksSecondFactor(caller, permission, scope)).toBe(expected)
})
