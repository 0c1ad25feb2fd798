import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPreviewLink } from '../../domain/test/factories.ts'
import { networkOf } from '../rate-limiter.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

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
/** Returns the address of a new client. */
const newClient = () => `198.51.100.${++client}`

const get = (path: string, ip: string) => fetch(server.content + path, { headers: { 'x-forwarded-for': ip } })
const statuses = async (path: string, times: number, ip: () => string) =>
  (await Promise.all(Array.from({ length: times }, () => get(path, ip())))).map(({ status }) => status)
const count = (all: number[], status: number) => all.filter(each => each === status).length

test('too many file requests from one address get a 429 page with Retry-After', async () => {
  const ip = newClient()
  const all = await statuses('/production/optics/', 10, () => ip)
  expect([count(all, 404), count(all, 429)]).toEqual([8, 2])
  const rejected = await get('/no-address', ip)
  expect([rejected.status, await rejected.text()]).toEqual([429, expect.stringContaining('Wait a few seconds')])
  expect(Number(rejected.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await get('/production/optics/', newClient())).status).toBe(404)
})

test('too many queries get RATE_LIMITED, however the path is encoded, and count separately from files', async () => {
  const ip = newClient()
  const [plain, encoded] = ['/graphql?query={__typename}', '/%67raphql?query={__typename}']
  const all = [...(await statuses(plain, 4, () => ip)), ...(await statuses(encoded, 4, () => ip))]
  expect([count(all, 200), count(all, 429)]).toEqual([6, 2])
  const rejected = await get(plain, ip)
  const { errors } = (await rejected.json()) as { errors: { extensions: Record<string, unknown> }[] }
  expect(errors[0]!.extensions).toMatchObject({ code: 'RATE_LIMITED', requestId: expect.any(String) })
  expect(rejected.headers.get('retry-after')).toBe(String(errors[0]!.extensions.retryAfterSeconds))
  expect(rejected.headers.get('access-control-allow-origin')).toBe('*')
  expect((await get('/production/optics/', ip)).status).toBe(404)
})

test('a token has a limit across all addresses', async () => {
  const [mine, other] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')]
  for (const token of [mine, other]) await buildPreviewLink(server.database, { secretHash: hashSecret(token) })
  const all = await statuses(`/preview/${mine}/graphql?query={__typename}`, 5, newClient)
  expect([count(all, 200), count(all, 429)]).toEqual([3, 2])
  expect(await statuses(`/preview/${other}/graphql?query={__typename}`, 1, newClient)).toEqual([200])
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s is counted as %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})
