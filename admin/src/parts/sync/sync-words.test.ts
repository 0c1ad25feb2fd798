import { describe, expect, test } from 'vitest'
import {
  announcement,
  copiedPercent,
  copyingFigures,
  countingFigures,
  deletionQuestion,
  farthest,
  outcomeLine,
  percentOf,
  phaseTitle,
} from './sync-words.ts'
import { run } from './test-run.ts'

describe('how far the copying is', () => {
  test('goes by bytes', () => expect(copiedPercent(run)).toBe(50))
  test('goes by files where all are empty', () =>
    expect(copiedPercent({ ...run, bytesTotal: 0, bytesDone: 0 })).toBe(10))
  test('is all where nothing is to be copied', () =>
    expect(copiedPercent({ bytesTotal: 0, bytesDone: 0, filesTotal: 0, filesDone: 0 })).toBe(100))
})

test('the bar never goes back: what comes while it copies only slows it down', () => {
  expect(farthest(null, percentOf({ ...run, phase: 'CALCULATING' }))).toBeNull()
  expect(farthest(null, percentOf(run))).toBe(50)
  expect(farthest(50, percentOf({ ...run, bytesTotal: 5_000_000_000 }))).toBe(50)
  expect(farthest(50, percentOf({ ...run, bytesDone: 2_000_000_000 }))).toBe(80)
  expect(farthest(80, percentOf({ ...run, phase: 'CLEANING' }))).toBe(100)
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
  expect(copyingFigures({ ...run, status: 'WAITING_FOR_DROPBOX' })).toHaveLength(2)
})

test('the calculation counts files and folders, and tells what was copied meanwhile', () => {
  expect(countingFigures({ ...run, entriesListed: 0 })).toEqual(['Asking Dropbox what is in the folder'])
  expect(countingFigures(run)).toEqual(['130 files and folders counted so far', '12 copied already'])
})

test('the outcome tells of removed and left out files only where there are some', () => {
  const ended = { ...run, status: 'SUCCEEDED' } as const
  expect(outcomeLine(ended)).toEqual(['12 copied', '10 unchanged'])
  expect(outcomeLine({ ...ended, filesDeleted: 3, filesIgnored: 2 })).toEqual([
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
  expect(phaseTitle(run)).toBe('Copying from Dropbox')
  expect(phaseTitle({ ...run, status: 'WAITING_FOR_DROPBOX' })).toBe('Waiting for Dropbox')
})

test('what is read out changes only every tenth of the way', () => {
  expect(announcement(run, 50)).toBe('Copying from Dropbox, 50 percent')
  expect(announcement(run, 58)).toBe('Copying from Dropbox, 50 percent')
  expect(
    announcement({ ...run, status: 'SUCCEEDED', phase: 'DONE', finishedAt: '2026-11-24T10:02:00.000Z' }, 100),
  ).toBe('Synchronised. 12 copied, 10 unchanged.')
})

test('a run that waits for a decision says so instead of a percent', () => {
  expect(announcement({ ...run, status: 'WAITING_FOR_CONFIRMATION' }, 0)).toBe('Waiting for a decision')
})
