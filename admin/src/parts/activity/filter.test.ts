import { expect, test } from 'vitest'
import { readFilter } from './filter.ts'

const read = (address: string) => readFilter(new URLSearchParams(address))

test('readFilter is empty without parameters, and ignores those of other parts', () => {
  expect(read('')).toEqual({})
  expect(read('show=activity&before=x&event=y&search=')).toEqual({})
})

test('readFilter reads every filter', () => {
  expect(read('search=ada&kind=budget&actor=U1&package=physics&environment=production&subject=S1')).toEqual({
    search: 'ada',
    actions: ['budget.changed', 'budget.alertReached'],
    actor: 'U1',
    package: 'physics',
    environment: 'production',
    subjectId: 'S1',
  })
})

test('readFilter includes both days, in the time zone of the reader', () => {
  expect(read('from=2026-11-29&to=2026-11-30')).toEqual({
    from: new Date(2026, 10, 29).toISOString(),
    to: new Date(2026, 11, 1).toISOString(),
  })
})

test('readFilter ignores what is not a kind or a day', () => {
  expect(read('kind=nonsense&from=yesterday&to=2026-11')).toEqual({})
})
