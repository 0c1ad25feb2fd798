import { expect, test } from 'vitest'
import { addArrived, mergeEvents } from './newest-events.ts'

const events = (...ids: number[]) => ids.map(id => ({ id: String(id) }))

test('addArrived keeps the newest first, each once, and at most 200', () => {
  expect(addArrived(events(2, 1), { id: '3' })).toEqual(events(3, 2, 1))
  expect(addArrived(events(3, 2, 1), { id: '3' })).toEqual(events(3, 2, 1))
  const many = Array.from({ length: 200 }, (_, i) => ({ id: String(200 - i) }))
  expect(addArrived(many, { id: '201' })).toHaveLength(200)
})

test('mergeEvents shows an event once that arrived and is also on the page, which was read again', () => {
  expect(mergeEvents(events(5, 4), events(4, 3))).toEqual(events(5, 4, 3))
})
