import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCaller, buildDraft, buildPackage } from '../../domain/test/factories.ts'
import { storeDraftFile, storeRelease } from '../../workflows/test/stored-files.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

type FileChange = { kind: string; path: string; textDiff: string | null }
type Changes = { totalCount: number; nodes: FileChange[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
type Data = { release: { changesSince: Changes }; package: { draft: { changesSince: Changes } } }
const ask = (query: string, variables: object) =>
  api.request<Data>(query, variables, { caller: buildCaller({ role: 'AUDITOR' }) })

const changes =
  'totalCount nodes { kind path bytesBefore bytesAfter newVideo textDiff } pageInfo { hasNextPage endCursor }'
const ofRelease = `query ($package: String!, $number: Int!, $since: Int, $first: Int, $after: String) {
  release(package: $package, number: $number) { changesSince(release: $since, first: $first, after: $after) { ${changes} } } }`
const ofDraft = `query ($slug: String!, $since: Int) { package(slug: $slug) { draft { changesSince(release: $since) { ${changes} } } } }`

const lines = (text: string) => text.split('').join('\n')

/** Builds three releases and a draft in which pages and videos are added, changed, and removed. */
async function buildHistory() {
  const pkg = await buildPackage(api.database)
  await storeRelease(api.services, pkg.id, { 'a.html': lines('abcdefghij'), 'lesson.mp4': 'clip', 'old.bin': 'old' })
  await storeRelease(api.services, pkg.id, {
    'a.html': lines('abcdeXghij'),
    'copy of lesson.mp4': 'clip',
    'lesson.mp4': 'clip',
    'new.mp4': 'other',
  })
  await storeRelease(api.services, pkg.id, { 'a.html': lines('abcdeXghij') })
  await buildDraft(api.database, { packageId: pkg.id })
  await storeDraftFile(api.services, pkg.id, 'a.html', Buffer.from('é', 'latin1'), {
    mediaType: 'text/html; charset=iso-8859-1',
  })
  await storeDraftFile(api.services, pkg.id, 'lectern-manifest.json', '{}', { generated: true })
  return pkg
}

test('a release lists what was added, changed, and removed since the release before, with sizes and text diffs', async () => {
  const { slug } = await buildHistory()
  const { data } = await ask(ofRelease, { package: slug, number: 2 })
  const found = data.release.changesSince
  expect(found.totalCount).toBe(4)
  expect(found.nodes).toEqual([
    { kind: 'CHANGED', path: 'a.html', bytesBefore: 19, bytesAfter: 19, newVideo: false, textDiff: expect.any(String) },
    { kind: 'ADDED', path: 'copy of lesson.mp4', bytesBefore: null, bytesAfter: 4, newVideo: false, textDiff: null },
    { kind: 'ADDED', path: 'new.mp4', bytesBefore: null, bytesAfter: 5, newVideo: true, textDiff: null },
    { kind: 'REMOVED', path: 'old.bin', bytesBefore: 3, bytesAfter: null, newVideo: false, textDiff: null },
  ])
  expect(found.nodes[0]!.textDiff).toContain(' c\n d\n e\n-f\n+X\n g\n h\n i\n')
})

test('a release can be compared with an older or newer one', async () => {
  const { slug } = await buildHistory()
  const paths = async (number: number, since?: number) =>
    (await ask(ofRelease, { package: slug, number, since })).data.release.changesSince.nodes.map(
      ({ kind, path }) => `${kind} ${path}`,
    )
  expect(await paths(1)).toEqual(['ADDED a.html', 'ADDED lesson.mp4', 'ADDED old.bin'])
  expect(await paths(3, 1)).toEqual(['CHANGED a.html', 'REMOVED lesson.mp4', 'REMOVED old.bin'])
  expect(await paths(1, 3)).toEqual(['CHANGED a.html', 'ADDED lesson.mp4', 'ADDED old.bin'])
  expect(await paths(2, 2)).toEqual([])
  const missing = await ask(ofRelease, { package: slug, number: 2, since: 9 })
  expect(missing.errors[0]?.code).toBe('NOT_FOUND')
})

test('a draft is compared with the newest release that was not removed, in the charset that each page declares', async () => {
  const { slug, id: packageId } = await buildHistory()
  const { nodes } = (await ask(ofDraft, { slug })).data.package.draft.changesSince
  expect(nodes).toMatchObject([
    { kind: 'CHANGED', path: 'a.html', bytesAfter: 1, textDiff: expect.stringContaining('+é') },
  ])
  await api.database.release.updateMany({ where: { packageId, number: 3 }, data: { removedAt: new Date() } })
  const since = (await ask(ofDraft, { slug })).data.package.draft.changesSince
  expect(since.nodes.map(({ path }) => path)).toContain('new.mp4')
  await api.database.release.updateMany({ where: { packageId }, data: { removedAt: new Date() } })
  expect((await ask(ofDraft, { slug })).data.package.draft.changesSince.nodes).toMatchObject([
    { kind: 'ADDED', path: 'a.html' },
  ])
})

test('the list of changes is paginated', async () => {
  const { slug } = await buildHistory()
  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo }: Changes = (await ask(ofRelease, { package: slug, number: 2, first: 3, after })).data
      .release.changesSince
    seen.push(...nodes.map(({ path }) => path))
    if (!pageInfo.hasNextPage) break
    after = pageInfo.endCursor
  }
  expect(seen).toEqual(['a.html', 'copy of lesson.mp4', 'new.mp4', 'old.bin'])
})

