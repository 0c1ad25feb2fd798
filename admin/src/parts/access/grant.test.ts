import { expect, test } from 'vitest'
import { grantLabel, type RoleInScope, scopeLabel } from './grant.ts'
import { roleNamesWith } from './role.ts'

const grant = (scope: Partial<RoleInScope>): RoleInScope => ({
  role: 'PUBLISHER',
  environment: null,
  package: null,
  ...scope,
})
const environment = { name: 'Production' }
const pkg = { title: 'Physics' }

test('scopeLabel names the environment, the package, both, or everything', () => {
  expect(scopeLabel(grant({}))).toBe('Everywhere')
  expect(scopeLabel(grant({ environment }))).toBe('In Production')
  expect(scopeLabel(grant({ package: pkg }))).toBe('Package Physics')
  expect(scopeLabel(grant({ package: pkg, environment }))).toBe('Package Physics in Production')
})

test('grantLabel names the role, and where it holds if that is not everywhere', () => {
  expect(grantLabel(grant({}))).toBe('Publisher')
  expect(grantLabel(grant({ environment }))).toBe('Publisher · In Production')
})

test('roleNamesWith names the roles that open a page', () => {
  expect(roleNamesWith('user.read')).toEqual(['Owner', 'Administrator', 'Auditor'])
})
