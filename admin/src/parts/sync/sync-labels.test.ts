import { expect, test } from 'vitest'
import {
  copyingFigures,
  countingFigures,
  deletionQuestion,
  maxPercent,
  nextSteps,
  outcomeCounts,
  phaseTitle,
  runPercent,
  screenReaderMessage,
} from './sync-labels.ts'
import { testRun } from './test-run.ts'

test('the bar never goes back when files are added during copying', () => {
  expect(maxPercent(null, runPercent({ ...testRun, phase: 'CALCULATING' }))).toBeNull()
  expect(maxPercent(null, runPercent(testRun))).toBe(50)
  expect(maxPercent(50, runPercent({ ...testRun, percent: 25 }))).toBe(50)
  expect(maxPercent(50, runPercent({ ...testRun, percent: 80 }))).toBe(80)
  expect(maxPercent(80, runPercent({ ...testRun, phase: 'CLEANING' }))).toBe(100)
})

test('copyingFigures omits unknown figures', () => {
  expect(copyingFigures(testRun)).toEqual(['12 of 120 files', '1.3 GB of 2.5 GB', '12 MB/s', 'about 2 minutes left'])
  expect(copyingFigures({ ...testRun, bytesPerSecond: null, secondsLeft: null })).toHaveLength(2)
})

test('copyingFigures has the speed and time left only while files are being copied', () => {
  expect(copyingFigures({ ...testRun, phase: 'CLEANING' })).toHaveLength(2)
  expect(copyingFigures({ ...testRun, status: 'WAITING_FOR_DROPBOX' })).toHaveLength(2)
})

test('countingFigures has the items found and the files already copied', () => {
  expect(countingFigures({ ...testRun, entriesListed: 0 })).toEqual(['Requesting the file list from Dropbox'])
  expect(countingFigures(testRun)).toEqual(['130 files and folders found', '12 already copied'])
})

test('outcomeCounts has deleted and ignored files only if there are some', () => {
  const ended = { ...testRun, status: 'SUCCEEDED' } as const
  expect(outcomeCounts(ended)).toEqual(['12 copied', '10 unchanged'])
  expect(outcomeCounts({ ...ended, filesDeleted: 3, filesIgnored: 2 })).toEqual([
    '12 copied',
    '10 unchanged',
    '3 deleted',
    '2 ignored',
  ])
})

test('deletionQuestion has the number of files in the draft if it is known', () => {
  expect(deletionQuestion({ filesDeleted: 38 }, 60)).toBe(
    'Delete 38 of 60 files? They are no longer in Dropbox. Nothing has been deleted yet.',
  )
  expect(deletionQuestion({ filesDeleted: 38 }, undefined)).toBe(
    'Delete 38 files? They are no longer in Dropbox. Nothing has been deleted yet.',
  )
})

test('waiting takes precedence over the phase', () => {
  expect(phaseTitle(testRun)).toBe('Copying')
  expect(phaseTitle({ ...testRun, status: 'WAITING_FOR_DROPBOX' })).toBe('Waiting for Dropbox')
})

test('the screen reader message changes only with each 10%', () => {
  expect(screenReaderMessage(testRun, 50)).toBe('Copying, 50%')
  expect(screenReaderMessage(testRun, 58)).toBe('Copying, 50%')
  expect(
    screenReaderMessage(
      { ...testRun, status: 'SUCCEEDED', phase: 'DONE', finishedAt: '2026-11-24T10:02:00.000Z' },
      100,
    ),
  ).toBe('Synchronized. 12 copied, 10 unchanged.')
})

test('the screen reader message has no percentage while a decision is needed', () => {
  for (const status of ['WAITING_FOR_CONFIRMATION', 'WAITING_FOR_FOLDER'] as const)
    expect(screenReaderMessage({ ...testRun, status }, 0)).toBe('Needs a decision')
})

test('nextSteps explains how to continue after a run that did not succeed', () => {
  const failed = { ...testRun, status: 'FAILED' } as const
  expect(nextSteps({ ...failed, filesDone: 0 })).toBe('Something went wrong. Synchronize again.')
  expect(nextSteps({ ...failed, error: { code: 'X', message: 'Dropbox is full.', path: null } })).toBe(
    'Dropbox is full. Copied files are kept.',
  )
  expect(nextSteps({ ...testRun, status: 'CANCELED', filesDeleted: 3 })).toBe(
    'Copied files are kept. No files were deleted. Synchronize again to continue.',
  )
})

test('nextSteps says which files were kept when only deletions were left', () => {
  const kept = { ...testRun, status: 'CANCELED', filesDone: 120, filesDeleted: 384 } as const
  expect(nextSteps(kept)).toBe('You kept 384 files that are no longer in Dropbox. The draft differs from Dropbox.')
  expect(nextSteps({ ...kept, filesDeleted: 0 })).toContain('Synchronize again to continue.')
})

test('nextSteps is null after success, unless the folder is empty', () => {
  const succeeded = { ...testRun, status: 'SUCCEEDED' } as const
  expect(nextSteps(succeeded)).toBeNull()
  expect(nextSteps({ ...succeeded, filesDone: 0, filesUnchanged: 0 })).toContain('The folder is empty.')
})
