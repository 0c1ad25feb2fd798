import { expect, test } from 'vitest'
import { itemNote, itemSize } from './item-labels.ts'

const copied = { action: 'COPY', status: 'DONE', reason: null, error: null } as const

test('itemSize returns the size of copied files, even empty ones, but not of deleted files', () => {
  expect(itemSize({ action: 'COPY', bytes: 0 })).toBe('0 bytes')
  expect(itemSize({ action: 'DELETE', bytes: 0 })).toBeNull()
  expect(itemSize({ action: 'IGNORE', bytes: 0 })).toBeNull()
  expect(itemSize({ action: 'IGNORE', bytes: 6148 })).toBe('6.1 kB')
})

test('a failed or ignored file has a note with the reason, a copied file has none', () => {
  expect(itemNote(copied, true)).toBeNull()
  const failed = { ...copied, status: 'FAILED', error: { message: 'Dropbox refuses this file.' } } as const
  expect(itemNote(failed, false)).toEqual({ text: 'Dropbox refuses this file.', isError: true })
  const ignored = { ...copied, action: 'IGNORE', reason: 'Only a link.' } as const
  expect(itemNote(ignored, true)).toEqual({ text: 'Only a link.', isError: false })
})

test('a pending file has a note only after the run has ended', () => {
  const pending = { ...copied, status: 'PENDING' } as const
  expect(itemNote(pending, false)).toBeNull()
  expect(itemNote(pending, true)).toEqual({ text: 'Not copied', isError: false })
})
