import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type Caller,
  isPermitted,
  type Permission,
  permissions,
  permissionsOf,
  type Right,
  type Role,
  rolePermissions,
  visiblePackageIds,
} from './permissions.ts'

const roles: Role[] = ['AUDITOR', 'AUTHOR', 'PUBLISHER', 'ADMIN', 'OWNER']

/** The expected table, written by hand: x is allowed, - is not. */
const expected: Record<Permission, string> = {
  //                     AUDITOR AUTHOR PUBLISHER ADMIN OWNER
  'package.read': '        x       x       x       x      x',
  'package.create': '      -       x       x       x      x',
  'package.update': '      -       x       x       x      x',
  'package.synchronize': ' -       x       x       x      x',
  'package.transcode': '   -       x       x       x      x',
  'package.archive': '     -       x       x       x      x',
  'package.preview': '     -       x       x       x      x',
  'package.publish': '     -       -       x       x      x',
  'package.deploy': '      -       -       x       x      x',
  'package.unpublish': '   -       -       x       x      x',
  'package.acceptFallback': '-     -       -       x      x',
  'package.verify': '      -       x       x       x      x',
  'finding.ignore': '      -       x       x       x      x',
  'environment.manage': '  -       -       -       x      x',
  'audit.read': '          x       -       -       x      x',
  'budget.read': '         x       -       -       x      x',
  'budget.update': '       -       -       -       x      x',
  'dropbox.read': '        x       x       x       x      x',
  'dropbox.connect': '     -       -       -       x      x',
  'analytics.read': '      x       x       x       x      x',
  'viewer.manage': '       -       -       -       x      x',
  'user.read': '           x       -       -       x      x',
  'user.manage': '         -       -       -       x      x',
  'token.read': '          x       -       -       x      x',
  'token.manage': '        -       -       -       x      x',
  'webhook.read': '        x       -       -       x      x',
  'webhook.manage': '      -       -       -       x      x',
  'system.read': '         x       -       -       x      x',
}

const callerWith = (...rights: Partial<Right>[]): Caller => ({
  actor: { kind: 'USER', name: 'Harry' },
  rights: rights.map(right => ({ role: 'OWNER', environmentId: null, packageId: null, ...right })),
})

const cells = permissions.flatMap(permission =>
  roles.map((role, column) => {
    const allowed = expected[permission].trim().split(/\s+/)[column] === 'x'
    return { role, permission, allowed, verb: allowed ? 'has' : 'does not have' }
  }),
)

describe('rolePermissions', () => {
  test('covers each permission', () => expect(Object.keys(expected)).toEqual([...permissions]))

  test.each(cells)('$role $verb $permission', ({ role, permission, allowed }) => {
    expect(isPermitted(callerWith({ role }), permission)).toBe(allowed)
    expect(permissionsOf(callerWith({ role })).includes(permission)).toBe(allowed)
  })

  test('is the table of docs/api.md', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
    const section = text.split('\n## Roles and permissions\n')[1]!.split('\n## ')[0]!
    const [head, , ...rows] = section.split('\n').filter(line => line.startsWith('|'))
    const table = permissions.map(permission => {
      const marks = roles.map(role => (rolePermissions[role].includes(permission) ? 'yes' : '–'))
      return `| \`${permission}\` | ${marks.join(' | ')} |`
    })
    expect([head, ...rows]).toEqual([`| permission | ${roles.join(' | ')} |`, ...table])
  })

  test('gives a null caller no permission', () => {
    for (const permission of permissions) expect(isPermitted(null, permission)).toBe(false)
    expect(visiblePackageIds(null)).toEqual([])
  })
})

describe('the scope of a grant', () => {
  const scopes = [
    { name: 'no scope', scope: {} },
    { name: 'the package', scope: { packageId: 'p' } },
    { name: 'another package', scope: { packageId: 'q' } },
    { name: 'the environment', scope: { environmentId: 'e' } },
    { name: 'another environment', scope: { environmentId: 'f' } },
    { name: 'the package in the environment', scope: { packageId: 'p', environmentId: 'e' } },
    { name: 'the package in another environment', scope: { packageId: 'p', environmentId: 'f' } },
    { name: 'another package in the environment', scope: { packageId: 'q', environmentId: 'e' } },
  ]
  const grants: { name: string; right: Partial<Right>; covered: string[] }[] = [
    { name: 'everywhere', right: {}, covered: scopes.map(({ name }) => name) },
    {
      name: 'for a package',
      right: { packageId: 'p' },
      covered: ['the package', 'the package in the environment', 'the package in another environment'],
    },
    {
      name: 'for an environment',
      right: { environmentId: 'e' },
      covered: ['the environment', 'the package in the environment', 'another package in the environment'],
    },
    {
      name: 'for a package in an environment',
      right: { packageId: 'p', environmentId: 'e' },
      covered: ['the package in the environment'],
    },
  ]

  for (const { name, right, covered } of grants)
    test.each(scopes)(`limits a grant ${name} when the caller acts in $name`, ({ name, scope }) => {
      expect(isPermitted(callerWith(right), 'package.publish', scope)).toBe(covered.includes(name))
    })

  test('adds up when a caller has several grants', () => {
    const caller = callerWith({ role: 'AUTHOR', packageId: 'p' }, { role: 'AUDITOR', packageId: 'q' })
    expect(isPermitted(caller, 'package.synchronize', { packageId: 'p' })).toBe(true)
    expect(isPermitted(caller, 'package.synchronize', { packageId: 'q' })).toBe(false)
    const others: Permission[] = [
      'package.publish',
      'package.deploy',
      'package.unpublish',
      'package.acceptFallback',
      'environment.manage',
      'budget.update',
      'dropbox.connect',
      'viewer.manage',
      'user.manage',
      'token.manage',
      'webhook.manage',
    ]
    expect(permissionsOf(caller)).toEqual(permissions.filter(permission => !others.includes(permission)))
  })
})

describe('visiblePackageIds', () => {
  test.each([
    { name: 'a grant everywhere', rights: [{}], visible: 'all' },
    { name: 'a grant for an environment', rights: [{ environmentId: 'e' }], visible: 'all' },
    {
      name: 'grants for packages',
      rights: [{ packageId: 'p' }, { packageId: 'q', environmentId: 'e' }],
      visible: ['p', 'q'],
    },
    { name: 'no grant', rights: [], visible: [] },
  ])('returns $visible for $name', ({ rights, visible }) =>
    expect(visiblePackageIds(callerWith(...rights))).toEqual(visible),
  )
})
