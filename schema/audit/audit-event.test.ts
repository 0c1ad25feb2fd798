import type { Right } from '@lectern/domain/access/permissions'
import type { Action } from '@lectern/domain/audit/actions'
import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildApiToken,
  buildCaller,
  buildEnvironment,
  buildPackage,
  buildSyncRun,
  buildUser,
  harry,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

type Subject = { subjectType: string; subjectId: string; packageId?: string; environmentId?: string }

/** Records an audit event, as every change does. */
async function recordEvent(
  action: string,
  subject: Subject,
  by: Attribution = { actor: harry, ip: '::1', requestId: 'r' },
) {
  // Actions that the product does not use keep the events of each test apart.
  const event = { action: action as Action, summary: action, before: { title: 'a' }, after: { title: 'b' }, ...subject }
  await change(api.database, by, async () => ({ result: null, events: [event] }))
}

const ofPackage = (packageId: string): Subject => ({ subjectType: 'Package', subjectId: packageId, packageId })

const ofEnvironment = (id: string): Subject => ({ subjectType: 'Environment', subjectId: id, environmentId: id })

type Log = { auditLog: { nodes: { action: string; cursor: string }[]; totalCount: number | null } }
const read = (args: string, options = {}, variables = {}) =>
  api.request<Log>(
    `query ${args.includes('$') ? '($filter: AuditFilter)' : ''} { auditLog${args} { totalCount nodes { action cursor } } }`,
    variables,
    options,
  )
const actions = ({ data }: { data: Log }) => data.auditLog.nodes.map(({ action }) => action)

