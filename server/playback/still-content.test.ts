import { issueStillToken } from '@lectern/domain/preview/still-tokens'
import { comparisonKey } from '@lectern/workflows/storage/keys'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPackage } from '../../domain/test/factories.ts'
import { put } from '../../workflows/storage/s3-put.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

/** Builds a comparison with one page. Returns the address of its pictures for a token of a comparison. */
async function build() {
  const { id: packageId, slug } = await buildPackage(server.database)
  const { database, configuration, content } = server
  const { id } = await database.pageComparison.create({
    data: { packageId, fromNumber: 1, toRevision: 1, requestedBy: {}, expiresAt: new Date(Date.now() + 60_000) },
  })
  const storeSide = (side: 'before' | 'after') =>
    put(server.store, comparisonKey(id, 1, side), Buffer.from(`picture ${side}`), 'image/png')
  const [before, after] = [await storeSide('before'), await storeSide('after')]
  const versions = { beforeVersion: before.versionId, afterVersion: after.versionId }
  await database.comparedPage.create({ data: { comparisonId: id, number: 1, path: 'index.html', ...versions } })
  await database.comparedPage.create({ data: { comparisonId: id, number: 2, path: 'late.html' } })
  const rootOf = (comparisonId = id, name = slug, now = Date.now()) =>
    `${content}/preview/${issueStillToken(configuration.LECTERN_SECRET, comparisonId, now)}/${name}`
  return { rootOf, slug }
}

test('a token opens the pictures of its comparison, which are no page', async () => {
  const { rootOf } = await build()
  const response = await fetch(`${rootOf()}/1/before.png`)
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'image/png',
    'picture before',
  ])
  expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/)
  expect(response.headers.get('cache-control')).toBe('private, max-age=300')
  expect(await (await fetch(`${rootOf()}/1/after.png`)).text()).toBe('picture after')
})

test('nothing else is found: no other picture, comparison, or package, and nothing with a token that has ended', async () => {
  const { rootOf, slug } = await build()
  const { rootOf: otherRootOf, slug: otherSlug } = await build()
  const missing = [
    ...[`${rootOf()}/1/other.png`, `${rootOf()}/1/`, `${rootOf()}/1`, `${rootOf()}/`, `${rootOf()}/3/before.png`],
    `${rootOf()}/2/before.png`,
    `${rootOf(undefined, otherSlug)}/1/before.png`,
    `${otherRootOf(undefined, slug)}/1/before.png`,
    `${rootOf(crypto.randomUUID())}/1/before.png`,
    `${rootOf(undefined, undefined, Date.now() - 20 * 60_000)}/1/before.png`,
    `${rootOf().replace(/\/preview\/[^/]+/, '/preview/a~b~c')}/1/before.png`,
  ]
  for (const url of missing) expect((await fetch(url)).status, url).toBe(404)
})
