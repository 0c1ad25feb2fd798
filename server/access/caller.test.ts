import { createTokenSecret } from '@lectern/domain/access/token-secret'
import type { Database } from '@lectern/domain/database'
import { expect, test } from 'vitest'
import { createCallerResolver } from './caller.ts'

const unusable = new Proxy({}, { get: (_target, name) => fail(`The database was asked: ${String(name)}`) }) as Database
const refused: unknown[] = []
const resolve = createCallerResolver(unusable, 'secret', 'http://admin', async refusal => void refused.push(refusal))

function fail(message: string): never {
  throw new Error(message)
}

test('a token with a wrong checksum is refused without a query', async () => {
  const secret = createTokenSecret()
  const [start, end] = [secret.slice(0, -1), secret.at(-1)]
  for (const token of [`${start}${end === 'x' ? 'y' : 'x'}`, start, `${secret}x`, 'lect_', `${'x'.repeat(10_000)}`])
    await expect(resolve({ authorization: `Bearer ${token}` })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  expect(refused).toEqual(Array(5).fill({ what: 'TOKEN', reason: 'it is unknown, expired, or revoked' }))
  await expect(resolve({ authorization: `Bearer ${secret}` })).rejects.toThrow('The database was asked')
})

test('a session whose signature is wrong is refused without a query', async () => {
  for (const cookie of ['', 'lectern.session_token=x', 'lectern.session_token=x.y', 'other=x.y'])
    expect(await resolve({ cookie, origin: 'http://admin' })).toBeNull()
})