describe('the audit log', () => {
  test('is empty for a person without a grant', async () => {
    await recordEvent('test.without.grant', ofPackage((await buildPackage(api.database)).id))
    const caller = { actor: harry, rights: [] }
    const { data } = await read('(first: 5)', { caller })
    expect([actions({ data }), data.auditLog.totalCount]).toEqual([[], 0])
  })

  test('returns every field of an event', async () => {
    const pkg = await buildPackage(api.database)
    await recordEvent('test.fields', ofPackage(pkg.id))
    const { data, errors } =
      await api.request(`{ auditLog(filter: { actions: ["test.fields"] }) { totalCount edges { cursor node {
      cursor at action actor { kind name } subjectType subjectId subject { id ... on Package { slug } } summary before after ip requestId } } } }`)
    expect(errors).toEqual([])
    const edge = (data as { auditLog: { edges: { cursor: string; node: object }[] } }).auditLog.edges[0]
    expect(edge?.node).toEqual({
      cursor: edge?.cursor,
      at: expect.any(String),
      action: 'test.fields',
      actor: { kind: 'USER', name: 'Harry' },
      subjectType: 'Package',
      subjectId: globalId('Package', pkg.id),
      subject: { id: globalId('Package', pkg.id), slug: pkg.slug },
      summary: 'test.fields',
      before: { title: 'a' },
      after: { title: 'b' },
      ip: '::1',
      requestId: 'r',
    })
  })

  test('is ordered oldest first and continues after a cursor', async () => {
    const { id } = await buildPackage(api.database)
    for (const action of ['order.1', 'order.2', 'order.3']) await recordEvent(action, ofPackage(id))
    const newest = await read('(last: 2)')
    expect(actions(newest)).toEqual(['order.2', 'order.3'])
    const after = newest.data.auditLog.nodes[0]?.cursor
    expect(actions(await read(`(first: 5, after: "${after}")`))).toEqual(['order.3'])
  })

  test('can be filtered by actor, subject, action, and time', async () => {
    const user = await buildUser(api.database)
    const token = await buildApiToken(api.database)
    const run = await buildSyncRun(api.database)
    const subject = { subjectType: 'SyncRun', subjectId: run.id, packageId: run.packageId }
    await recordEvent('filter.user', subject, { actor: { kind: 'USER', name: 'U', userId: user.id } })
    await recordEvent('filter.token', ofPackage(run.packageId), {
      actor: { kind: 'TOKEN', name: 'T', tokenId: token.id },
    })
    const filtered = async (filter: object) => {
      const found = actions(await read('(filter: $filter, last: 200)', {}, { filter }))
      return found.filter(action => action.startsWith('filter.'))
    }
    expect(await filtered({})).toEqual(['filter.user', 'filter.token'])
    expect(await filtered({ actor: globalId('User', user.id) })).toEqual(['filter.user'])
    expect(await filtered({ actor: globalId('ApiToken', token.id) })).toEqual(['filter.token'])
    expect(await filtered({ actor: 'nonsense' })).toEqual([])
    expect(await filtered({ subjectType: 'SyncRun' })).toEqual(['filter.user'])
    expect(await filtered({ subjectId: globalId('SyncRun', run.id) })).toEqual(['filter.user'])
    expect(await filtered({ actions: ['filter.token'] })).toEqual(['filter.token'])
    expect(await filtered({ from: '2999-01-01T00:00:00.000Z' })).toEqual([])
    expect(await filtered({ to: '2000-01-01T00:00:00Z' })).toEqual([])
  })

  test('names the package and the environment of an event, and can be filtered by them', async () => {
    const pkg = await buildPackage(api.database)
    const environment = await buildEnvironment(api.database, { slug: 'district' })
    await recordEvent('scope.package', ofPackage(pkg.id))
    await recordEvent('scope.both', { ...ofPackage(pkg.id), environmentId: environment.id })
    await recordEvent('scope.environment', { ...ofEnvironment(environment.id) })
    await recordEvent('scope.none', { subjectType: 'DropboxConnection', subjectId: '1' })
    const text = `query ($filter: AuditFilter) {
      auditLog(filter: $filter, last: 200) { nodes { action package { slug } environment { slug } } } }`
    const filtered = async (filter: object, caller = buildCaller()) => {
      const { data } = await api.request<Log>(text, { filter }, { caller })
      return data.auditLog.nodes.filter(({ action }) => action.startsWith('scope.'))
    }
    const ofThePackage = { action: 'scope.package', package: { slug: pkg.slug }, environment: null }
    const ofBoth = { action: 'scope.both', package: { slug: pkg.slug }, environment: { slug: 'district' } }
    const ofTheEnvironment = { action: 'scope.environment', package: null, environment: { slug: 'district' } }
    expect(await filtered({ package: pkg.slug })).toEqual([ofThePackage, ofBoth])
    expect(await filtered({ environment: 'district' })).toEqual([ofBoth, ofTheEnvironment])
    expect(await filtered({ package: pkg.slug, environment: 'district' })).toEqual([ofBoth])
    expect(await filtered({ package: 'nowhere' })).toEqual([])
    await api.database.environment.update({ where: { id: environment.id }, data: { deletedAt: new Date() } })
    expect(await filtered({ environment: 'district' })).toEqual([ofBoth, ofTheEnvironment])
    const elsewhere = buildCaller({ role: 'PUBLISHER', environmentId: (await buildEnvironment(api.database)).id })
    expect(await filtered({}, elsewhere)).toEqual([ofThePackage])
    expect(await filtered({ environment: 'district' }, elsewhere)).toEqual([])
    const own = { environmentId: environment.id }
    expect(await filtered({}, buildCaller({ role: 'PUBLISHER', ...own }))).toEqual([ofThePackage, ofBoth])
    expect(await filtered({}, buildCaller({ role: 'AUDITOR', ...own }))).toEqual([
      ofThePackage,
      ofBoth,
      ofTheEnvironment,
    ])
  })

  test('shows addresses and request ids only to those who may read the whole log', async () => {
    const { id: packageId } = await buildPackage(api.database)
    const environment = await buildEnvironment(api.database)
    await recordEvent('test.address', { ...ofPackage(packageId), environmentId: environment.id })
    const text = '{ auditLog(filter: { actions: ["test.address"] }) { nodes { ip requestId } } }'
    const ask = async (right: Partial<Right>) =>
      (await api.request<Log>(text, {}, { caller: buildCaller(right) })).data.auditLog.nodes
    for (const scope of [
      { packageId },
      { environmentId: environment.id },
      { packageId, environmentId: environment.id },
    ])
      for (const role of ['AUTHOR', 'AUDITOR', 'OWNER'] as const)
        expect(await ask({ role, ...scope })).toEqual([{ ip: null, requestId: null }])
    expect(await ask({ role: 'PUBLISHER' })).toEqual([{ ip: null, requestId: null }])
    expect(await ask({ role: 'AUDITOR' })).toEqual([{ ip: '::1', requestId: 'r' }])
  })

  test('shows events about people only to those who may read the audit log', async () => {
    const { id: packageId } = await buildPackage(api.database)
    const token = { subjectType: 'ViewerToken', subjectId: packageId, packageId }
    await recordEvent('test.viewer', token)
    const ask = async (right: Partial<Right>) =>
      actions(await read('(filter: { actions: ["test.viewer"] })', { caller: buildCaller(right) }))
    expect(await ask({ role: 'PUBLISHER', packageId })).toEqual([])
    expect(await ask({ role: 'PUBLISHER' })).toEqual([])
    expect(await ask({ role: 'AUDITOR', packageId })).toEqual(['test.viewer'])
  })

  test('rejects a filter with an invalid time', async () => {
    const { errors } = await read('(filter: $filter)', {}, { filter: { from: 'yesterday' } })
    expect(errors[0]?.message).toContain('A DateTime must be')
  })

  test('shows readers of packages only the events of those packages', async () => {
    const [ownPackage, otherPackage] = [await buildPackage(api.database), await buildPackage(api.database)]
    await recordEvent('own', ofPackage(ownPackage.id))
    await recordEvent('other', ofPackage(otherPackage.id))
    await recordEvent('global', { subjectType: 'DropboxConnection', subjectId: '1' })
    const author = await read('', { caller: buildCaller({ role: 'AUTHOR', packageId: ownPackage.id }) })
    expect(author.data.auditLog).toEqual({ nodes: [{ action: 'own', cursor: expect.any(String) }], totalCount: 1 })
    const everywhere = actions(await read('(last: 3)', { caller: buildCaller({ role: 'AUTHOR' }) }))
    expect(everywhere).toEqual(expect.arrayContaining(['own', 'other']))
    expect(everywhere).not.toContain('global')
    expect(actions(await read('(last: 3)', { caller: buildCaller({ role: 'AUDITOR' }) }))).toEqual([
      'own',
      'other',
      'global',
    ])
  })

  test('runs the same number of queries for 20 subjects of a type as for 2', async () => {
    const packages = await Promise.all(Array.from({ length: 20 }, () => buildPackage(api.database)))
    for (const { id } of packages) await recordEvent('test.subjects', ofPackage(id))
    const ask = async (first: number) => {
      api.queries()
      await api.request(
        `{ auditLog(first: ${first}, filter: { actions: ["test.subjects"] }) { nodes { subject { ... on Package { slug status } } } } }`,
      )
      return api.queries().length
    }
    expect(await ask(20)).toBe(await ask(2))
  })
})
