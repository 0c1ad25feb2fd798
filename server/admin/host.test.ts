import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

test('it is healthy and ready', async () => {
  expect((await fetch(`${server.admin}/health`)).status).toBe(200)
  const ready = await fetch(`${server.admin}/ready`)
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, postgres: 'ok', temporal: 'ok', s3: 'ok' }])
})

test('what is away is named', async () => {
  const away = {
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    S3_ENDPOINT: 'http://127.0.0.1:1',
    DATABASE_URL: 'postgres://lectern@127.0.0.1:1/lectern',
  }
  const lame = await openTestServer(away)
  try {
    const ready = await fetch(`${lame.admin}/ready`)
    const named = { ready: false, postgres: 'away', temporal: 'away', s3: 'away' }
    expect([ready.status, await ready.json()]).toEqual([503, named])
    expect((await fetch(`${lame.admin}/health`)).status).toBe(200)
  } finally {
    await lame.close()
  }
})

test('every page of the admin is its index.html, which no other page may frame', async () => {
  for (const path of ['/', '/packages/optics?tab=files']) {
    const answer = await fetch(server.admin + path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  }
})

test('files whose names carry their hash are kept for ever', async () => {
  const page = await (await fetch(`${server.admin}/`)).text()
  const script = /src="(\/assets\/[^"]+)"/.exec(page)![1]
  const answer = await fetch(server.admin + script)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect((await fetch(`${server.admin}/assets/gone.js`)).status).toBe(404)
})

test('every answer has the id under which the log tells more', async () => {
  const answer = await fetch(`${server.admin}/health`)
  const id = answer.headers.get('x-request-id')
  await expect.poll(() => server.logged.some(line => line.requestId === id && line.path === '/health')).toBe(true)
})
