import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPreviewLink } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { networkOf } from './rate-limits.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({
    LECTERN_TRUSTED_PROXIES: '127.0.0.0/8, ::1',
    LECTERN_FILES_LIMIT: '8',
    LECTERN_GRAPHQL_LIMIT: '6',
    LECTERN_TOKEN_LIMIT: '3',
  })
})
afterAll(() => server.close())

let client = 0
/** A client nobody else is. */
const somebody = () => `198.51.100.${++client}`

const get = (path: string, ip: string) => fetch(server.content + path, { headers: { 'x-forwarded-for': ip } })
const statuses = async (path: string, times: number, ip: () => string) =>
  (await Promise.all(Array.from({ length: times }, () => get(path, ip())))).map(({ status }) => status)
const count = (all: number[], status: number) => all.filter(each => each === status).length

test('too many files at once are a friendly 429 that says when to come again, for that address alone', async () => {
  const me = somebody()
  const all = await statuses('/production/optics/', 10, () => me)
  expect([count(all, 404), count(all, 429)]).toEqual([8, 2])
  const told = await get('/no-address', me)
  expect([told.status, await told.text()]).toEqual([429, expect.stringContaining('Wait a few seconds')])
  expect(Number(told.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await get('/production/optics/', somebody())).status).toBe(404)
})

test('too many questions are the error RATE_LIMITED, however the address is spelled; files are counted apart', async () => {
  const me = somebody()
  const [plain, encoded] = ['/graphql?query={__typename}', '/%67raphql?query={__typename}']
  const all = [...(await statuses(plain, 4, () => me)), ...(await statuses(encoded, 4, () => me))]
  expect([count(all, 200), count(all, 429)]).toEqual([6, 2])
  const told = await get(plain, me)
  const { errors } = (await told.json()) as { errors: { extensions: Record<string, unknown> }[] }
  expect(errors[0]!.extensions).toMatchObject({ code: 'RATE_LIMITED', requestId: expect.any(String) })
  expect(told.headers.get('retry-after')).toBe(String(errors[0]!.extensions.retryAfterSeconds))
  expect(told.headers.get('access-control-allow-origin')).toBe('*')
  expect((await get('/production/optics/', me)).status).toBe(404)
})

test('a token may ask so much, wherever it is used', async () => {
  const [mine, other] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')]
  for (const token of [mine, other]) await buildPreviewLink(server.database, { secretHash: hashSecret(token) })
  const all = await statuses(`/preview/${mine}/graphql?query={__typename}`, 5, somebody)
  expect([count(all, 200), count(all, 429)]).toEqual([3, 2])
  expect(await statuses(`/preview/${other}/graphql?query={__typename}`, 1, somebody)).toEqual([200])
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s is counted as %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})