test('a text file that is too large has no diff', async () => {
  const pkg = await buildPackage(api.database)
  await storeRelease(api.services, pkg.id, { 'large.html': 'a'.repeat(600_000) })
  const { nodes } = (await ask(ofRelease, { package: pkg.slug, number: 1 })).data.release.changesSince
  expect(nodes).toMatchObject([{ path: 'large.html', textDiff: null }])
})

type Summary = { changeSummary: Record<string, unknown> }

test('a summary counts the changes, their sizes, and the price of each different new video once', async () => {
  const { slug, id: packageId } = await buildHistory()
  const fields =
    'changeSummary { sinceRelease added changed removed bytesBefore bytesAfter newVideos estimatedCost { amount currency } }'
  const of = async (number: number) =>
    (
      await ask(`query ($slug: String!, $number: Int!) { release(package: $slug, number: $number) { ${fields} } }`, {
        slug,
        number,
      })
    ).data.release as unknown as Summary
  const counts = { sinceRelease: 1, added: 2, changed: 1, removed: 1, newVideos: 1 }
  expect((await of(2)).changeSummary).toEqual({ ...counts, bytesBefore: 22, bytesAfter: 28, estimatedCost: null })
  const file = await api.database.releaseFile.findFirstOrThrow({ where: { packageId, path: 'new.mp4' } })
  const costs = { seconds: 1, costMicros: 120_000n, currency: 'USD' }
  await api.database.estimate.create({ data: { contentHash: file.contentHash, profile: 'test', ...costs } })
  expect((await of(2)).changeSummary.estimatedCost).toEqual({ amount: 0.12, currency: 'USD' })
  const removed = { added: 0, changed: 0, removed: 3, newVideos: 0, bytesBefore: 13, bytesAfter: 0 }
  expect((await of(3)).changeSummary).toMatchObject({ sinceRelease: 2, ...removed })
  await api.database.release.updateMany({ where: { packageId, number: 3 }, data: { removedAt: new Date() } })
  expect((await of(3)).changeSummary).toBeNull()
})

test('changes are found by a part of their path, by kind, and by their whole path', async () => {
  const { slug } = await buildHistory()
  const text = `query ($slug: String!, $search: String, $kind: ChangeKind, $path: String) { release(package: $slug, number: 2) {
    changesSince(search: $search, kind: $kind, path: $path) { totalCount nodes { path fileKind } } } }`
  const find = async (selection: object) => {
    const { totalCount, nodes } = (await ask(text, { slug, ...selection })).data.release.changesSince
    expect(totalCount).toBe(nodes.length)
    return nodes.map(({ path }) => path)
  }
  expect(await find({ search: 'LESSON' })).toEqual(['copy of lesson.mp4'])
  expect(await find({ kind: 'REMOVED' })).toEqual(['old.bin'])
  expect(await find({ kind: 'ADDED', search: 'new' })).toEqual(['new.mp4'])
  expect(await find({ path: 'a.html' })).toEqual(['a.html'])
  expect(await find({ path: 'a' })).toEqual([])
})

test('both sides of a change have an address on the content host, and new text can be read', async () => {
  const { slug } = await buildHistory()
  const text = `query ($slug: String!) { release(package: $slug, number: 1) { changesSince { nodes {
    path fileKind urlBefore urlAfter text estimatedCost { amount } } } } }`
  const { nodes } = (await ask(text, { slug })).data.release.changesSince
  const file = { urlBefore: null, text: null, estimatedCost: null }
  const urlAfter = expect.stringMatching(new RegExp(`^http://content/preview/[\\w.-]+/${slug}/1/`))
  expect(nodes).toEqual([
    { ...file, path: 'a.html', fileKind: 'PAGE', urlAfter, text: lines('abcdefghij') },
    { ...file, path: 'lesson.mp4', fileKind: 'OTHER', urlAfter },
    { ...file, path: 'old.bin', fileKind: 'OTHER', urlAfter },
  ])
})
