import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPackage, buildPreviewLink } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

type Created = { url: string; link: { expiresAt: string; createdBy: { name: string } } }

test('a preview link has a secret address, and lasts a day unless requested otherwise', async () => {
  const { slug } = await buildPackage(api.database)
  const fields = 'url link { expiresAt createdBy { name } }'
  const text = `mutation ($slug: String!) { a: createPreviewLink(slug: $slug) { ${fields} }
    b: createPreviewLink(slug: $slug, expiresInSeconds: 60) { ${fields} } }`
  const { data } = await api.request<{ a: Created; b: Created }>(text, { slug })
  expect(data.a.url).toMatch(new RegExp(`^http://content/preview/[\\w-]{20,}/${slug}/$`))
  expect(data.a.url).not.toBe(data.b.url)
  expect(data.a.link.createdBy).toEqual({ name: 'Harry' })
  const secondsLeft = ({ link }: Created) => (Date.parse(link.expiresAt) - Date.now()) / 1000
  expect(Math.abs(secondsLeft(data.a) - 86_400)).toBeLessThan(60)
  expect(Math.abs(secondsLeft(data.b) - 60)).toBeLessThan(60)
})

test('the list has all links, or only those that work', async () => {
  const { id: packageId, slug } = await buildPackage(api.database)
  const open = await buildPreviewLink(api.database, { packageId })
  await buildPreviewLink(api.database, { packageId, revokedAt: new Date() })
  await buildPreviewLink(api.database, { packageId, expiresAt: new Date(Date.now() - 1_000) })
  const { data } = await api.request(
    `{ package(slug: "${slug}") { all: previewLinks { totalCount } open: previewLinks(onlyOpen: true) { totalCount nodes { id } } } }`,
  )
  const nodes = [{ id: globalId('PreviewLink', open.id) }]
  expect(data).toEqual({ package: { all: { totalCount: 3 }, open: { totalCount: 1, nodes } } })
})
