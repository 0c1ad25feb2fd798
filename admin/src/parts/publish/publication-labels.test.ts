import { expect, test } from 'vitest'
import type { Publication } from './publication.ts'
import { publicationPercent, publicationStatus, unresolvedPublication } from './publication-labels.ts'

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

test('unresolvedPublication returns the newest publication of the environment unless it succeeded', () => {
  expect(unresolvedPublication([blocked], 'staging', undefined)).toBe(blocked)
  expect(unresolvedPublication([blocked], 'production', undefined)).toBeUndefined()
  expect(unresolvedPublication([{ ...blocked, status: 'SUCCEEDED' }, blocked], 'staging', undefined)).toBeUndefined()
})

test('a publication that was blocked because nothing has changed needs nothing', () => {
  const unchanged = { ...blocked, blockers: [{ code: 'NOTHING_CHANGED', message: 'Nothing has changed.', path: null }] }
  expect(unresolvedPublication([unchanged], 'staging', undefined)).toBeUndefined()
})

test('a later deployment supersedes a blocked publication', () => {
  expect(unresolvedPublication([blocked], 'staging', { deployedAt: '2026-11-24T11:00:00.000Z' })).toBeUndefined()
  expect(unresolvedPublication([blocked], 'staging', { deployedAt: '2026-11-24T09:00:00.000Z' })).toBe(blocked)
})

test('the copying has no percentage until the files are counted', () => {
  expect(publicationPercent(blocked)).toBeNull()
  expect(publicationPercent({ ...blocked, filesTotal: 8, filesDone: 2 })).toBe(25)
})

test('publicationStatus names the step of a running publication', () => {
  const running = { ...blocked, finishedAt: null }
  expect(publicationStatus({ ...running, status: 'QUEUED' })).toBe('Queued behind another release')
  expect(publicationStatus({ ...running, status: 'COPYING' })).toBe('Preparing…')
  expect(publicationStatus({ ...running, status: 'COPYING', filesTotal: 8, filesDone: 2 })).toBe('Copying 2 of 8 files')
  const waiting = { ...running, status: 'WAITING_FOR_VIDEOS' } as const
  expect(publicationStatus({ ...waiting, waitingFor: ['race.mp4'] })).toBe('Waiting for 1 video')
  expect(publicationStatus(waiting)).toBe('Going live…')
})
