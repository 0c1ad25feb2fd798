import { expect, test } from 'vitest'
import { isFiltered, readListFilter, readSort } from './list-filter.ts'

const read = (address: string) => readListFilter(new URLSearchParams(address))
const all = { search: null, states: null, running: null, environment: null, archived: false, sort: 'NAME' }

test.each([
  ['', all],
  ['search=light&sort=change', { ...all, search: 'light', sort: 'LAST_CHANGE' }],
  ['state=UP_TO_DATE&environment=staging', { ...all, states: ['UP_TO_DATE'], environment: 'staging' }],
  ['running=yes&archived=yes&sort=state', { ...all, running: true, archived: true, sort: 'STATE' }],
  ['state=NOTHING&sort=size&running=maybe', all],
])('reads %j', (address, filter) => expect(read(address)).toEqual(filter))

test('a state is more exact than what needs attention', () => {
  expect(read('attention=yes').states).toEqual(expect.arrayContaining(['SYNC_FAILED', 'VIDEOS_FAILED']))
  expect(read('attention=yes').states).not.toContain('RUNNING')
  expect(read('attention=yes&state=RUNNING').states).toEqual(['RUNNING'])
})

test('the order is no filter', () => {
  expect(isFiltered(new URLSearchParams('sort=state'))).toBe(false)
  expect(isFiltered(new URLSearchParams('archived=yes'))).toBe(true)
  expect(readSort(new URLSearchParams('sort=state'))).toBe('state')
})
