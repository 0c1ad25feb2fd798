import { expect, test } from 'vitest'
import type { Publication } from './publication.ts'
import { publicationPercent, unresolvedPublication } from './publication-labels.ts'

const blocked: Publication = {
  id: 'publication',
  status: 'BLOCKED',
  waitingFor: [],
  filesTotal: 0,
  filesDone: 0,
  startedAt: '2026-11-24T10:00:00.000Z',
  finishedAt: '2026-11-24T10:01:00.000Z',
  environment: { id: 'staging', name: 'Staging' },
  release: null,
  blockers: [],
  error: null,
}

test('the newest publication of an environment is told while it came to nothing', () => {
  expect(unresolvedPublication([blocked], 'staging', undefined)).toBe(blocked)
  expect(unresolvedPublication([blocked], 'production', undefined)).toBeUndefined()
  expect(unresolvedPublication([{ ...blocked, status: 'SUCCEEDED' }, blocked], 'staging', undefined)).toBeUndefined()
})

test('a publication that the environment has overtaken is history', () => {
  expect(unresolvedPublication([blocked], 'staging', { deployedAt: '2026-11-24T11:00:00.000Z' })).toBeUndefined()
  expect(unresolvedPublication([blocked], 'staging', { deployedAt: '2026-11-24T09:00:00.000Z' })).toBe(blocked)
})

test('the copying has no percent before the files are counted', () => {
  expect(publicationPercent(blocked)).toBeNull()
  expect(publicationPercent({ ...blocked, filesTotal: 8, filesDone: 2 })).toBe(25)
})
