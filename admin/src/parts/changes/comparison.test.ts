import { expect, test } from 'vitest'
import { readComparison } from './comparison.ts'

const shownIn = (slug: string, number: number) => ({
  environment: { id: slug, slug, name: slug },
  release: { id: String(number), number },
})
const shown = [shownIn('staging', 3), shownIn('production', 2)]
const releases = [4, 3, 2, 1].map(number => ({
  id: `r${number}`,
  number,
  removedAt: number === 1 ? '2026-11-30T08:00:00.000Z' : null,
}))
const draft = { id: 'd' }
const read = (query: string) => readComparison(new URLSearchParams(query), shown, releases, draft)

test('the draft is compared with what production shows, unless the address says otherwise', () => {
  expect(read('')).toEqual({ from: 2, to: null, id: 'd' })
  expect(read('from=staging')).toEqual({ from: 3, to: null, id: 'd' })
  expect(read('from=4&to=draft')).toEqual({ from: 4, to: null, id: 'd' })
  expect(read('from=staging&to=4')).toEqual({ from: 3, to: 4, id: 'r4' })
})

test('without production it is the first environment, and without any the newest release that is kept', () => {
  expect(readComparison(new URLSearchParams(), [shownIn('staging', 3)], releases, draft)).toEqual({
    from: 3,
    to: null,
    id: 'd',
  })
  expect(readComparison(new URLSearchParams(), [], releases, draft)).toEqual({ from: 4, to: null, id: 'd' })
  expect(readComparison(new URLSearchParams('to=4'), [], releases, draft)).toEqual({ from: 3, to: 4, id: 'r4' })
})

test('it says why there is nothing to compare', () => {
  expect(readComparison(new URLSearchParams(), [], [], draft)).toBe('NO_RELEASE')
  expect(read('from=district')).toBe('NOT_SHOWN')
  expect(read('from=1')).toBe('REMOVED')
  expect(read('to=1')).toBe('REMOVED')
  expect(read('to=9')).toBe('NOT_FOUND')
  expect(readComparison(new URLSearchParams(), shown, releases, null)).toBe('NO_DRAFT')
})

test('a release older than the known ones can be compared', () => {
  expect(read('from=999')).toEqual({ from: 999, to: null, id: 'd' })
})
