import type { Role } from '@lectern/domain/access/permissions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCaller, buildDraft, buildPackage, buildRelease } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  // Temporal is unreachable because mutations must not depend on it.
  api = await openTestApi({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
})
afterAll(() => api.close())

const compare = `mutation ($slug: String!, $from: Int!, $to: Int) {
  comparePages(slug: $slug, from: $from, to: $to) { id status from to revision changedPages problem { code } requestedBy { name } package { slug } } }`
const ofDraft = `query ($slug: String!, $release: Int!) { package(slug: $slug) { pageComparison(from: $release) {
  id status pages { path before after boxes { x y width height } changedShare problem { code message } } } } }`

type Comparison = { id: string; status: string; pages: Record<string, unknown>[] }
type Data = {
  comparePages: Comparison
  package: { pageComparison: Comparison | null }
}

const as = (role: Role) => (query: string, variables: object) =>
  api.request<Data>(query, variables, { caller: buildCaller({ role }) })

async function buildWithReleases() {
  const { packageId } = await buildDraft(api.database)
  await buildRelease(api.database, { packageId })
  await buildRelease(api.database, { packageId })
  return api.database.package.findUniqueOrThrow({ where: { id: packageId } })
}

test('the same versions are compared once, and other ones when that is over', async () => {
  const { id: packageId, slug } = await buildWithReleases()
  const ask = as('AUTHOR')
  const { comparePages: first } = (await ask(compare, { slug, from: 1 })).data
  expect(first).toMatchObject({ status: 'QUEUED', from: 1, to: null, revision: 1, changedPages: 0, package: { slug } })
  expect((await ask(compare, { slug, from: 1 })).data.comparePages.id).toBe(first.id)
  expect((await ask(compare, { slug, from: 1, to: 2 })).errors[0]?.code).toBe('CONFLICT')
  const end = (data: object) =>
    api.database.pageComparison.updateMany({ where: { packageId }, data: { finishedAt: new Date(), ...data } })
  await end({ status: 'DONE' })
  expect((await ask(compare, { slug, from: 1 })).data.comparePages.id).toBe(first.id)
  expect((await ask(compare, { slug, from: 1, to: 2 })).data.comparePages).toMatchObject({ to: 2, revision: null })
  await end({ status: 'FAILED' })
  expect((await ask(compare, { slug, from: 1 })).data.comparePages.id).not.toBe(first.id)
  const started = await api.database.auditEvent.findMany({ where: { packageId, action: 'package.pagesCompared' } })
  expect(started).toHaveLength(3)
  expect(started[0]).toMatchObject({
    subjectType: 'PageComparison',
    summary: expect.stringContaining('with the draft'),
  })
})

test('a comparison is refused with the fix', async () => {
  const { id: packageId, slug } = await buildWithReleases()
  await api.database.release.updateMany({ where: { packageId, number: 2 }, data: { removedAt: new Date() } })
  const rejectionOf = async (variables: object) => {
    const { code, message } = (await as('AUTHOR')(compare, variables)).errors[0]!
    return `${code} ${message}`
  }
  expect(await rejectionOf({ slug, from: 1, to: 1 })).toMatch(/^INVALID_INPUT Choose two different releases/)
  expect(await rejectionOf({ slug, from: 9 })).toMatch(/^NOT_FOUND Release 9/)
  expect(await rejectionOf({ slug, from: 1, to: 2 })).toMatch(/^CONFLICT The files of release 2 were removed/)
  const { id, slug: withoutDraft } = await buildPackage(api.database)
  await buildRelease(api.database, { packageId: id })
  await api.database.package.update({ where: { id }, data: { revision: 0 } })
  expect(await rejectionOf({ slug: withoutDraft, from: 1 })).toMatch(/^CONFLICT .* has no draft/)
})

test('without a browser, the API says so, and refuses to compare', async () => {
  const { slug } = await buildWithReleases()
  const caller = buildCaller({ role: 'OWNER' })
  expect((await api.request('{ comparesPages }', {}, { caller })).data).toEqual({ comparesPages: true })
  const settings = { ...api.services.settings, comparesPages: false }
  const options = { caller, services: { settings } }
  expect((await api.request('{ comparesPages }', {}, options)).data).toEqual({ comparesPages: false })
  expect((await api.request(compare, { slug, from: 1 }, options)).errors[0]).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('set CHROMIUM'),
  })
})

test('pages have the addresses of their pictures on the content host, and where they differ', async () => {
  const { id: packageId, slug } = await buildWithReleases()
  const ask = as('AUTHOR')
  expect((await ask(ofDraft, { slug, release: 1 })).data.package.pageComparison).toBeNull()
  const boxes = [{ x: 1, y: 2, width: 3, height: 4 }]
  const data = { packageId, fromNumber: 1, toRevision: 1, requestedBy: {}, expiresAt: new Date(Date.now() + 60_000) }
  const pages = {
    create: [
      { number: 1, path: 'a.html', boxes, changedShare: 0.25, beforeVersion: 'v1', afterVersion: 'v2' },
      { number: 2, path: 'b.html', problem: { code: 'PAGE_TIMEOUT', message: 'Too long' } },
      { number: 3, path: 'c.html' },
    ],
  }
  const row = await api.database.pageComparison.create({ data: { ...data, status: 'RUNNING', pages } })
  const { pageComparison } = (await ask(ofDraft, { slug, release: 1 })).data.package
  const address = new RegExp(`^http://content/preview/${row.id}~[^/]+/${slug}/1/(before|after)\\.png$`)
  const nothing = { before: null, after: null, boxes: null, changedShare: null }
  expect(pageComparison).toMatchObject({
    status: 'RUNNING',
    pages: [
      {
        ...{ path: 'a.html', boxes, changedShare: 0.25, problem: null },
        ...{ before: expect.stringMatching(address), after: expect.stringMatching(address) },
      },
      { path: 'b.html', ...nothing, problem: { code: 'PAGE_TIMEOUT', message: 'Too long' } },
      { path: 'c.html', ...nothing, problem: null },
    ],
  })
  await api.database.pageComparison.update({ where: { id: row.id }, data: { expiresAt: new Date() } })
  expect((await ask(ofDraft, { slug, release: 1 })).data.package.pageComparison).toBeNull()
})
