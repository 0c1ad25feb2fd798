import { expect, test } from 'vitest'
import type { Verification } from './verification.ts'
import { verificationLabel, verificationPercent, verificationTone, verifiedLabel } from './verification-labels.ts'

const run = (more: Partial<Verification>, found = 0, left = found) => {
  const counts = { discrepancies: { totalCount: found }, unrepaired: { totalCount: left } }
  return { status: 'SUCCEEDED', repair: false, filesChecked: 1200, ...more, ...counts } as Verification
}

test('a verification names its release or its draft', () => {
  expect(verifiedLabel({ release: 2, revision: 5 })).toBe('Release 2')
  expect(verifiedLabel({ release: null, revision: 5 })).toBe('Draft 5')
})

test('the label of a verification says how far it is, or what it found', () => {
  expect(verificationLabel(run({ status: 'RUNNING' }))).toBe('Checking · 1,200 files so far')
  expect(verificationLabel(run({}))).toBe('No differences in 1,200 files')
  expect(verificationLabel(run({}, 1))).toBe('1 difference')
  expect(verificationLabel(run({ repair: true }, 3, 0))).toBe('3 differences, all repaired')
  expect(verificationLabel(run({ repair: true }, 3, 1))).toBe('3 differences, 1 not repaired')
  expect(verificationLabel(run({ status: 'CANCELED' }, 3))).toBe('Canceled · 3 differences so far')
  expect(verificationLabel(run({ status: 'FAILED' }))).toBe('Could not be verified')
})

test('differences need a person unless they were repaired', () => {
  expect(verificationTone(run({}))).toBe('done')
  expect(verificationTone(run({}, 2))).toBe('attention')
  expect(verificationTone(run({ repair: true }, 2, 0))).toBe('done')
  expect(verificationTone(run({ repair: true }, 2, 1))).toBe('attention')
  expect(verificationTone(run({ status: 'RUNNING' }, 2))).toBe('running')
})

test('the percentage stays below 100 until the verification is over', () => {
  expect(verificationPercent({ filesChecked: 300 }, 1200)).toBe(25)
  expect(verificationPercent({ filesChecked: 1300 }, 1200)).toBe(99)
  expect(verificationPercent({ filesChecked: 300 }, null)).toBeNull()
})
