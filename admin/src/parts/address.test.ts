import { expect, test } from 'vitest'
import { withParams } from './address.ts'

const change = (address: string, changes: Record<string, string | null>) =>
  String(withParams(new URLSearchParams(address), changes))

test('withParams sets and removes parameters and keeps the others', () => {
  expect(change('kind=people&search=ada', { search: 'ben' })).toBe('kind=people&search=ben')
  expect(change('kind=people&search=ada', { search: null })).toBe('kind=people')
  expect(change('kind=people&search=ada', { search: '' })).toBe('kind=people')
})

test('withParams starts every list at its first page', () => {
  expect(change('after=x&kind=people', { kind: 'tokens' })).toBe('kind=tokens')
  expect(change('invitations.before=x&before=y', { search: 'ada' })).toBe('search=ada')
})

test('withParams keeps the pages of lists on request', () => {
  expect(String(withParams(new URLSearchParams('before=x'), { event: 'y' }, true))).toBe('before=x&event=y')
})
