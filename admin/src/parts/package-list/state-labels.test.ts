import { expect, test } from 'vitest'
import type { ListedPackage } from './listed-package.ts'
import { shownLabel, stateTone, stateWords } from './state-labels.ts'

const base = {
  state: 'RUNNING',
  deployments: [],
  currentSyncRun: null,
  currentPublication: null,
  currentTranscode: null,
}
const words = (changes: object) => stateWords({ ...base, ...changes } as unknown as ListedPackage)
const run = (changes: object) => ({
  currentSyncRun: {
    status: 'RUNNING',
    phase: 'COPYING',
    percent: 62.4,
    secondsLeft: 180,
    finishedAt: null,
    ...changes,
  },
})

test('while a package runs, its state is what runs, with its percent and the time left', () => {
  expect(words(run({}))).toEqual({ state: 'Copying 62% · about 3 minutes left', work: null })
  expect(words(run({ phase: 'CALCULATING', percent: null })).state).toBe('Reading folder…')
  const copying = { status: 'COPYING', filesDone: 1, filesTotal: 4, finishedAt: null }
  expect(words({ currentPublication: copying }).state).toBe('Publishing 25%')
  expect(words({ currentPublication: { ...copying, status: 'QUEUED', filesTotal: 0 } }).state).toBe('Publishing')
  const encoding = { status: 'RUNNING', percent: 40, finishedAt: null }
  expect(words({ currentTranscode: encoding }).state).toBe('Processing videos 40%')
})

test('a worse state stays, and says besides what runs', () => {
  expect(words({ state: 'PUBLISHING_BLOCKED', ...run({ secondsLeft: null }) })).toEqual({
    state: 'Publishing blocked',
    work: 'Copying 62%',
  })
  expect(words({ state: 'NEEDS_DECISION', ...run({ status: 'WAITING_FOR_CONFIRMATION' }) }).work).toBeNull()
})

test('a package that no environment shows is not published', () => {
  expect(words({ state: 'CHANGES_NOT_PUBLISHED' }).state).toBe('Not published')
  expect(words({ state: 'CHANGES_NOT_PUBLISHED', deployments: [{}] }).state).toBe('Changes not published')
})

test('an environment is behind by the number of changed files', () => {
  expect(shownLabel({ release: { id: 'r', number: 2 }, changedFiles: 0 })).toEqual({ label: 'r2', help: undefined })
  expect(shownLabel({ release: { id: 'r', number: 2 }, changedFiles: 3 })).toEqual({
    label: 'r2 · 3 behind',
    help: '3 files changed since release 2',
  })
})

test('what failed is red, and what waits for a person is amber', () => {
  expect([stateTone('SYNC_FAILED'), stateTone('NEEDS_DECISION'), stateTone('UP_TO_DATE')]).toEqual([
    'failed',
    'attention',
    'done',
  ])
})
