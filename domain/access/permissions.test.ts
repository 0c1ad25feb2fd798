import { describe, expect, test } from 'vitest'
import {
  type Caller,
  isPermitted,
  type Permission,
  permissions,
  permissionsOf,
  type Right,
  type Role,
  visiblePackageIds,
} from './permissions.ts'

const roles: Role[] = ['AUDITOR', 'AUTHOR', 'PUBLISHER', 'ADMIN', 'OWNER']

/** Written out by hand: x may, - may not. */
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
  'environment.manage': '  -       -       -       x      x',
  'audit.read': '          x       -       -       x      x',
  'budget.read': '         x       -       -       x      x',
  'budget.update': '       -       -       -       x      x',
  'dropbox.read': '        x       x       x       x      x',
  'dropbox.connect': '     -       -       -       x      x',
}

const holding = (...rights: Partial<Right>[]): Caller => ({
  actor: { kind: 'USER', name: 'Harry' },
  rights: rights.map(right => ({ role: 'OWNER', environmentId: null, packageId: null, ...right })),
})

const cells = permissions.flatMap(permission =>
  roles.map((role, column) => {
    const allowed = expected[permission].trim().split(/\s+/)[column] === 'x'
    return { role, permission, allowed, verb: allowed ? 'may' : 'may not' }
  }),
)

describe('the table of roles', () => {
  test('has a line for each permission', () => expect(Object.keys(expected)).toEqual([...permissions]))

  test.each(cells)('$role $verb $permission', ({ role, permission, allowed }) => {
    expect(isPermitted(holding({ role }), permission)).toBe(allowed)
    expect(permissionsOf(holding({ role })).includes(permission)).toBe(allowed)
  })

  test('nobody may do anything', () => {
    for (const permission of permissions) expect(isPermitted(null, permission)).toBe(false)
    expect(visiblePackageIds(null)).toEqual([])
  })
})

describe('the place of a grant', () => {
  const places = [
    { name: 'nowhere in particular', place: {} },
    { name: 'the package', place: { packageId: 'p' } },
    { name: 'another package', place: { packageId: 'q' } },
    { name: 'the environment', place: { environmentId: 'e' } },
    { name: 'another environment', place: { environmentId: 'f' } },
    { name: 'the package in the environment', place: { packageId: 'p', environmentId: 'e' } },
    { name: 'the package in another environment', place: { packageId: 'p', environmentId: 'f' } },
    { name: 'another package in the environment', place: { packageId: 'q', environmentId: 'e' } },
  ]
  const grants: { name: string; right: Partial<Right>; reaches: string[] }[] = [
    { name: 'everywhere', right: {}, reaches: places.map(({ name }) => name) },
    {
      name: 'for a package',
      right: { packageId: 'p' },
      reaches: ['the package', 'the package in the environment', 'the package in another environment'],
    },
    {
      name: 'for an environment',
      right: { environmentId: 'e' },
      reaches: ['the environment', 'the package in the environment', 'another package in the environment'],
    },
    {
      name: 'for a package in an environment',
      right: { packageId: 'p', environmentId: 'e' },
      reaches: ['the package in the environment'],
    },
  ]

  for (const { name, right, reaches } of grants)
    test.each(places)(`a grant ${name} asked for $name`, ({ name, place }) => {
      expect(isPermitted(holding(right), 'package.publish', place)).toBe(reaches.includes(name))
    })

  test('several grants add up', () => {
    const caller = holding({ role: 'AUTHOR', packageId: 'p' }, { role: 'AUDITOR', packageId: 'q' })
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
    ]
    expect(permissionsOf(caller)).toEqual(permissions.filter(permission => !others.includes(permission)))
  })
})

describe('visible packages', () => {
  test.each([
    { name: 'a grant everywhere', rights: [{}], visible: 'all' },
    { name: 'a grant for an environment', rights: [{ environmentId: 'e' }], visible: 'all' },
    {
      name: 'grants for packages',
      rights: [{ packageId: 'p' }, { packageId: 'q', environmentId: 'e' }],
      visible: ['p', 'q'],
    },
    { name: 'no grant', rights: [], visible: [] },
  ])('with $name', ({ rights, visible }) => expect(visiblePackageIds(holding(...rights))).toEqual(visible))
})
