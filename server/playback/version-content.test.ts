import { randomUUID } from 'node:crypto'
import { issueVersionToken } from '@lectern/domain/preview/version-tokens'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDraft, buildPackage } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

/** Builds a package with a release and a draft. Returns the address of each version's files. */
async function build() {
  const pkg = await buildPackage(server.database)
  await server.release(pkg.id, { 'Größe #1.html': '<script>alert(1)</script>', 'a.bin': 'old' })
  await buildDraft(server.database, { packageId: pkg.id })
  await server.draftFile(pkg.id, 'a.bin', 'new')
  const rootOf = (position: { number: number } | { revision: number }, slug = pkg.slug) => {
    const version = { packageId: pkg.id, ...position }
    return `${server.content}/preview/${issueVersionToken(server.configuration.LECTERN_SECRET, { slug, version })}/${slug}`
  }
  return { pkg, rootOf }
}

test('a token opens each file of its version, and no other version', async () => {
  const { rootOf } = await build()
  const [release, draft] = [rootOf({ number: 1 }), rootOf({ revision: 1 })]
  expect(await (await fetch(`${release}/1/a.bin`)).text()).toBe('old')
  expect(await (await fetch(`${draft}/1/a.bin`)).text()).toBe('new')
  const missing = [
    `${release}/2/a.bin`,
    `${draft}/2/a.bin`,
    `${release}/1/b.bin`,
    `${release}/1/`,
    `${release}/1`,
    `${release}/`,
  ]
  for (const url of missing) expect((await fetch(url)).status, url).toBe(404)
})

test('nothing in the file runs, and it can be saved by its name', async () => {
  const { rootOf } = await build()
  const url = `${rootOf({ number: 1 })}/1/${encodeURIComponent('Größe #1.html')}`
  const page = await fetch(url)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/)
  expect(page.headers.get('cache-control')).toBe('private, max-age=300')
  expect(page.headers.get('content-disposition')).toBeNull()
  const saved = await fetch(`${url}?download`)
  expect(saved.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%231.html")
})

test('a range of a file is sent, so that videos can be sought', async () => {
  const { rootOf } = await build()
  const part = await fetch(`${rootOf({ number: 1 })}/1/a.bin`, { headers: { range: 'bytes=1-1' } })
  expect([part.status, await part.text()]).toEqual([206, 'l'])
})

test('a forged token, or one of another package, opens nothing', async () => {
  const { pkg, rootOf } = await build()
  const other = await buildPackage(server.database)
  const forOther = rootOf({ number: 1 }).replace(`/${pkg.slug}`, `/${other.slug}`)
  const secret = Buffer.from(randomUUID()).toString('base64')
  const version = { packageId: pkg.id, number: 1 }
  const forged = `${server.content}/preview/${issueVersionToken(secret, { slug: pkg.slug, version })}/${pkg.slug}`
  for (const root of [forOther, forged]) expect((await fetch(`${root}/1/a.bin`)).status).toBe(404)
  // It is no preview: the API below it answers nothing.
  const api = await fetch(`${rootOf({ number: 1 }).replace(`/${pkg.slug}`, '')}/graphql?query=%7B__typename%7D`)
  expect(api.status).toBe(404)
})
