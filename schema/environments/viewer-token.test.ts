import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildEnvironment,
  buildPackage,
  buildPreviewLink,
  buildViewerToken,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

type Found = { totalCount: number; nodes: { subject: string }[] }

const day = (n: number) => new Date(Date.UTC(2026, 0, n))

describe('the viewer tokens of an environment', () => {
  const text = `query ($slug: String!) { environment(slug: $slug) {
    viewerTokens(first: 2) { totalCount nodes { id subject package { slug } } pageInfo { hasNextPage } } } }`

  async function buildViewerTokens() {
    const environment = await buildEnvironment(api.database)
    const pkg = await buildPackage(api.database)
    const of = { environmentId: environment.id }
    await buildViewerToken(api.database, { ...of, createdAt: day(1), subject: 'first' })
    const second = await buildViewerToken(api.database, { ...of, createdAt: day(2), packageId: pkg.id })
    const third = await buildViewerToken(api.database, { ...of, createdAt: day(3), subject: 'third' })
    await buildViewerToken(api.database)
    return { environment, pkg, second, third }
  }

  test('are listed newest first for callers who manage it', async () => {
    const { environment, pkg, second, third } = await buildViewerTokens()
    const caller = buildCaller({ role: 'ADMIN', environmentId: environment.id })
    const { data, errors } = await api.request(text, { slug: environment.slug }, { caller })
    expect(errors).toEqual([])
    const nodes = [
      { id: globalId('ViewerToken', third.id), subject: 'third', package: null },
      { id: globalId('ViewerToken', second.id), subject: null, package: { slug: pkg.slug } },
    ]
    expect(data).toEqual({
      environment: { viewerTokens: { totalCount: 3, nodes, pageInfo: { hasNextPage: true } } },
    })
  })

  test('are searched by subject, and by whether they still open something', async () => {
    const { id: environmentId, slug } = await buildEnvironment(api.database)
    const expiresAt = new Date(Date.now() + 3_600_000)
    const tokens = {
      anna: { expiresAt },
      annika: { expiresAt: day(1) },
      anton: { expiresAt, revokedAt: day(1) },
    }
    for (const [subject, dates] of Object.entries(tokens))
      await buildViewerToken(api.database, { environmentId, subject, ...dates })
    const find = async (args: string) => {
      const query = `{ environment(slug: "${slug}") { viewerTokens(${args}) { totalCount nodes { subject } } } }`
      const { data } = await api.request<{ environment: { viewerTokens: Found } }>(query)
      const { totalCount, nodes } = data.environment.viewerTokens
      expect(nodes).toHaveLength(totalCount)
      return nodes.map(({ subject }) => subject).sort()
    }
    expect(await find('search: "ANN"')).toEqual(['anna', 'annika'])
    expect(await find('valid: true')).toEqual(['anna'])
    expect(await find('valid: false')).toEqual(['annika', 'anton'])
    expect(await find('valid: false, search: "ton"')).toEqual(['anton'])
  })

  test('are hidden from all other callers, in the list and by id', async () => {
    const { environment, third } = await buildViewerTokens()
    const publisher = buildCaller({ role: 'PUBLISHER' })
    const { data } = await api.request(text, { slug: environment.slug }, { caller: publisher })
    expect(data).toEqual({ environment: { viewerTokens: null } })
    const node = 'query ($id: ID!) { node(id: $id) { id } }'
    const id = globalId('ViewerToken', third.id)
    const elsewhere = buildCaller({ role: 'ADMIN', environmentId: (await buildEnvironment(api.database)).id })
    for (const caller of [publisher, elsewhere])
      expect((await api.request(node, { id }, { caller })).data).toEqual({ node: null })
    expect((await api.request(node, { id })).data).toEqual({ node: { id } })
  })
})

describe('the preview links of a package', () => {
  const text = 'query ($slug: String!) { package(slug: $slug) { previewLinks { totalCount nodes { id } } } }'

  test('are listed newest first for callers who may preview it', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    const links = [
      await buildPreviewLink(api.database, { packageId, createdAt: day(1) }),
      await buildPreviewLink(api.database, { packageId, createdAt: day(2), revokedAt: day(3) }),
    ]
    await buildPreviewLink(api.database)
    const ids = links.map(({ id }) => ({ id: globalId('PreviewLink', id) }))
    const { data } = await api.request(text, { slug }, { caller: buildCaller({ role: 'AUTHOR', packageId }) })
    expect(data).toEqual({ package: { previewLinks: { totalCount: 2, nodes: ids.reverse() } } })
    const auditor = await api.request(text, { slug }, { caller: buildCaller({ role: 'AUDITOR' }) })
    expect(auditor).toEqual({ data: { package: { previewLinks: null } }, errors: [] })
  })
})
