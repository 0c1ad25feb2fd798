import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPreviewLink } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

test('a preview link is shown with its secret address this once, and lasts a day unless asked otherwise', async () => {
  const link = await buildPreviewLink(api.database)
  const asked: unknown[] = []
  const createPreviewLink = async (...given: unknown[]) => {
    asked.push(given)
    return { linkId: link.id, url: 'http://content/preview/secret/p/' }
  }
  const text = `mutation { a: createPreviewLink(slug: "p") { url link { expiresAt createdBy { name } } }
    b: createPreviewLink(slug: "p", expiresInSeconds: 60) { url } }`
  const { data } = await api.request(text, {}, { commands: { createPreviewLink } })
  expect(data).toMatchObject({
    a: {
      url: 'http://content/preview/secret/p/',
      link: { expiresAt: link.expiresAt.toISOString(), createdBy: { name: 'Harry' } },
    },
  })
  expect(asked).toEqual([
    ['p', 86400],
    ['p', 60],
  ])
})
