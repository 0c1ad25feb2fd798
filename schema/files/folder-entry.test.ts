import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCaller, buildDraft, buildPackage } from '../../domain/test/factories.ts'
import { storeDraftFile, storeRelease } from '../../workflows/test/stored-files.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

type Entry = {
  path: string
  isFolder: boolean
  fileCount: number
  bytes: number
  kind: string | null
  change: string | null
  changedCount: number
}
type Folder = { totalCount: number; nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }

const query = `query ($slug: String!, $path: String, $allLevels: Boolean, $search: String, $kind: FileKind, $onlyChanged: Boolean, $since: Int, $first: Int, $after: String) {
  package(slug: $slug) { draft { folder(path: $path, allLevels: $allLevels, search: $search, kind: $kind, onlyChanged: $onlyChanged, since: $since, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { path isFolder fileCount bytes kind change changedCount } } } } }`

async function list(slug: string, selection: object = {}): Promise<Folder> {
  const options = { caller: buildCaller({ role: 'AUDITOR' }) }
  const { data, errors } = await api.request<{ package: { draft: { folder: Folder } } }>(
    query,
    { slug, ...selection },
    options,
  )
  expect(errors).toEqual([])
  return data.package.draft.folder
}
const paths = async (slug: string, selection: object = {}) => {
  const { nodes, totalCount } = await list(slug, selection)
  expect(totalCount).toBe(nodes.length)
  return nodes.map(({ path, isFolder }) => (isFolder ? `${path}/` : path))
}

const html = { mediaType: 'text/html; charset=utf-8' }

/** Builds a draft with files in folders, and a release before it. */
async function build() {
  const pkg = await buildPackage(api.database)
  await storeRelease(api.services, pkg.id, { 'index.html': 'same', 'a/1.html': 'old', 'a/gone.html': 'gone' })
  await buildDraft(api.database, { packageId: pkg.id })
  const store = (path: string, body: string, facts: object) => storeDraftFile(api.services, pkg.id, path, body, facts)
  await store('index.html', 'same', html)
  await store('a/1.html', 'new', html)
  await store('a/b/2.html', 'two', html)
  await store('a/b/picture.png', '12345', { mediaType: 'image/png' })
  await store('a-b.css', 'css', { mediaType: 'text/plain', usedMediaType: 'text/css' })
  await store('B.pdf', 'pdf', { mediaType: 'application/pdf' })
  await store('lectern/manifest', '{}', { generated: true })
  return pkg
}

test('a folder lists its folders with the size and number of the files below, and then its files', async () => {
  const { slug } = await build()
  expect((await list(slug)).nodes).toEqual([
    { path: 'a', isFolder: true, fileCount: 3, bytes: 11, kind: null, change: null, changedCount: 0 },
    { path: 'a-b.css', isFolder: false, fileCount: 1, bytes: 3, kind: 'TEXT', change: null, changedCount: 0 },
    { path: 'B.pdf', isFolder: false, fileCount: 1, bytes: 3, kind: 'OTHER', change: null, changedCount: 0 },
    { path: 'index.html', isFolder: false, fileCount: 1, bytes: 4, kind: 'PAGE', change: null, changedCount: 0 },
  ])
  expect(await paths(slug, { path: 'a' })).toEqual(['a/b/', 'a/1.html'])
  expect(await paths(slug, { path: 'a/b' })).toEqual(['a/b/2.html', 'a/b/picture.png'])
  expect(await paths(slug, { path: 'nothing' })).toEqual([])
})

test('files of all levels are found by a part of their path and by kind', async () => {
  const { slug } = await build()
  const all = ['B.pdf', 'a-b.css', 'a/1.html', 'a/b/2.html', 'a/b/picture.png', 'index.html']
  expect(await paths(slug, { allLevels: true })).toEqual(all)
  expect(await paths(slug, { allLevels: true, search: 'B/' })).toEqual(['a/b/2.html', 'a/b/picture.png'])
  expect(await paths(slug, { allLevels: true, search: 'a', path: 'a' })).toEqual([])
  expect(await paths(slug, { allLevels: true, kind: 'PAGE' })).toEqual(['a/1.html', 'a/b/2.html', 'index.html'])
  expect(await paths(slug, { kind: 'PICTURE' })).toEqual(['a/'])
})

test('what differs from a release is marked, and counted in its folders', async () => {
  const { slug } = await build()
  const marks = async (selection: object) =>
    (await list(slug, { since: 1, ...selection })).nodes.map(({ path, change, changedCount }) => [
      path,
      change,
      changedCount,
    ])
  expect(await marks({})).toEqual([
    ['a', null, 3],
    ['a-b.css', 'ADDED', 1],
    ['B.pdf', 'ADDED', 1],
    ['index.html', null, 0],
  ])
  expect(await marks({ path: 'a' })).toEqual([
    ['a/b', null, 2],
    ['a/1.html', 'CHANGED', 1],
  ])
  expect(await paths(slug, { since: 1, onlyChanged: true })).toEqual(['a/', 'a-b.css', 'B.pdf'])
  const { errors } = await api.request(query, { slug, since: 9 })
  expect(errors[0]?.code).toBe('NOT_FOUND')
})

test('the entries are paginated without gaps', async () => {
  const { slug } = await build()
  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo }: Folder = await list(slug, { first: 1, after })
    seen.push(...nodes.map(({ path }) => path))
    if (!pageInfo.hasNextPage) break
    after = pageInfo.endCursor
  }
  expect(seen).toEqual(['a', 'a-b.css', 'B.pdf', 'index.html'])
})

test('a file has its kind, its text, its address, and the releases that contain it', async () => {
  const { slug } = await build()
  const fields = 'path kind text url versions { releaseNumber bytes }'
  const text = `query ($slug: String!) { package(slug: $slug) { draft {
    page: file(path: "a/1.html") { ${fields} } picture: file(path: "a/b/picture.png") { ${fields} }
    style: file(path: "a-b.css") { kind text } gone: file(path: "a/gone.html") { path } own: file(path: "lectern/manifest") { path } } } }`
  const { data } = await api.request<{ package: { draft: object } }>(text, { slug })
  const url = (path: string) => expect.stringMatching(new RegExp(`^http://content/preview/[\\w.-]+/${slug}/1/${path}$`))
  expect(data.package.draft).toEqual({
    page: {
      path: 'a/1.html',
      kind: 'PAGE',
      text: 'new',
      url: url('a/1.html'),
      versions: [{ releaseNumber: 1, bytes: 3 }],
    },
    picture: { path: 'a/b/picture.png', kind: 'PICTURE', text: null, url: url('a/b/picture.png'), versions: [] },
    style: { kind: 'TEXT', text: 'css' },
    gone: null,
    own: null,
  })
})
