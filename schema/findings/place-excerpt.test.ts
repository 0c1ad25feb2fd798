import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDraft, buildFinding, buildPackage } from '../../domain/test/factories.ts'
import { storeDraftFile } from '../../workflows/test/stored-files.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

type Place = { column: number | null; excerpt: string[] | null; excerptMark: object | null }

/** Stores a file with a finding in line 2, and returns what the place says. */
async function placeOf(path: string, content: string | Buffer, file: Parameters<typeof storeDraftFile>[4] = {}) {
  const { id: packageId, slug } = await buildPackage(api.database)
  await buildDraft(api.database, { packageId })
  await storeDraftFile(api.services, packageId, path, content, file)
  const places = { create: { ordinal: 0, path, line: 2, written: 'Ä.png', correction: 'ä.png' } }
  await buildFinding(api.database, { packageId, path, line: 2, places })
  const read = async () => {
    const { data, errors } = await api.request<{
      package: { draft: { findings: { nodes: { places: { nodes: Place[] } }[] } } }
    }>(
      `{ package(slug: "${slug}") { draft { findings(codes: ["FILE_MISSING"], first: 1) { nodes { places(first: 1) { nodes {
        line column written correction excerpt excerptMark { line start end } } } } } } } }`,
    )
    expect(errors).toEqual([])
    return data.package.draft.findings.nodes[0]!.places.nodes[0]!
  }
  return { packageId, read }
}

const known = { line: 2, written: 'Ä.png', correction: 'ä.png' }

test("has the author's lines without the player's tag, and the place of the wrong text", async () => {
  const page = '<title>x</title>\n<img src="Ä.png">\nthree\nfour\nfive'
  const tag = '<script async src="lectern/player.js" data-lectern="2"></script>'
  const { read } = await placeOf('a.html', tag + page, { tagVersion: 2, mediaType: 'text/html; charset=utf-8' })
  expect(await read()).toEqual({
    ...known,
    column: 11,
    excerpt: ['<title>x</title>', '<img src="Ä.png">', 'three', 'four'],
    excerptMark: { line: 1, start: 10, end: 15 },
  })
})

test('is read in the encoding in which the text was checked', async () => {
  const css = Buffer.from('a{}\nb{background:url(Ä.png)}', 'latin1')
  const { read } = await placeOf('a.css', css, { mediaType: 'text/css' })
  expect(await read()).toMatchObject({ excerpt: ['a{}', 'b{background:url(Ä.png)}'], column: 18 })
})

test.each([
  ['is not text', 'a.png', 'x\ny', {}],
  ['is larger than 2 MiB', 'a.html', 'x\n'.repeat(2 ** 20 + 1), {}],
  ['is stored compressed', 'a.html', 'x\ny', { contentEncoding: 'gzip' }],
  ['is no longer there', 'a.html', 'x\ny', { untilRevision: 1 }],
  ['lost its object', 'a.html', 'x\ny', { versionId: '00000000000000000000000000000000' }],
])('is null for a file that %s', async (_, path, content, file) => {
  const { read } = await placeOf(path, content, file)
  expect(await read()).toEqual({ ...known, column: null, excerpt: null, excerptMark: null })
})
