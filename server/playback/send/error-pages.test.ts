import { expect, test } from 'vitest'
import { openTestServer } from '../../test/server.ts'

test('the content host sends a 503 page and logs the reason while Postgres is unreachable', async () => {
  const server = await openTestServer({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere' })
  try {
    const response = await fetch(`${server.content}/production/optics/`)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await response.text()).toContain('Temporarily unavailable')
    expect(server.logged.some(line => line.level === 50 && line.msg === 'Request failed')).toBe(true)
  } finally {
    await server.close()
  }
})
