import { expect, test } from 'vitest'
import { missingPermissions, permissionLabel, permissions } from './permission.ts'

test('permissionLabel has words for every permission, and keeps the name of an unknown one', () => {
  expect(permissions.filter(permission => permissionLabel(permission) === permission)).toEqual([])
  expect(permissionLabel('package.publish')).toBe('Publish')
  expect(permissionLabel('rocket.launch')).toBe('rocket.launch')
})

test('missingPermissions are those that are not held', () => {
  expect(missingPermissions(permissions.filter(permission => permission !== 'budget.read'))).toEqual(['budget.read'])
})
