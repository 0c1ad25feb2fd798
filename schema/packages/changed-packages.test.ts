import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildCaller, buildOpenRun, buildPackage } from '../../domain/test/factories.ts'
import { openTestApi, type RequestOptions, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const longAgo = new Date('2026-01-01T00:00:00Z')
const build = (overrides = {}) => buildPackage(api.database, { lastChangedAt: longAgo, ...overrides })
const query = 'subscription ($slugs: [String!]!) { packagesChanged(slugs: $slugs) { slug title state } }'
type Result = { packagesChanged: { slug: string; title: string; state: string } | null }

/** Subscribes. `next()` returns the next package that is sent, or the code of an error. */
function subscribe(slugs: string[], options: RequestOptions = {}) {
  const stream = api.subscribe<Result>(query, { slugs }, options)
  onTestFinished(() => void stream.return(undefined))
  return {
    next: async () => {
      const { data, errors } = (await stream.next()).value!
      return data?.packagesChanged ?? errors[0]?.code
    },
  }
}
const rename = (id: string, title: string) => api.database.package.update({ where: { id }, data: { title } })

test('sends each package after its changes, and nothing of other packages', async () => {
  const [one, two, other] = [await build(), await build(), await build()]
  await buildOpenRun(api.database, { packageId: one.id })
  const stream = subscribe([one.slug, two.slug])
  // Something runs in it, so that it may have changed since the list was read.
  expect(await stream.next()).toMatchObject({ slug: one.slug, state: 'RUNNING' })
  const next = stream.next()
  await rename(other.id, 'Other')
  api.notifyPackage(other.id)
  await rename(two.id, 'New')
  api.notifyPackage(two.id)
  expect(await next).toMatchObject({ slug: two.slug, title: 'New', state: 'NOT_SYNCHRONIZED' })
})

test('first sends the packages that changed in the last minute', async () => {
  const [recent, old] = [await build({ lastChangedAt: new Date() }), await build()]
  const stream = subscribe([old.slug, recent.slug])
  expect(await stream.next()).toMatchObject({ slug: recent.slug })
  const next = stream.next()
  api.notifyPackage(old.id)
  expect(await next).toMatchObject({ slug: old.slug })
})

test('changes that come faster than they are read are one', async () => {
  const [one, two] = [await build({ lastChangedAt: new Date() }), await build()]
  const stream = subscribe([one.slug, two.slug])
  expect(await stream.next()).toMatchObject({ slug: one.slug })
  for (let title = 1; title <= 20; title++) {
    await rename(one.id, String(title))
    api.notifyPackage(one.id)
  }
  api.notifyPackage(two.id)
  const sent: Awaited<ReturnType<typeof stream.next>>[] = []
  do sent.push(await stream.next())
  while ((sent.at(-1) as { slug: string }).slug !== two.slug)
  expect(sent[0]).toMatchObject({ slug: one.slug, title: '20' })
  expect(sent.length).toBeLessThanOrEqual(3)
})

test('leaves out packages that the caller may not see, and refuses a list of only such', async () => {
  const [seen, hidden] = [await build({ lastChangedAt: new Date() }), await build({ lastChangedAt: new Date() })]
  const caller = buildCaller({ packageId: seen.id })
  const stream = subscribe([hidden.slug, seen.slug, 'there-is-none'], { caller })
  expect(await stream.next()).toMatchObject({ slug: seen.slug })
  const next = stream.next()
  api.notifyPackage(hidden.id)
  api.notifyPackage(seen.id)
  expect(await next).toMatchObject({ slug: seen.slug })
  expect(await subscribe([hidden.slug], { caller }).next()).toBe('NOT_FOUND')
  expect(await subscribe([seen.slug], { caller: null }).next()).toBe('UNAUTHENTICATED')
})

test('takes at most 200 packages', async () => {
  const slugs = Array.from({ length: 201 }, (_, index) => `p${index}`)
  expect(await subscribe(slugs).next()).toBe('INVALID_INPUT')
})
