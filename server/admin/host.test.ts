import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

test('/health and /ready return 200 when all services are reachable', async () => {
  for (const origin of [server.admin, server.content]) {
    expect((await fetch(`${origin}/health`)).status).toBe(200)
    const ready = await fetch(`${origin}/ready`)
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, postgres: 'ok', temporal: 'ok', s3: 'ok' }])
  }
})

test('/ready says that the namespace does not exist in Temporal', async () => {
  const unready = await openTestServer({ TEMPORAL_NAMESPACE: 'nowhere' })
  try {
    const ready = await fetch(`${unready.admin}/ready`)
    expect([ready.status, await ready.json()]).toMatchObject([503, { ready: false, temporal: 'namespace not found' }])
  } finally {
    await unready.close()
  }
})

test('/ready names the services that are unreachable', async () => {
  const unreachable = {
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    S3_ENDPOINT: 'http://127.0.0.1:1',
    DATABASE_URL: 'postgres://lectern@127.0.0.1:1/lectern',
  }
  const unready = await openTestServer(unreachable)
  try {
    const ready = await fetch(`${unready.admin}/ready`)
    const readiness = { ready: false, postgres: 'unreachable', temporal: 'unreachable', s3: 'unreachable' }
    expect([ready.status, await ready.json()]).toEqual([503, readiness])
    expect((await fetch(`${unready.admin}/health`)).status).toBe(200)
  } finally {
    await unready.close()
  }
})

test('every path of the admin returns its index.html, which no other page may frame', async () => {
  for (const path of ['/', '/packages/optics?tab=files']) {
    const response = await fetch(server.admin + path)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  }
})

test('files with a hash in their names are cached for a year', async () => {
  const page = await (await fetch(`${server.admin}/`)).text()
  const script = /src="(\/assets\/[^"]+)"/.exec(page)![1]
  const response = await fetch(server.admin + script)
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect((await fetch(`${server.admin}/assets/gone.js`)).status).toBe(404)
})

test('every response has the request id of its log line', async () => {
  const response = await fetch(`${server.admin}/health`)
  const id = response.headers.get('x-request-id')
  await expect.poll(() => server.logged.some(line => line.requestId === id && line.path === '/health')).toBe(true)
})
