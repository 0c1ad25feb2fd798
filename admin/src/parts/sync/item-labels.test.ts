import { expect, test } from 'vitest'
import { itemNote, itemSize } from './item-labels.ts'

const copied = { action: 'COPY', status: 'DONE', reason: null, error: null } as const

test('a size is told of what has bytes: of an empty file too, of a deleted one not', () => {
  expect(itemSize({ action: 'COPY', bytes: 0 })).toBe('0 bytes')
  expect(itemSize({ action: 'DELETE', bytes: 0 })).toBeNull()
  expect(itemSize({ action: 'IGNORE', bytes: 0 })).toBeNull()
  expect(itemSize({ action: 'IGNORE', bytes: 6148 })).toBe('6.1 kB')
})

test('a file that was copied needs no word; one that could not be, or is left out, has its reason', () => {
  expect(itemNote(copied, true)).toBeNull()
  const failed = { ...copied, status: 'FAILED', error: { message: 'Dropbox does not hand it out.' } } as const
  expect(itemNote(failed, false)).toEqual({ text: 'Dropbox does not hand it out.', isError: true })
  const left = { ...copied, action: 'IGNORE', reason: 'Only a link.' } as const
  expect(itemNote(left, true)).toEqual({ text: 'Only a link.', isError: false })
})

test('what waits is told only when nothing more is tried', () => {
  const pending = { ...copied, status: 'PENDING' } as const
  expect(itemNote(pending, false)).toBeNull()
  expect(itemNote(pending, true)).toEqual({ text: 'Not copied yet', isError: false })
})
