import { expect, test } from 'vitest'
import type { Publication } from './publication.ts'
import { publicationPercent, publicationPhase, publicationStatus, unresolvedPublication } from './publication-labels.ts'

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
  const status = (publication: Partial<Publication>, isHeld = false) =>
    publicationStatus({ ...running, ...publication }, isHeld)
  expect(status({ status: 'QUEUED' })).toBe('Queued behind another release')
  expect(status({ status: 'COPYING' })).toBe('Preparing…')
  expect(status({ status: 'COPYING', filesTotal: 8, filesDone: 2 })).toBe('Copying 2 of 8 files')
  const waiting: Partial<Publication> = { status: 'WAITING_FOR_VIDEOS', waitingFor: ['race.mp4'] }
  expect(status(waiting)).toBe('Waiting for 1 video')
  expect(status(waiting, true)).toBe('Waiting for the budget: 1 video')
  expect(status({ ...waiting, waitingFor: [] }, true)).toBe('Going live…')
})

test('publicationPhase does not change with the figures, so that screen readers do not repeat it', () => {
  const phase = (publication: Partial<Publication>, isHeld = false) =>
    publicationPhase({ ...blocked, finishedAt: null, ...publication }, isHeld)
  const copying = { status: 'COPYING', filesTotal: 8 } as const
  expect(phase({ ...copying, filesDone: 2 })).toBe(phase({ ...copying, filesDone: 3 }))
  const waiting: Partial<Publication> = { status: 'WAITING_FOR_VIDEOS', waitingFor: ['a.mp4', 'b.mp4'] }
  expect(phase(waiting)).toBe(phase({ ...waiting, waitingFor: ['a.mp4'] }))
  expect(phase(waiting, true)).not.toBe(phase(waiting))
})
