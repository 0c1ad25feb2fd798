import { recordTextAnalyses } from '@lectern/domain/findings/text-analyses'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDraft, buildPackage } from '../../domain/test/factories.ts'
import { analysisVersion, textKindOf } from '../../workflows/files/text-kind.ts'
import { analyzeToJson } from '../../workflows/findings/analysis/analyze.ts'
import { storeDraftFile } from '../../workflows/test/stored-files.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** Builds a draft of these files, whose texts were read as a synchronization reads them. */
async function build(files: Record<string, string>) {
  const pkg = await buildPackage(api.database)
  await buildDraft(api.database, { packageId: pkg.id })
  for (const [path, text] of Object.entries(files)) {
    const { contentHash } = await storeDraftFile(api.services, pkg.id, path, text, { mediaType: 'text/html' })
    const kind = textKindOf(path)
    if (!kind) continue
    const { references, facts } = await analyzeToJson(Buffer.from(text), kind)
    await recordTextAnalyses(api.database, [{ contentHash, version: analysisVersion, kind, references, facts }])
  }
  return pkg.slug
}

type Uses = { totalCount: number; nodes: { path: string; kind: string; line: number | null }[] }

async function usesOf(slug: string, path: string, first = 50): Promise<Uses> {
  const text = `query ($slug: String!, $path: String!, $first: Int) { package(slug: $slug) { draft { file(path: $path) {
    usedBy(first: $first) { totalCount nodes { path kind line } } } } } }`
  const { data, errors } = await api.request<{ package: { draft: { file: { usedBy: Uses } } } }>(text, {
    slug,
    path,
    first,
  })
  expect(errors).toEqual([])
  return data.package.draft.file.usedBy
}
const pathsOf = async (slug: string, path: string) => (await usesOf(slug, path)).nodes.map(use => use.path)

const page = (body: string) => `<!doctype html><html><head><title>x</title></head><body>\n${body}</body></html>`

test('a picture is used by pages, style sheets, and a srcset, each named once with its first line', async () => {
  const slug = await build({
    'img/hare.png': 'png',
    'img/hare.png.png': 'png',
    'index.html': page('<p>Hello</p>\n<img src="img/hare.png?v=2"><img src="img/hare.png">'),
    'b/two.html': page('<img srcset="../img/hare.png 1x, ../img/other.png 2x">'),
    'css/site.css': 'body { background: url("../img/hare.png") }',
    'other.html': page('<img src="img/hare.png.png"><img src="https://example.org/img/hare.png">'),
  })
  const { totalCount, nodes } = await usesOf(slug, 'img/hare.png')
  expect(totalCount).toBe(3)
  expect(nodes).toEqual([
    { path: 'b/two.html', kind: 'PAGE', line: 2 },
    { path: 'css/site.css', kind: 'PAGE', line: 1 },
    { path: 'index.html', kind: 'PAGE', line: 3 },
  ])
  expect(await usesOf(slug, 'img/hare.png', 1)).toMatchObject({ totalCount: 3, nodes: [{ path: 'b/two.html' }] })
  expect(await pathsOf(slug, 'img/hare.png.png')).toEqual(['other.html'])
  expect(await pathsOf(slug, 'index.html')).toEqual([])
})

test('names are found as the content host finds files: encoded, in other letter case, with other accents', async () => {
  const slug = await build({
    'Über uns (1).html': page(''),
    'a.html': page('<a href="%C3%9Cber%20uns%20(1).html">a</a>'),
    'b.html': page('<a href="über uns (1).HTML#top">b</a>'),
    'c.html': page(`<a href="${'Über'.normalize('NFD')} uns (1).html">c</a>`),
    'd.html': page('<a href="uns (1).html">d</a>'),
  })
  expect(await pathsOf(slug, 'Über uns (1).html')).toEqual(['a.html', 'b.html', 'c.html'])
})

test('a file that differs only by letter case is not used by links to the other one', async () => {
  const slug = await build({
    'A.html': page(''),
    'a.html': page(''),
    'one.html': page('<a href="A.html">A</a>'),
    'two.html': page('<a href="a.html">a</a>'),
  })
  expect(await pathsOf(slug, 'A.html')).toEqual(['one.html'])
  expect(await pathsOf(slug, 'a.html')).toEqual(['two.html'])
})

test('a link to a folder uses its index page, and a base changes where links lead', async () => {
  const slug = await build({
    'index.html': page(''),
    'unit 1/index.html': page('<a href="#part">Part</a>'),
    'unit 1/index.htm': page(''),
    'unit 1/x.html': page('<a href="./">up</a><a href="../">top</a>'),
    'a.html': page('<a href="unit%201/">1</a>'),
    'b.html': page('<a href="unit 1">1</a>'),
    'c.html': '<html><head><base href="unit 1/"></head><body><a href="index.html">1</a></body></html>',
  })
  expect(await pathsOf(slug, 'unit 1/index.html')).toEqual(['a.html', 'b.html', 'c.html', 'unit 1/x.html'])
  expect(await pathsOf(slug, 'unit 1/index.htm')).toEqual([])
  expect(await pathsOf(slug, 'index.html')).toEqual(['unit 1/x.html'])
})

test('a script and a worker of a script are used', async () => {
  const slug = await build({
    'js/main.js': "new Worker('worker.js')",
    'js/worker.js': 'onmessage = () => {}',
    'index.html': page('<script src="js/main.js"></script>'),
  })
  expect(await pathsOf(slug, 'js/main.js')).toEqual(['index.html'])
  expect(await pathsOf(slug, 'js/worker.js')).toEqual(['js/main.js'])
})
