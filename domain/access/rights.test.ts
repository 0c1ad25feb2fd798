import { describe, expect, test } from 'vitest'
import {
  type Caller,
  commonRights,
  effectivePermissions,
  isOwner,
  isPermitted,
  permissions,
  type Right,
  type Role,
  rolePermissions,
  type Scope,
} from './permissions.ts'

const roles = Object.keys(rolePermissions) as Role[]
const right = (role: Role, scope: Partial<Right> = {}): Right => ({
  role,
  environmentId: null,
  packageId: null,
  ...scope,
})
const callerWith = (rights: readonly Right[]): Caller => ({ actor: { kind: 'TOKEN', name: 'CI' }, rights })

const grantScopes: Partial<Right>[] = [
  {},
  { packageId: 'p' },
  { environmentId: 'e' },
  { packageId: 'p', environmentId: 'e' },
  { packageId: 'q' },
  { environmentId: 'f' },
]
const actScopes: Scope[] = ['p', 'q', undefined].flatMap(packageId =>
  ['e', 'f', undefined].map(environmentId => ({ packageId, environmentId })),
)

describe('the rights that two lists have in common', () => {
  test('permit exactly what both permit, for every role, scope, and permission', () => {
    const rights = roles.flatMap(role => grantScopes.map(scope => right(role, scope)))
    let cells = 0
    for (const first of rights)
      for (const second of rights) {
        const common = callerWith(commonRights([first], [second]))
        for (const permission of permissions)
          for (const scope of actScopes) {
            cells++
            const both = [first, second].every(one => isPermitted(callerWith([one]), permission, scope))
            if (isPermitted(common, permission, scope) !== both)
              expect.fail(JSON.stringify({ first, second, permission, scope, both }))
          }
      }
    expect(cells).toBe(roles.length ** 2 * grantScopes.length ** 2 * permissions.length * actScopes.length)
  })

  test('stay limited by every list, in any order', () => {
    const lists = [[right('PUBLISHER'), right('AUDITOR')], [right('ADMIN', { packageId: 'p' })], [right('AUTHOR')]]
    for (const list of [lists, lists.toReversed()]) {
      const caller = callerWith(list.reduce(commonRights))
      expect(isPermitted(caller, 'package.synchronize', { packageId: 'p' })).toBe(true)
      expect(isPermitted(caller, 'package.synchronize', { packageId: 'q' })).toBe(false)
      expect(isPermitted(caller, 'package.publish', { packageId: 'p' })).toBe(false)
      expect(isPermitted(caller, 'audit.read', { packageId: 'p' })).toBe(false)
    }
  })

  test('are none when one list is empty', () => expect(commonRights([right('OWNER')], [])).toEqual([]))

  test('make an owner only of two owners', () => {
    expect(isOwner(callerWith(commonRights([right('OWNER')], [right('OWNER', { packageId: 'p' })])), {})).toBe(false)
    const common = commonRights([right('OWNER')], [right('OWNER', { packageId: 'p' }), right('ADMIN')])
    expect(isOwner(callerWith(common), { packageId: 'p' })).toBe(true)
    expect(isOwner(callerWith(commonRights([right('OWNER')], [right('ADMIN')])), {})).toBe(false)
  })
})

test('effective permissions name the grants that give them in a scope, and only those', () => {
  const [auditor, author] = [right('AUDITOR'), right('AUTHOR', { packageId: 'p' })]
  const grantsOf = (scope: Scope) =>
    Object.fromEntries(
      effectivePermissions([auditor, author], scope).map(({ permission, grants }) => [permission, grants]),
    )
  expect(grantsOf({ packageId: 'p' })).toMatchObject({
    'package.read': [auditor, author],
    'package.update': [author],
    'audit.read': [auditor],
  })
  expect(Object.keys(grantsOf({}))).toEqual(permissions.filter(one => rolePermissions.AUDITOR.includes(one)))
  expect(grantsOf({ packageId: 'p', environmentId: 'e' })).not.toHaveProperty(['package.publish'])
})
