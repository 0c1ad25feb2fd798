import { expect, test } from 'vitest'
import { asksForSignIn } from './confirm.ts'

test('an error asks for a recent sign-in, unless Dropbox must be connected again', () => {
  const code = 'REAUTHENTICATE'
  expect(asksForSignIn({ extensions: { code } })).toBe(true)
  expect(asksForSignIn({ extensions: { code, problems: [] } })).toBe(true)
  expect(asksForSignIn({ extensions: { code, problems: [{ code: 'DROPBOX_DISCONNECTED' }] } })).toBe(false)
  expect(asksForSignIn({ extensions: { code: 'FORBIDDEN' } })).toBe(false)
})
