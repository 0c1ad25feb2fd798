import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDraft, buildDraftFile, buildFinding, buildPackage, buildVideo } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

type OfDraft = { package: { draft: Record<string, { nodes: { path: string }[]; totalCount: number }> } }

async function draftOf(slug: string, fields: string) {
  const { data, errors } = await api.request<OfDraft>(`{ package(slug: "${slug}") { draft { ${fields} } } }`)
  expect(errors).toEqual([])
  return data.package.draft
}

describe('a draft', () => {
  test('returns the columns of its row, also bytes beyond 32 bits', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    await buildDraft(api.database, { packageId, fileCount: 3, bytes: 5_000_000_000n, settled: false })
    expect(await draftOf(slug, 'fileCount bytes settled')).toEqual({ fileCount: 3, bytes: 5e9, settled: false })
  })

  test('lists the files of its revision by path, without generated files', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    for (const _ of [1, 2]) await buildDraft(api.database, { packageId })
    await buildDraftFile(api.database, { packageId, path: 'b/Page.html', untilRevision: 2 })
    await buildDraftFile(api.database, { packageId, path: 'b/Page.html', fromRevision: 2, bytes: 7n })
    await buildDraftFile(api.database, { packageId, path: 'a_1.png' })
    await buildDraftFile(api.database, { packageId, path: 'ab1.png' })
    await buildDraftFile(api.database, { packageId, path: 'gone.html', untilRevision: 2 })
    await buildDraftFile(api.database, { packageId, path: 'lectern/player.js', generated: true })
    const { files } = await draftOf(slug, 'files { nodes { path bytes } totalCount }')
    expect(files).toEqual({
      nodes: [
        { path: 'a_1.png', bytes: 1 },
        { path: 'ab1.png', bytes: 1 },
        { path: 'b/Page.html', bytes: 7 },
      ],
      totalCount: 3,
    })
    const { underscore, page } = await draftOf(
      slug,
      'underscore: files(search: "A_1") { nodes { path } } page: files(search: "page") { totalCount }',
    )
    expect(underscore?.nodes).toEqual([{ path: 'a_1.png' }])
    expect(page?.totalCount).toBe(1)
  })

  test('lists only its pages if asked, at most a page of the list at a time', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    await buildDraft(api.database, { packageId })
    const pages = Array.from({ length: 55 }, (_, number) => `lesson/${100 + number}.html`)
    for (const path of ['B.HTM', 'a.xhtml', 'a.html.png', 'notes.txt', ...pages])
      await buildDraftFile(api.database, { packageId, path })
    await buildDraftFile(api.database, { packageId, path: 'old.html', untilRevision: 1 })
    const { all, last, found } = await draftOf(
      slug,
      `all: files(onlyPages: true) { totalCount } last: files(onlyPages: true, last: 2) { nodes { path } }
        found: files(onlyPages: true, search: "A.") { nodes { path } }`,
    )
    expect(all?.totalCount).toBe(57)
    expect(last?.nodes).toEqual([{ path: 'lesson/153.html' }, { path: 'lesson/154.html' }])
    expect(found?.nodes).toEqual([{ path: 'a.xhtml' }])
  })

  test('lists its files in pages', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    await buildDraft(api.database, { packageId })
    for (const path of ['a', 'b', 'c']) await buildDraftFile(api.database, { packageId, path })
    api.queries()
    const { first } = await draftOf(slug, 'first: files(first: 2) { nodes { path } pageInfo { endCursor } }')
    expect(first?.nodes).toEqual([{ path: 'a' }, { path: 'b' }])
    const { endCursor } = (first as unknown as { pageInfo: { endCursor: string } }).pageInfo
    const { rest } = await draftOf(slug, `rest: files(first: 2, after: "${endCursor}") { nodes { path } }`)
    expect(rest?.nodes).toEqual([{ path: 'c' }])
    const reads = api.queries().filter(query => query.includes('FROM "public"."draft_file"'))
    expect(reads.length).toBeGreaterThan(0)
    for (const query of reads) expect(query, 'reads no more than the page').toContain('LIMIT')
  })

  test('reads no rows when only their count is requested', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    await buildDraft(api.database, { packageId })
    await buildDraftFile(api.database, { packageId, path: 'index.html' })
    await buildFinding(api.database, { packageId })
    api.queries()
    expect(await draftOf(slug, 'findings { totalCount }')).toEqual({ findings: { totalCount: 1 } })
    expect(api.queries().filter(query => query.includes('FROM finding'))).toHaveLength(1)
  })

  test('derives the findings about its root page, which an answer ends at once', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    await buildDraft(api.database, { packageId })
    await buildFinding(api.database, { packageId, path: 'a.html', severity: 'INFO' })
    const fields = `rootPage rootPageCandidates findings { totalCount nodes { code path places { nodes { path line } } } }
      errors: findings(severity: ERROR) { totalCount } first: findings(first: 1) { nodes { code } pageInfo { endCursor hasNextPage } }
      last: findings(last: 1) { nodes { path } } other: findings(path: "b.html") { totalCount }`
    expect(await draftOf(slug, fields)).toMatchObject({
      ...{ rootPage: null, rootPageCandidates: [], errors: { totalCount: 1 }, other: { totalCount: 0 } },
      findings: {
        totalCount: 2,
        nodes: [
          { code: 'ROOT_PAGE_MISSING', path: '', places: { nodes: [{ path: '', line: null }] } },
          { path: 'a.html' },
        ],
      },
      last: { nodes: [{ path: 'a.html' }] },
    })
    await buildDraft(api.database, { packageId })
    for (const path of ['one.html', 'two/two.html', 'two.html']) await buildDraftFile(api.database, { packageId, path })
    const unclear = await draftOf(slug, fields)
    expect(unclear).toMatchObject({
      ...{ rootPage: null, rootPageCandidates: ['one.html', 'two.html', 'two/two.html'] },
      first: { nodes: [{ code: 'ROOT_PAGE_UNCLEAR' }], pageInfo: { hasNextPage: true } },
    })
    const { endCursor } = (unclear.first as unknown as { pageInfo: { endCursor: string } }).pageInfo
    const { rest } = await draftOf(slug, `rest: findings(after: "${endCursor}") { nodes { path } }`)
    expect(rest?.nodes).toEqual([{ path: 'a.html' }])
    await api.database.package.update({ where: { id: packageId }, data: { rootPage: 'two/two.html' } })
    expect(await draftOf(slug, fields)).toMatchObject({
      ...{ rootPage: 'two/two.html', rootPageCandidates: [], findings: { totalCount: 1 }, errors: { totalCount: 0 } },
    })
    await api.database.package.update({ where: { id: packageId }, data: { rootPage: 'gone.html' } })
    const { findings } = await draftOf(slug, 'findings { nodes { code } }')
    expect(findings?.nodes.slice(0, 2)).toEqual([{ code: 'ROOT_PAGE_UNCLEAR' }, { code: 'ROOT_PAGE_GONE' }])
  })

  test('reads the root pages of a list in one statement, and only once', async () => {
    const add = async (number: number) => {
      const { id: packageId } = await buildPackage(api.database, { slug: `rooted-${number}` })
      await buildDraft(api.database, { packageId })
      await buildDraftFile(api.database, { packageId, path: `${number}.html` })
    }
    await Promise.all(Array.from({ length: 50 }, (_, number) => add(number)))
    type List = { packages: { nodes: { slug: string; draft: { rootPage: string; rootPageCandidates: string[] } }[] } }
    const countReads = async () => {
      api.queries()
      const list = '{ packages(search: "rooted-", first: 50) { nodes { slug draft { rootPage rootPageCandidates } } } }'
      const { data } = await api.request<List>(list)
      expect(data.packages.nodes).toHaveLength(50)
      for (const { slug, draft } of data.packages.nodes)
        expect(draft.rootPage).toBe(`${slug.slice('rooted-'.length)}.html`)
      return api.queries().filter(query => query.includes('FROM draft_file')).length
    }
    expect([await countReads(), await countReads()]).toEqual([1, 0])
  })

  test('lists the findings of its revision and filters them by severity and path', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    for (const _ of [1, 2]) await buildDraft(api.database, { packageId })
    await buildDraftFile(api.database, { packageId, path: 'index.html' })
    await buildFinding(api.database, { packageId, path: 'old.html', untilRevision: 2 })
    await buildFinding(api.database, { packageId, path: 'b.html', line: 3 })
    await buildFinding(api.database, { packageId, path: 'a.html', fromRevision: 2, severity: 'WARNING' })
    const { all, errors, b } = await draftOf(
      slug,
      `all: findings { nodes { path severity line code message remedy } totalCount }
       errors: findings(severity: ERROR) { totalCount } b: findings(path: "b.html") { nodes { line } }`,
    )
    expect(all?.nodes).toMatchObject([
      { path: 'a.html', severity: 'WARNING', line: null },
      { path: 'b.html', severity: 'ERROR', line: 3, code: 'FILE_MISSING' },
    ])
    expect([all?.totalCount, errors?.totalCount]).toEqual([2, 1])
    expect(b?.nodes).toEqual([{ line: 3 }])
  })

  test('lists the places of a finding page by page, finds it by cause and by any place, and says if it is new', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    for (const _ of [1, 2]) await buildDraft(api.database, { packageId })
    const places = Array.from({ length: 60 }, (_, index) => ({
      ordinal: index,
      path: `${index}.html`,
      line: 100 - index,
    }))
    const revisions = { packageId, fromRevision: 2, sinceRevision: 2 }
    await buildFinding(api.database, { ...revisions, cause: 'x', placeCount: 70, places: { create: places } })
    await buildFinding(api.database, { ...revisions, cause: 'y', sinceRevision: 1 })
    const fields =
      'cause isNew placeCount places(first: 2) { totalCount nodes { path line column excerpt } pageInfo { endCursor } }'
    const { byCause, byPath, other } = await draftOf(
      slug,
      `byCause: findings(cause: "x") { nodes { ${fields} } } byPath: findings(path: "59.html") { nodes { cause } }
       other: findings(cause: "y") { nodes { isNew } }`,
    )
    const nothing = { column: null, excerpt: null }
    expect(byCause?.nodes).toMatchObject([
      {
        ...{ cause: 'x', isNew: true, placeCount: 70 },
        places: {
          totalCount: 60,
          nodes: [
            { path: '0.html', line: 100, ...nothing },
            { path: '1.html', line: 99, ...nothing },
          ],
        },
      },
    ])
    expect([byPath?.nodes, other?.nodes]).toEqual([[{ cause: 'x' }], [{ isNew: false }]])
    const [{ places: page }] = byCause!.nodes as unknown as [{ places: { pageInfo: { endCursor: string } } }]
    const after = `places(first: 1, after: "${page.pageInfo.endCursor}") { nodes { path } }`
    const { rest } = await draftOf(slug, `rest: findings(cause: "x") { nodes { ${after} } }`)
    expect(rest?.nodes).toEqual([{ places: { nodes: [{ path: '2.html' }] } }])
  })

  test('counts the findings of its first revision as known', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    await buildDraft(api.database, { packageId })
    await buildDraftFile(api.database, { packageId, path: 'index.html' })
    await buildFinding(api.database, { packageId })
    expect((await draftOf(slug, 'findings { nodes { isNew } }')).findings?.nodes).toEqual([{ isNew: false }])
  })

  test('lists the videos of its revision', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    for (const _ of [1, 2]) await buildDraft(api.database, { packageId })
    await buildVideo(api.database, { packageId, path: 'b.mp4' })
    await buildVideo(api.database, { packageId, path: 'a.mp4' })
    await buildVideo(api.database, { packageId, path: 'gone.mp4', untilRevision: 2 })
    const { videos, expected } = await draftOf(
      slug,
      'videos { nodes { path status } totalCount } expected: videos(status: EXPECTED) { totalCount }',
    )
    expect(videos).toEqual({
      nodes: [
        { path: 'a.mp4', status: 'UPLOADED' },
        { path: 'b.mp4', status: 'UPLOADED' },
      ],
      totalCount: 2,
    })
    expect(expected?.totalCount).toBe(0)
  })
})
