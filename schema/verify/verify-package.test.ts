import type { Role } from '@lectern/domain/access/permissions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCaller, buildDraft, buildOpenRun, buildPackage, buildRelease } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  // Temporal is unreachable because mutations must not depend on it.
  api = await openTestApi({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
})
afterAll(() => api.close())

const verify = `mutation ($slug: String!, $release: Int, $repair: Boolean) {
  verifyPackage(slug: $slug, release: $release, repair: $repair) { id status release revision repair startedBy { name } } }`
const cancel = 'mutation ($id: ID!) { cancelVerification(id: $id) { id status } }'

type Page<Node> = { totalCount: number; nodes: Node[]; pageInfo: { endCursor: string } }
type VerificationRun = { id: string; discrepancies: Page<{ path: string; store: string }> }
type Data = {
  verifyPackage: VerificationRun
  cancelVerification: VerificationRun
  package: { verifications: Page<VerificationRun> }
  node: object
}

const as = (role: Role) => (query: string, variables: object) =>
  api.request<Data>(query, variables, { caller: buildCaller({ role }) })

async function buildPackageWithDraft() {
  const { packageId } = await buildDraft(api.database)
  return api.database.package.findUniqueOrThrow({ where: { id: packageId } })
}

test('a verification run is joined by the same request, conflicts with another one, and can be canceled', async () => {
  const { id: packageId, slug } = await buildPackageWithDraft()
  await buildRelease(api.database, { packageId })
  const ask = as('AUTHOR')
  const { verifyPackage: first } = (await ask(verify, { slug, repair: true })).data
  expect(first).toMatchObject({ status: 'RUNNING', release: null, revision: 1, repair: true })
  expect((await ask(verify, { slug, repair: true })).data.verifyPackage.id).toBe(first.id)
  expect((await ask(verify, { slug })).data.verifyPackage.id).toBe(first.id)
  const other = await ask(verify, { slug, release: 1 })
  expect(other.errors[0]?.code).toBe('CONFLICT')

  expect((await ask(cancel, { id: first.id })).data.cancelVerification.id).toBe(first.id)
  const row = await api.database.verificationRun.findFirstOrThrow({ where: { packageId } })
  expect(row.cancelRequestedAt).not.toBeNull()
  const started = await api.database.auditEvent.findMany({ where: { packageId, action: 'package.verifyStarted' } })
  expect(started).toMatchObject([{ subjectType: 'VerificationRun', subjectId: row.id }])
})

test('verifying is rejected with the fix when the draft or release is missing or removed, or a synchronization is running', async () => {
  const ask = as('AUTHOR')
  const rejectionOf = async (variables: object) => {
    const { code, message } = (await ask(verify, variables)).errors[0]!
    return `${code} ${message}`
  }
  const { slug: empty } = await buildPackage(api.database)
  expect(await rejectionOf({ slug: empty })).toMatch(/^CONFLICT .*Synchronize it first/)
  const { id: packageId, slug } = await buildPackageWithDraft()
  expect(await rejectionOf({ slug, release: 7 })).toMatch(/^NOT_FOUND Release 7/)
  const { number } = await buildRelease(api.database, { packageId, removedAt: new Date() })
  expect(await rejectionOf({ slug, release: number })).toMatch(/^CONFLICT Release 1 was removed/)
  await buildOpenRun(api.database, { packageId })
  expect(await rejectionOf({ slug })).toMatch(/^CONFLICT .*is being synchronized/)
})

test('an auditor may not verify, but can read the discrepancies in pages', async () => {
  const { id: packageId, slug } = await buildPackageWithDraft()
  const ask = as('AUDITOR')
  expect((await ask(verify, { slug })).errors[0]?.code).toBe('FORBIDDEN')

  const startedBy = { kind: 'SYSTEM', name: 'Test' }
  const finished = {
    packageId,
    revision: 1,
    repair: false,
    startedBy,
    finishedAt: new Date(),
    status: 'SUCCEEDED' as const,
  }
  const discrepancy = { kind: 'MISSING' as const, message: 'It is gone.' }
  const inBothStores = (path: string) => [
    { ...discrepancy, path, store: 'S3' as const },
    { ...discrepancy, path, store: 'DROPBOX' as const },
  ]
  const discrepancies = { create: [...inBothStores('a.txt'), ...inBothStores('b.txt')] }
  const { id } = await api.database.verificationRun.create({ data: { ...finished, filesChecked: 2, discrepancies } })
  await api.database.verificationRun.create({ data: { ...finished, startedAt: new Date(0) } })
  const page = `query ($slug: String!, $after: String) { package(slug: $slug) { verifications(first: 1) { totalCount nodes { id
    discrepancies(first: 3, after: $after) { totalCount nodes { path store } pageInfo { endCursor } } } } } }`
  const first = (await ask(page, { slug })).data.package.verifications
  expect(first.totalCount).toBe(2)
  const newest = first.nodes[0]!
  expect(Buffer.from(newest.id, 'base64url').toString()).toContain(id)
  const after = newest.discrepancies.pageInfo.endCursor
  const second = (await ask(page, { slug, after })).data.package.verifications.nodes[0]!.discrepancies
  const locations = [...newest.discrepancies.nodes, ...second.nodes].map(({ path, store }) => `${path} ${store}`)
  expect(locations.sort()).toEqual(['a.txt DROPBOX', 'a.txt S3', 'b.txt DROPBOX', 'b.txt S3'])
  expect(newest.discrepancies.totalCount).toBe(4)

  const node = await ask('query ($id: ID!) { node(id: $id) { ... on VerificationRun { filesChecked } } }', {
    id: newest.id,
  })
  expect(node.data.node).toEqual({ filesChecked: 2 })
  expect((await ask(cancel, { id: newest.id })).errors[0]?.code).toBe('FORBIDDEN')
})
