import { expect, test } from 'vitest'
import { openTestServer } from '../../test/server.ts'

test('while something that it needs is away, the content host asks for patience, and the log says why', async () => {
  const server = await openTestServer({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere' })
  try {
    const answer = await fetch(`${server.content}/production/optics/`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await answer.text()).toContain('Just a moment')
    expect(server.logged.some(line => line.level === 50 && line.msg === 'A request failed')).toBe(true)
  } finally {
    await server.close()
  }
})
