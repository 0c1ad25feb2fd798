import { put } from '@lectern/workflows/storage/s3-put'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../test/server.ts'
import { buildPackageWithVideo } from '../test/videos.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const query = `query ($slug: String!) { package(slug: $slug) { previewLinks { totalCount } draft { contentUrl
  videos { nodes { playlist { url fallbackUrl posterUrl captions { url } } } } } } }`

async function askDraft(slug: string, role: 'AUTHOR' | 'AUDITOR') {
  const answer = await server.ask(query, { slug }, { authorization: `Bearer ${await server.token(role)}` })
  expect(answer.errors).toBeUndefined()
  return answer.data.package
}

test('a person who may preview a package loads its draft by addresses that are in no list', async () => {
  const { pkg, keys } = await buildPackageWithVideo(server)
  await server.draftFile(pkg.id, 'über uns.txt', 'Hello', { mediaType: 'text/plain' })
  await put(server.store, keys.masterKey, Buffer.from('#EXTM3U'), 'application/vnd.apple.mpegurl')
  const { draft, previewLinks } = await askDraft(pkg.slug, 'AUTHOR')
  expect(previewLinks.totalCount).toBe(0)
  const { contentUrl } = draft
  expect(contentUrl).toMatch(new RegExp(`^${server.content}/preview/[\\w-]{54}/${pkg.slug}/1/$`))
  const file = await fetch(`${contentUrl}${encodeURIComponent('über uns.txt')}`)
  expect([file.status, await file.text()]).toEqual([200, 'Hello'])

  const { playlist } = draft.videos.nodes[0]
  const base = contentUrl.slice(0, -`${pkg.slug}/1/`.length)
  expect(playlist).toEqual({
    url: `${base}${keys.masterKey}`,
    fallbackUrl: `${contentUrl}videos/${encodeURIComponent('über uns.mp4')}`,
    posterUrl: `${base}${keys.posterKey}`,
    captions: [{ url: `${contentUrl}videos/${encodeURIComponent('Über uns.de.vtt')}` }],
  })
  const stream = await fetch(playlist.url)
  expect([stream.status, await stream.text()]).toEqual([200, '#EXTM3U'])
})

test('the addresses open nothing but this package, and nothing when they are changed', async () => {
  const { pkg } = await buildPackageWithVideo(server)
  const other = await buildPackageWithVideo(server)
  await server.draftFile(other.pkg.id, 'page.txt', 'Hello')
  await put(server.store, other.keys.masterKey, Buffer.from('#EXTM3U'), 'application/vnd.apple.mpegurl')
  const { contentUrl } = (await askDraft(pkg.slug, 'AUTHOR')).draft
  const status = async (address: string) => (await fetch(address)).status
  const token = /preview\/([^/]+)/.exec(contentUrl)![1]!
  expect(await status(`${server.content}/preview/${token}/${other.pkg.slug}/1/page.txt`)).toBe(404)
  expect(await status(`${server.content}/preview/${token}/${other.keys.masterKey}`)).toBe(404)
  const changed = token.slice(0, 30) + (token[30] === 'A' ? 'B' : 'A') + token.slice(31)
  await server.draftFile(pkg.id, 'page.txt', 'Hello')
  expect(await status(`${contentUrl}page.txt`)).toBe(200)
  expect(await status(`${contentUrl.replace(token, changed)}page.txt`)).toBe(404)
})

test('an auditor, who may not preview, gets no such addresses', async () => {
  const { pkg, keys } = await buildPackageWithVideo(server)
  const { draft, previewLinks } = await askDraft(pkg.slug, 'AUDITOR')
  expect([previewLinks, draft.contentUrl]).toEqual([null, null])
  const { playlist } = draft.videos.nodes[0]
  expect([playlist.url, playlist.captions]).toEqual([`${server.content}/${keys.masterKey}`, []])
})
