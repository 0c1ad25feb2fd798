import { expect, test } from 'vitest'
import { seal, unseal } from './sealing.ts'

const secret = Buffer.alloc(32, 1).toString('base64')

test('a sealed text can be read only with the same secret and purpose', () => {
  const sealed = seal(secret, 'token', 'nBiM85CZ')
  expect(unseal(secret, 'token', sealed)).toBe('nBiM85CZ')
  expect(() => unseal(Buffer.alloc(32, 2).toString('base64'), 'token', sealed)).toThrow()
  expect(() => unseal(secret, 'session', sealed)).toThrow()
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('nBiM85CZ')
})
