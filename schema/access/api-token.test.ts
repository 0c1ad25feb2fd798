import { callerByToken } from '@lectern/domain/access/caller'
import type { Right, Role } from '@lectern/domain/access/permissions'
import { isTokenSecret } from '@lectern/domain/access/token-secret'
import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildApiToken,
  buildCaller,
  buildEnvironment,
  buildGrant,
  buildPackage,
  buildUser,
  harry,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
  // A token holds what the person who made it holds.
  const { id: userId } = await buildUser(api.database, { id: harry.userId, name: harry.name })
  await buildGrant(api.database, { userId, role: 'OWNER' })
})
afterAll(() => api.close())

const create = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  secret token { id name prefix createdAt expiresAt lastUsedAt revokedAt createdBy { name }
    grants { role environment { slug } package { slug } } } } }`
const revoke = 'mutation ($id: ID!) { revokeApiToken(id: $id) { id revokedAt } }'

type Created = { createApiToken: { secret: string; token: { id: string } } }

const eventsOf = (action: string, subjectId: string) =>
  api.database.auditEvent.findMany({ where: { action, subjectId } })

async function buildPlaces() {
  const environment = await buildEnvironment(api.database)
  const [pkg, other] = [await buildPackage(api.database), await buildPackage(api.database)]
  return { environment, pkg, other }
}

describe('createApiToken', () => {
  test('shows the secret once, keeps its hash, and records the name but not the secret', async () => {
    const { environment, pkg } = await buildPlaces()
    const input = { name: ' portal ', role: 'PUBLISHER', environment: environment.slug, package: pkg.slug }
    const { data, errors } = await api.request<Created>(create, {
      input: { ...input, expiresAt: '2099-01-01T00:00:00Z' },
    })
    expect(errors).toEqual([])
    const { secret, token } = data.createApiToken
    expect(isTokenSecret(secret)).toBe(true)
    expect(token).toEqual({
      ...{
        id: expect.any(String),
        name: 'portal',
        prefix: secret.slice(0, 9),
        createdAt: expect.any(String),
        expiresAt: '2099-01-01T00:00:00.000Z',
      },
      ...{ lastUsedAt: null, revokedAt: null, createdBy: { name: 'Harry' } },
      grants: [{ role: 'PUBLISHER', environment: { slug: environment.slug }, package: { slug: pkg.slug } }],
    })
    const { caller } = (await callerByToken(api.database, secret))!
    expect(caller.rights).toEqual([
      { role: 'PUBLISHER', environmentId: environment.id, packageId: pkg.id, limitedBy: ['OWNER'] },
    ])

    const { tokenId } = caller.actor
    const events = await eventsOf('token.created', tokenId!)
    expect(events).toMatchObject([
      { summary: 'Created the API token "portal"', environmentId: environment.id, packageId: pkg.id },
    ])
    expect(events[0]!.after).toMatchObject({ prefix: secret.slice(0, 9) })
    const rows = [await api.database.apiToken.findUniqueOrThrow({ where: { id: tokenId! } }), ...events]
    const text = JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
    for (const part of [secret, secret.slice(5), secret.slice(-20)]) expect(text).not.toContain(part)
  })

  test.each([
    [{ name: '  ' }, 'input.name'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'input.expiresAt'],
    [{ name: 'x'.repeat(201) }, 'input.name'],
  ])('is INVALID_INPUT for %j', async (wrong, field) => {
    const { errors } = await api.request(create, { input: { name: 'x', role: 'AUTHOR', ...wrong } })
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT', field }])
  })

  type Case = [
    maker: (Partial<Right> | 'package' | 'package in another environment')[],
    role: Role,
    scope: ('environment' | 'package' | 'other')[],
    code: string,
  ]
  const here = 'the environment'
  test.each<Case>([
    // Everywhere.
    [[{ role: 'OWNER' }], 'OWNER', [], 'created'],
    [[{ role: 'ADMIN' }], 'OWNER', [], 'FORBIDDEN'],
    [[{ role: 'ADMIN' }], 'OWNER', ['package'], 'FORBIDDEN'],
    [[{ role: 'ADMIN' }], 'ADMIN', [], 'created'],
    [[{ role: 'ADMIN' }], 'AUDITOR', ['environment', 'package'], 'created'],
    [[{ role: 'AUDITOR' }], 'AUDITOR', [], 'FORBIDDEN'],
    [[{ role: 'PUBLISHER' }], 'AUTHOR', ['package'], 'FORBIDDEN'],
    [[], 'AUTHOR', [], 'FORBIDDEN'],
    // For one environment.
    [[{ role: 'OWNER', environmentId: here }], 'OWNER', ['environment'], 'created'],
    [[{ role: 'ADMIN', environmentId: here }], 'OWNER', ['environment'], 'FORBIDDEN'],
    [[{ role: 'ADMIN', environmentId: here }], 'PUBLISHER', ['environment', 'package'], 'created'],
    [[{ role: 'ADMIN', environmentId: here }], 'AUDITOR', [], 'FORBIDDEN'],
    [[{ role: 'ADMIN', environmentId: here }], 'AUDITOR', ['package'], 'FORBIDDEN'],
    // For one package.
    [['package'], 'PUBLISHER', ['package'], 'created'],
    [['package'], 'PUBLISHER', ['other'], 'NOT_FOUND'],
    [['package'], 'PUBLISHER', ['environment', 'package'], 'created'],
    [['package'], 'PUBLISHER', ['environment'], 'FORBIDDEN'],
    [['package in another environment'], 'PUBLISHER', ['environment', 'package'], 'NOT_FOUND'],
    [['package in another environment'], 'PUBLISHER', ['package'], 'FORBIDDEN'],
    // An owner of one place and an admin of all: an owner's token for that place alone.
    [[{ role: 'ADMIN' }, { role: 'OWNER', environmentId: here }], 'OWNER', ['environment'], 'created'],
    [[{ role: 'ADMIN' }, { role: 'OWNER', environmentId: here }], 'OWNER', ['package'], 'FORBIDDEN'],
  ])('by %j of %s in %j: %s', async (maker, role, scope, code) => {
    const { environment, pkg, other } = await buildPlaces()
    // A grant for one package in another environment: this environment does not exist for its holder.
    const elsewhere = (await buildEnvironment(api.database)).id
    const rights = maker.map(right =>
      right === 'package in another environment'
        ? { role: 'ADMIN' as const, packageId: pkg.id, environmentId: elsewhere }
        : right === 'package'
          ? { role: 'ADMIN' as const, packageId: pkg.id }
          : { ...right, environmentId: right.environmentId ? environment.id : null },
    )
    const caller = { ...buildCaller(), rights: rights.flatMap(right => buildCaller(right).rights) }
    const input = {
      ...{ name: 'x', role },
      ...(scope.includes('environment') ? { environment: environment.slug } : {}),
      ...(scope.includes('package') ? { package: pkg.slug } : scope.includes('other') ? { package: other.slug } : {}),
    }
    const { data, errors } = await api.request<Created>(create, { input }, { caller })
    expect(errors[0]?.code ?? (data.createApiToken && 'created')).toBe(code)
  })
})

describe('apiTokens', () => {
  const query = '{ apiTokens(first: 200) { totalCount nodes { id name revokedAt } } }'
  type Tokens = { apiTokens: { totalCount: number; nodes: { id: string }[] } | null }
  const node = 'query ($id: ID!) { node(id: $id) { id } }'

  test('lists newest first what the caller may read, and hides the rest by id too', async () => {
    const { environment, pkg } = await buildPlaces()
    const build = async (...grants: { environmentId?: string; packageId?: string }[]) => {
      const { id } = await buildApiToken(api.database)
      for (const grant of grants) await buildGrant(api.database, { tokenId: id, ...grant })
      return globalId('ApiToken', id)
    }
    const ids = {
      everywhere: await build({}),
      without: await build(),
      environment: await build({ environmentId: environment.id }),
      package: await build({ packageId: pkg.id }),
      both: await build({ environmentId: environment.id }, { packageId: pkg.id }),
      packageThere: await build({ environmentId: environment.id, packageId: pkg.id }),
    }
    const all = Object.values(ids)
    const expectSeen = async (right: Partial<Right>, seen: string[] | null) => {
      const caller = buildCaller(right)
      const { data } = await api.request<Tokens>(query, {}, { caller })
      const listed = data.apiTokens?.nodes.map(({ id }) => id).filter(id => all.includes(id))
      expect(listed, JSON.stringify(right)).toEqual(seen?.toReversed())
      if (seen && seen.length < all.length) expect(data.apiTokens?.totalCount).toBe(seen.length)
      for (const id of all)
        expect((await api.request(node, { id }, { caller })).data).toEqual({ node: seen?.includes(id) ? { id } : null })
    }
    await expectSeen({ role: 'AUDITOR' }, all)
    await expectSeen({ role: 'ADMIN' }, all)
    await expectSeen({ role: 'PUBLISHER' }, null)
    await expectSeen({ role: 'ADMIN', environmentId: environment.id }, [ids.environment, ids.packageThere])
    await expectSeen({ role: 'AUDITOR', packageId: pkg.id }, [ids.package, ids.packageThere])
    await expectSeen({ role: 'ADMIN', environmentId: environment.id, packageId: pkg.id }, [ids.packageThere])
    expect((await api.request(query, {}, { caller: null })).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }])
  })

  test('a token sees itself, and no other without the permission', async () => {
    const [token, other] = [await buildApiToken(api.database), await buildApiToken(api.database)]
    const caller = buildCaller({ role: 'AUTHOR' }, { kind: 'TOKEN', name: token.name, tokenId: token.id })
    const find = async (id: string) => (await api.request(node, { id: globalId('ApiToken', id) }, { caller })).data
    expect(await find(token.id)).toEqual({ node: { id: globalId('ApiToken', token.id) } })
    expect(await find(other.id)).toEqual({ node: null })
    expect((await api.request<Tokens>(query, {}, { caller })).data.apiTokens).toBeNull()
  })
})

describe('revokeApiToken', () => {
  test('refuses the token from then on, once', async () => {
    const { data } = await api.request<Created>(create, { input: { name: 'ci', role: 'AUTHOR' } })
    const { secret, token } = data.createApiToken
    expect(await callerByToken(api.database, secret)).not.toBeNull()
    const first = await api.request(revoke, { id: token.id })
    expect(first.data).toEqual({ revokeApiToken: { id: token.id, revokedAt: expect.any(String) } })
    expect(await callerByToken(api.database, secret)).toBeNull()
    expect(await api.request(revoke, { id: token.id })).toEqual(first)
    const key = Buffer.from(token.id, 'base64url').toString().split(':')[1]!
    expect(await eventsOf('token.revoked', key)).toMatchObject([{ summary: 'Revoked the API token "ci"' }])
  })

  test('is for those who manage tokens wherever it has a grant, and owners alone for an OWNER token', async () => {
    const { environment, pkg } = await buildPlaces()
    const build = async (role: Role, ...scopes: { environmentId?: string; packageId?: string }[]) => {
      const { id } = await buildApiToken(api.database)
      for (const scope of scopes) await buildGrant(api.database, { tokenId: id, role, ...scope })
      return globalId('ApiToken', id)
    }
    const code = async (right: Partial<Right>, id: string) =>
      (await api.request(revoke, { id }, { caller: buildCaller(right) })).errors[0]?.code ?? 'revoked'
    const local = { role: 'ADMIN' as const, environmentId: environment.id }
    const token = await build('AUTHOR', { environmentId: environment.id })
    expect(await code({ role: 'PUBLISHER' }, token)).toBe('NOT_FOUND')
    expect(await code({ role: 'AUDITOR' }, token)).toBe('FORBIDDEN')
    expect(await code(local, await build('AUTHOR', { environmentId: environment.id }, { packageId: pkg.id }))).toBe(
      'NOT_FOUND',
    )
    expect(await code(local, token)).toBe('revoked')
    const owners = await build('OWNER', { environmentId: environment.id })
    expect(await code(local, owners)).toBe('FORBIDDEN')
    expect(await code({ role: 'OWNER', environmentId: environment.id }, owners)).toBe('revoked')
    const without = await build('AUTHOR')
    expect(await code(local, without)).toBe('NOT_FOUND')
    expect(await code({ role: 'ADMIN' }, without)).toBe('revoked')
    for (const id of ['nonsense', globalId('ApiToken', 'x'), globalId('Package', pkg.id)])
      expect(await code({}, id)).toBe('NOT_FOUND')
  })
})
