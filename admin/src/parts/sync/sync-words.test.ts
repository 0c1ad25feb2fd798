import { describe, expect, test } from 'vitest'
import type { SyncRun } from './sync-run.ts'
import { announcement, copiedPercent, copyingFigures, countingFigures, outcomeLine, phaseTitle } from './sync-words.ts'

const run: SyncRun = {
  id: 'run',
  status: 'RUNNING',
  phase: 'COPYING',
  entriesListed: 130,
  calculated: true,
  filesTotal: 120,
  filesDone: 12,
  bytesTotal: 2_500_000_000,
  bytesDone: 1_250_000_000,
  filesUnchanged: 10,
  filesDeleted: 0,
  filesIgnored: 0,
  bytesPerSecond: 12_000_000,
  secondsLeft: 104,
  unsettledPaths: [],
  startedAt: '2026-11-24T10:00:00.000Z',
  finishedAt: null,
  startedBy: { kind: 'USER', name: 'Harry' },
  error: null,
}

describe('how far the copying is', () => {
  test('goes by bytes', () => expect(copiedPercent(run)).toBe(50))
  test('goes by files where all are empty', () =>
    expect(copiedPercent({ ...run, bytesTotal: 0, bytesDone: 0 })).toBe(10))
  test('is all where nothing is to be copied', () =>
    expect(copiedPercent({ bytesTotal: 0, bytesDone: 0, filesTotal: 0, filesDone: 0 })).toBe(100))
})

test('unknown figures are left out', () => {
  expect(copyingFigures(run)).toEqual([
    '12 of 120 files',
    '1.3 GB of 2.5 GB',
    '12 MB per second',
    'about 2 minutes left',
  ])
  expect(copyingFigures({ ...run, bytesPerSecond: null, secondsLeft: null })).toHaveLength(2)
})

test('speed and time left are told only while it copies', () => {
  expect(copyingFigures({ ...run, phase: 'CLEANING' })).toHaveLength(2)
})

test('the calculation counts files and folders, and tells what was copied meanwhile', () => {
  expect(countingFigures({ ...run, entriesListed: 0 })).toEqual(['Asking Dropbox what is in the folder'])
  expect(countingFigures(run)).toEqual(['130 files and folders counted so far', '12 copied already'])
})

test('the outcome tells of removed and left out files only where there are some', () => {
  expect(outcomeLine(run)).toEqual(['12 copied', '10 unchanged'])
  expect(outcomeLine({ ...run, filesDeleted: 3, filesIgnored: 2 })).toEqual([
    '12 copied',
    '10 unchanged',
    '3 removed',
    '2 left out',
  ])
})

test('waiting is told before the phase', () => {
  expect(phaseTitle(run)).toBe('Copying from Dropbox')
  expect(phaseTitle({ ...run, status: 'WAITING_FOR_DROPBOX' })).toBe('Waiting for Dropbox')
})

test('what is read out changes only every tenth of the way', () => {
  expect(announcement(run)).toBe('Copying from Dropbox, 50 percent')
  expect(announcement({ ...run, bytesDone: 1_300_000_000 })).toBe('Copying from Dropbox, 50 percent')
  expect(announcement({ ...run, status: 'SUCCEEDED', phase: 'DONE', finishedAt: '2026-11-24T10:02:00.000Z' })).toBe(
    'Synchronised. 12 copied, 10 unchanged.',
  )
})
