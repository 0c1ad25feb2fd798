import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isNonNullType, isObjectType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { publicSchema, schema } from './graphql.ts'
import { isPermission } from './permission-plugin.ts'

const rootTypes = [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!]
const fields = Object.values(schema.getTypeMap())
  .filter(type => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap(type =>
    Object.values(isObjectType(type) ? type.getFields() : {}).map(field => ({
      name: `${type.name}.${field.name}`,
      isOfRoot: rootTypes.some(root => root === type),
      isOfMutation: type === schema.getMutationType(),
      isNullable: !isNonNullType(field.type),
      permission: field.extensions.permission,
    })),
  )
const names = (found: typeof fields) => found.map(({ name }) => name)

describe('every field of the API', () => {
  test('names what it needs: a permission, visible, or public', () => {
    expect(fields.length).toBeGreaterThan(300)
    const known = ['visible', 'public']
    const unnamed = fields.filter(
      ({ permission }) => !isPermission(permission) && !known.includes(permission as string),
    )
    expect(names(unnamed), 'Add the option `permission` to the field').toEqual([])
  })

  test('that changes something names a permission', () => {
    const isOpen = ({ permission, name }: (typeof fields)[number]) =>
      !isPermission(permission) && name !== 'Mutation.recordPlayback'
    expect(names(fields.filter(field => field.isOfMutation && isOpen(field)))).toEqual([])
  })

  test('that needs a permission is nullable, and so is every mutation', () => {
    const refusable = fields.filter(field => isPermission(field.permission) || field.isOfMutation)
    expect(
      names(refusable.filter(({ isNullable, name }) => !isNullable && name !== 'Mutation.recordPlayback')),
    ).toEqual([])
  })

  test('that is public is served by the content host, or says who the caller is', () => {
    const served = Object.keys(publicSchema.getQueryType()!.getFields()).map(name => `Query.${name}`)
    const ofPublic = names(fields.filter(({ permission }) => permission === 'public'))
    expect(ofPublic.filter(name => name !== 'Mutation.recordPlayback').sort()).toEqual(
      [...served, 'Query.viewer'].sort(),
    )
  })
})

test('checks read the permission that the field names, so that there is no second list', () => {
  const folder = import.meta.dirname
  const checks = globSync('**/*.ts', { cwd: folder, exclude: ['node_modules', 'generated'] })
    .filter(path => !path.endsWith('.test.ts') && !path.includes('node_modules'))
    .flatMap(path => {
      const text = readFileSync(join(folder, path), 'utf8')
      return [...text.matchAll(/(?:isPermitted\([^']*|permits\([^')]*)'([a-z]+\.[a-zA-Z]+)'/g)].map(
        ([, permission]) => `${path} ${permission}`,
      )
    })
  const allowed = [
    // What is visible, which `node` and relations need too.
    'access/visible.ts package.read',
    'access/visible.ts token.read',
    'audit/export-lines.ts audit.read',
    'audit/export-lines.ts audit.read',
    'environments/viewer-token.ts viewer.manage',
    'grants/invitation.ts user.read',
    'grants/require-invitation.ts user.read',
    'webhooks/require-webhook.ts webhook.read',
    'system/system-changed.ts system.read',
    // What the caller may do elsewhere, which is the answer.
    'findings/ignore-finding.ts package.publish',
    'publish/publish-check.ts package.publish',
    // What changes the addresses in an answer.
    'playback/playback-source.ts package.preview',
    // What some arguments need beyond the field's permission.
    'packages/require-folder.ts package.create',
    'publish/publish-package.ts package.acceptFallback',
  ]
  expect(checks.sort()).toEqual(allowed.sort())
})
