import { expect, test } from 'vitest'
import { isFiltered, readFilter } from './filter.ts'

const read = (text: string) => readFilter(new URLSearchParams(text))
const all = { severity: null, codes: null, folder: null, isNew: null, blocking: null, ignored: false }

test('readFilter shows what is not ignored, unless the address has a filter', () => {
  expect(read('show=findings')).toEqual(all)
  expect(read('severity=ERROR&folder=lesson%2F1')).toEqual({ ...all, severity: 'ERROR', folder: 'lesson/1' })
  expect(read('kind=captions').codes).toContain('CAPTIONS_IN_TRACK')
  expect(read('state=new')).toEqual({ ...all, isNew: true })
  expect(read('state=blocking')).toEqual({ ...all, blocking: true })
  expect(read('state=ignored')).toEqual({ ...all, ignored: true })
})

test('readFilter ignores what it does not know', () => {
  expect(read('severity=error&kind=x&state=old&folder=')).toEqual(all)
})

test('isFiltered knows the parameters of the filter alone', () => {
  expect(isFiltered(new URLSearchParams('show=findings&after=x'))).toBe(false)
  expect(isFiltered(new URLSearchParams('state=new'))).toBe(true)
})
