import { describe, expect, test } from 'vitest'
import {
  copiedPercent,
  copyingFigures,
  countingFigures,
  deletionQuestion,
  maxPercent,
  outcomeCounts,
  phaseTitle,
  runPercent,
  screenReaderMessage,
} from './sync-labels.ts'
import { testRun } from './test-run.ts'

describe('how far the copying is', () => {
  test('goes by bytes', () => expect(copiedPercent(testRun)).toBe(50))
  test('goes by files where all are empty', () =>
    expect(copiedPercent({ ...testRun, bytesTotal: 0, bytesDone: 0 })).toBe(10))
  test('is all where nothing is to be copied', () =>
    expect(copiedPercent({ bytesTotal: 0, bytesDone: 0, filesTotal: 0, filesDone: 0 })).toBe(100))
})

test('the bar never goes back: what comes while it copies only slows it down', () => {
  expect(maxPercent(null, runPercent({ ...testRun, phase: 'CALCULATING' }))).toBeNull()
  expect(maxPercent(null, runPercent(testRun))).toBe(50)
  expect(maxPercent(50, runPercent({ ...testRun, bytesTotal: 5_000_000_000 }))).toBe(50)
  expect(maxPercent(50, runPercent({ ...testRun, bytesDone: 2_000_000_000 }))).toBe(80)
  expect(maxPercent(80, runPercent({ ...testRun, phase: 'CLEANING' }))).toBe(100)
})

test('unknown figures are left out', () => {
  expect(copyingFigures(testRun)).toEqual([
    '12 of 120 files',
    '1.3 GB of 2.5 GB',
    '12 MB per second',
    'about 2 minutes left',
  ])
  expect(copyingFigures({ ...testRun, bytesPerSecond: null, secondsLeft: null })).toHaveLength(2)
})

test('speed and time left are told only while it copies', () => {
  expect(copyingFigures({ ...testRun, phase: 'CLEANING' })).toHaveLength(2)
  expect(copyingFigures({ ...testRun, status: 'WAITING_FOR_DROPBOX' })).toHaveLength(2)
})

test('the calculation counts files and folders, and tells what was copied meanwhile', () => {
  expect(countingFigures({ ...testRun, entriesListed: 0 })).toEqual(['Asking Dropbox what is in the folder'])
  expect(countingFigures(testRun)).toEqual(['130 files and folders counted so far', '12 copied already'])
})

test('the outcome tells of removed and left out files only where there are some', () => {
  const ended = { ...testRun, status: 'SUCCEEDED' } as const
  expect(outcomeCounts(ended)).toEqual(['12 copied', '10 unchanged'])
  expect(outcomeCounts({ ...ended, filesDeleted: 3, filesIgnored: 2 })).toEqual([
    '12 copied',
    '10 unchanged',
    '3 removed',
    '2 left out',
  ])
})

test('what would be deleted is told with how much there is', () => {
  expect(deletionQuestion({ filesDeleted: 38 }, 60)).toBe(
    '38 of 60 files would be deleted. Nothing has been deleted yet.',
  )
  expect(deletionQuestion({ filesDeleted: 38 }, undefined)).toBe(
    '38 files would be deleted. Nothing has been deleted yet.',
  )
})

test('waiting is told before the phase', () => {
  expect(phaseTitle(testRun)).toBe('Copying from Dropbox')
  expect(phaseTitle({ ...testRun, status: 'WAITING_FOR_DROPBOX' })).toBe('Waiting for Dropbox')
})

test('what is read out changes only every tenth of the way', () => {
  expect(screenReaderMessage(testRun, 50)).toBe('Copying from Dropbox, 50 percent')
  expect(screenReaderMessage(testRun, 58)).toBe('Copying from Dropbox, 50 percent')
  expect(
    screenReaderMessage(
      { ...testRun, status: 'SUCCEEDED', phase: 'DONE', finishedAt: '2026-11-24T10:02:00.000Z' },
      100,
    ),
  ).toBe('Synchronised. 12 copied, 10 unchanged.')
})

test('a run that waits for a decision says so instead of a percent', () => {
  expect(screenReaderMessage({ ...testRun, status: 'WAITING_FOR_CONFIRMATION' }, 0)).toBe('Waiting for a decision')
})
