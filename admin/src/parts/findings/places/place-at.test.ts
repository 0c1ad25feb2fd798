import { expect, test } from 'vitest'
import { placeAt } from './place-at.ts'

const none = { first: null, after: null, last: null, before: null }
const page = { ...none, first: 20, after: 'a' }
const cursors = ['b', 'c', 'd']

test('a place is found by its neighbors, on a page that was reached in either direction', () => {
  expect(placeAt(0, cursors, page)).toEqual({ ...none, last: 1, before: 'c' })
  expect(placeAt(1, cursors, page)).toEqual({ ...none, first: 1, after: 'b' })
  expect(placeAt(2, cursors, { ...none, last: 20, before: 'e' })).toEqual({ ...none, first: 1, after: 'c' })
})

test('the only place of a page is found like the page', () => {
  expect(placeAt(0, ['b'], page)).toEqual({ ...none, first: 1, after: 'a' })
  expect(placeAt(0, ['b'], { ...none, last: 20, before: 'e' })).toEqual({ ...none, last: 1, before: 'e' })
})
