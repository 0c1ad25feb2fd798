import { hasNamespace } from '@lectern/workflows/temporal'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { buildDraft, buildDraftFile, buildPackage } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi({ TEMPORAL_ADDRESS: inject('temporalAddress'), TEMPORAL_NAMESPACE: 'nowhere' })
})
afterAll(() => api.close())

test('work that a person starts fails at once when the namespace does not exist in Temporal', async () => {
  expect(await hasNamespace(api.services.temporal, AbortSignal.timeout(2_000))).toBe(false)
  const { id: packageId, slug } = await buildPackage(api.database)
  await buildDraft(api.database, { packageId })
  await buildDraftFile(api.database, { packageId, path: 'index.html' })
  const failed = {
    status: 'FAILED',
    finishedAt: expect.any(String),
    error: { code: 'TEMPORAL_REFUSED', message: expect.stringMatching(/"nowhere" does not exist.*TEMPORAL_NAMESPACE/) },
  }
  const work = '{ status finishedAt error { code message } }'
  const { data } = await api.request(
    `mutation ($slug: String!) { synchronizePackage(slug: $slug) ${work} verifyPackage(slug: $slug) ${work} publishPackage(slug: $slug, environment: "staging") ${work} }`,
    { slug },
  )
  expect(data).toEqual({ synchronizePackage: failed, verifyPackage: failed, publishPackage: failed })
})
