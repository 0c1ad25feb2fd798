import { permissions, rolePermissions } from '@lectern/domain/access/permissions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildApiToken,
  buildCaller,
  buildEnvironment,
  buildGrant,
  buildPackage,
  buildUser,
} from '../../domain/test/factories.ts'
import type { Context } from '../context.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

describe('the viewer', () => {
  const text = `{ viewer { permissions token { name }
    user { name email active grants { role environment { slug } package { slug } } } } }`

  test('is the signed-in person with their grants', async () => {
    const user = await buildUser(api.database)
    const pkg = await buildPackage(api.database)
    const environment = await buildEnvironment(api.database)
    const scope = { packageId: pkg.id, environmentId: environment.id }
    await buildGrant(api.database, { userId: user.id, role: 'AUDITOR', ...scope })
    const caller = buildCaller({ role: 'AUDITOR', ...scope }, { kind: 'USER', name: user.name, userId: user.id })
    expect(await api.request(text, {}, { caller })).toEqual({
      data: {
        viewer: {
          permissions: permissions.filter(permission => rolePermissions.AUDITOR.includes(permission)),
          token: null,
          user: {
            name: user.name,
            email: user.email,
            active: true,
            grants: [{ role: 'AUDITOR', environment: { slug: environment.slug }, package: { slug: pkg.slug } }],
          },
        },
      },
      errors: [],
    })
  })

  test('is the API token of the request', async () => {
    const token = await buildApiToken(api.database, { name: 'Nightly' })
    const caller = buildCaller({ role: 'AUTHOR' }, { kind: 'TOKEN', name: 'Nightly', tokenId: token.id })
    expect((await api.request(text, {}, { caller })).data).toMatchObject({
      viewer: { user: null, token: { name: 'Nightly' } },
    })
  })

  test('is null without an error when nobody is signed in', async () => {
    expect(await api.request(text, {}, { caller: null })).toEqual({ data: { viewer: null }, errors: [] })
  })
})

describe('a caller who is not signed in', () => {
  const accesses: Context['access'][] = [
    { kind: 'caller', caller: null },
    { kind: 'public' },
    { kind: 'preview', token: 't', packageId: '00000000-0000-7000-8000-000000000000' },
  ]

  test.each(accesses)('gets nothing that needs a permission ($kind)', async access => {
    const { slug } = await buildPackage(api.database)
    const fields = [
      'packages { totalCount }',
      `package(slug: "${slug}") { slug }`,
      'release(package: "p", number: 1) { number }',
      'environments { slug }',
      'environment(slug: "staging") { slug }',
      'auditLog { totalCount }',
      'dropboxConnection { status }',
      'dropboxFolders { path }',
      'syncRun(id: "x") { id }',
      'publication(id: "x") { id }',
      'node(id: "x") { id }',
    ]
    const { data, errors } = await api.request<object>(`{ viewer { permissions } ${fields.join(' ')} }`, {}, { access })
    expect(Object.values(data)).toEqual(Array.from({ length: fields.length + 1 }, () => null))
    expect(errors.map(({ code }) => code)).toEqual(fields.map(() => 'UNAUTHENTICATED'))
  })
})
