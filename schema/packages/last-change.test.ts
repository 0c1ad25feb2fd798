import { systemActor } from '@lectern/domain/audit/actor'
import { change, type Event } from '@lectern/domain/audit/change'
import { archivePackage } from '@lectern/domain/packages/archive'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCaller, buildPackage, harry } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const longAgo = new Date('2026-01-01T00:00:00Z')
const lastChange = async (slug: string) => {
  const query = 'query ($slug: String!) { package(slug: $slug) { lastChangedAt lastChangedBy { name } } }'
  const { data } = await api.request<{ package: { lastChangedAt: string; lastChangedBy: { name: string } | null } }>(
    query,
    { slug },
  )
  return data.package
}

test('the answer of a change has its time and person already', async () => {
  const { slug } = await buildPackage(api.database, { lastChangedAt: longAgo })
  expect(await lastChange(slug)).toEqual({ lastChangedAt: longAgo.toISOString(), lastChangedBy: null })
  const mutation = `mutation ($slug: String!) { updatePackage(slug: $slug, input: { title: "New" }) { lastChangedAt lastChangedBy { name } } }`
  const caller = buildCaller({}, { ...harry, name: 'Ada' })
  const { data } = await api.request<{ updatePackage: { lastChangedAt: string } }>(mutation, { slug }, { caller })
  expect(data.updatePackage).toMatchObject({ lastChangedBy: { name: 'Ada' } })
  expect(Date.parse(data.updatePackage.lastChangedAt)).toBeGreaterThan(longAgo.getTime())
  expect(await lastChange(slug)).toEqual(data.updatePackage)
})

test('archiving is a change of the package', async () => {
  const { id, slug } = await buildPackage(api.database, { lastChangedAt: longAgo })
  await change(api.database, systemActor, tx => archivePackage(tx, id))
  expect(await lastChange(slug)).toMatchObject({ lastChangedBy: { name: 'Lectern' } })
})

test.each<[string, Pick<Event, 'action' | 'before' | 'after'>, boolean]>([
  ['a new draft', { action: 'package.synchronized', before: { revision: 1 }, after: { revision: 2 } }, true],
  ['nothing new', { action: 'package.synchronized', before: { revision: 2 }, after: { revision: 2 } }, false],
  ['a publication', { action: 'package.published' }, false],
  ['the start of a run', { action: 'package.syncStarted' }, false],
])('%s counts as a change of the package, or not', async (_, event, counts) => {
  const { id: packageId, slug } = await buildPackage(api.database, { lastChangedAt: longAgo })
  const subject = { subjectType: 'Package', subjectId: packageId, packageId, summary: 'Something happened' }
  const by = { ...systemActor, actor: { ...harry, name: 'Ben' } }
  await change(api.database, systemActor, async () => ({ result: null, events: [{ ...event, ...subject, by }] }))
  const { lastChangedAt, lastChangedBy } = await lastChange(slug)
  expect(lastChangedBy?.name ?? null).toBe(counts ? 'Ben' : null)
  expect(Date.parse(lastChangedAt) > longAgo.getTime()).toBe(counts)
})
