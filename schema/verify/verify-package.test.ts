import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDraft, buildOpenRun, buildPackage, buildRelease } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../../server/test/server.ts'

let server: TestServer
beforeAll(async () => {
  // Temporal is away: a click must not need it.
  server = await openTestServer({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
})
afterAll(() => server.close())

const verify = `mutation ($slug: String!, $release: Int, $repair: Boolean) {
  verifyPackage(slug: $slug, release: $release, repair: $repair) { id status release revision repair startedBy { name } } }`
const cancel = 'mutation ($id: ID!) { cancelVerification(id: $id) { id status } }'

async function as(role: Parameters<TestServer['token']>[0]) {
  const authorization = `Bearer ${await server.token(role)}`
  return (query: string, variables: object) => server.ask(query, variables, { authorization })
}

async function buildDrafted() {
  const { packageId } = await buildDraft(server.database)
  return server.database.package.findUniqueOrThrow({ where: { id: packageId } })
}

test('an author verifies a draft: a second click joins, another question meanwhile is a conflict, and it can be stopped', async () => {
  const { id: packageId, slug } = await buildDrafted()
  await buildRelease(server.database, { packageId })
  const ask = await as('AUTHOR')
  const { verifyPackage: first } = (await ask(verify, { slug, repair: true })).data
  expect(first).toMatchObject({ status: 'RUNNING', release: null, revision: 1, repair: true })
  expect((await ask(verify, { slug, repair: true })).data.verifyPackage.id).toBe(first.id)
  expect((await ask(verify, { slug })).data.verifyPackage.id).toBe(first.id)
  const other = await ask(verify, { slug, release: 1 })
  expect(other.errors?.[0]?.extensions.code).toBe('CONFLICT')

  expect((await ask(cancel, { id: first.id })).data.cancelVerification.id).toBe(first.id)
  const row = await server.database.verificationRun.findFirstOrThrow({ where: { packageId } })
  expect(row.cancelRequestedAt).not.toBeNull()
  const started = await server.database.auditEvent.findMany({ where: { packageId, action: 'package.verifyStarted' } })
  expect(started).toMatchObject([{ subjectType: 'VerificationRun', subjectId: row.id, ip: '127.0.0.1' }])
})

test('what cannot be verified is refused with what helps: no draft, no such release, one that was removed, a running synchronisation', async () => {
  const ask = await as('AUTHOR')
  const refusal = async (variables: object) => {
    const { extensions, message } = (await ask(verify, variables)).errors![0]!
    return `${extensions.code} ${message}`
  }
  const { slug: empty } = await buildPackage(server.database)
  expect(await refusal({ slug: empty })).toMatch(/^CONFLICT .*Synchronise it first/)
  const { id: packageId, slug } = await buildDrafted()
  expect(await refusal({ slug, release: 7 })).toMatch(/^NOT_FOUND Release 7/)
  const { number } = await buildRelease(server.database, { packageId, removedAt: new Date() })
  expect(await refusal({ slug, release: number })).toMatch(/^CONFLICT Release 1 was removed/)
  await buildOpenRun(server.database, { packageId })
  expect(await refusal({ slug })).toMatch(/^CONFLICT .*is being synchronised/)
})

test('whoever may only look may not verify, but reads what was found, page by page', async () => {
  const { id: packageId, slug } = await buildDrafted()
  const ask = await as('AUDITOR')
  expect((await ask(verify, { slug })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')

  const startedBy = { kind: 'SYSTEM', name: 'Test' }
  const over = {
    packageId,
    revision: 1,
    repair: false,
    startedBy,
    finishedAt: new Date(),
    status: 'SUCCEEDED' as const,
  }
  const found = { kind: 'MISSING' as const, message: 'It is gone.' }
  const both = (path: string) => [
    { ...found, path, store: 'S3' as const },
    { ...found, path, store: 'DROPBOX' as const },
  ]
  const discrepancies = { create: [...both('a.txt'), ...both('b.txt')] }
  const { id } = await server.database.verificationRun.create({ data: { ...over, filesChecked: 2, discrepancies } })
  await server.database.verificationRun.create({ data: { ...over, startedAt: new Date(0) } })
  const page = `query ($slug: String!, $after: String) { package(slug: $slug) { verificationRuns(first: 1) { totalCount nodes { id
    discrepancies(first: 3, after: $after) { totalCount nodes { path store } pageInfo { endCursor } } } } } }`
  const first = (await ask(page, { slug })).data.package.verificationRuns
  expect(first.totalCount).toBe(2)
  const [newest] = first.nodes
  expect(Buffer.from(newest.id, 'base64url').toString()).toContain(id)
  const after = newest.discrepancies.pageInfo.endCursor
  const second = (await ask(page, { slug, after })).data.package.verificationRuns.nodes[0].discrepancies
  const told = [...newest.discrepancies.nodes, ...second.nodes].map(({ path, store }) => `${path} ${store}`)
  expect(told.sort()).toEqual(['a.txt DROPBOX', 'a.txt S3', 'b.txt DROPBOX', 'b.txt S3'])
  expect(newest.discrepancies.totalCount).toBe(4)

  const node = await ask('query ($id: ID!) { node(id: $id) { ... on VerificationRun { filesChecked } } }', {
    id: newest.id,
  })
  expect(node.data.node).toEqual({ filesChecked: 2 })
  expect((await ask(cancel, { id: newest.id })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
})
