import { expect, test } from 'vitest'
import type { PackageSummary } from '../packages/package-summary.ts'
import { nextStep } from './next-step.ts'

const draft = { id: 'd', errors: { totalCount: 0 }, warnings: null, notes: null }
const succeeded = { status: 'SUCCEEDED', phase: 'DONE', error: null }
const production = { environment: { id: 'p' }, release: { number: 1 }, deployedAt: '2026-01-01T00:00:00Z' }
const base = {
  status: 'DRAFT',
  state: 'CHANGES_NOT_PUBLISHED',
  draft,
  currentSyncRun: null,
  syncRuns: { nodes: [succeeded] },
  transcode: null,
  deployments: [],
  publications: { nodes: [] },
}
const step = (changes: object) => nextStep({ ...base, ...changes } as unknown as PackageSummary)
const publication = (status: string, finishedAt: string | null) => ({
  publications: { nodes: [{ status, finishedAt, blockers: [], environment: { id: 'p' } }] },
})

test.each<[string, object, string, unknown]>([
  ['is archived', { status: 'ARCHIVED' }, 'Archived', 'restore'],
  ['was never synchronized', { draft: null, syncRuns: { nodes: [] } }, 'Not synchronized', 'synchronize'],
  ['failed to synchronize', { syncRuns: { nodes: [{ status: 'FAILED', error: null }] } }, 'Sync failed', 'retry'],
  ['was never published', {}, 'Not published', 'publish'],
  ['has changes', { deployments: [production] }, 'Changes not published', 'publish'],
  ['shows the newest draft', { deployments: [production], state: 'UP_TO_DATE' }, 'Up to date', null],
  ['is being published', publication('COPYING', null), 'Publishing', null],
  ['has videos in work', { deployments: [production], state: 'RUNNING' }, 'Processing videos', 'publish'],
])('a package that %s has its next step', (_, changes, state, action) => {
  expect(step(changes)).toMatchObject({ state, action })
})

test('the draft is up to date only when every environment shows it, as in the list', () => {
  const staging = { ...production, environment: { id: 's' } }
  expect(step({ deployments: [production, staging] }).state).toBe('Changes not published')
  expect(step({ deployments: [production, staging], state: 'UP_TO_DATE' }).state).toBe('Up to date')
})

test.each([
  [{ status: 'RUNNING', phase: 'CALCULATING', percent: null }, 'Reading folder…', null],
  [{ status: 'RUNNING', phase: 'COPYING', percent: 62.4 }, 'Copying 62%', null],
  [{ status: 'WAITING_FOR_CONFIRMATION', phase: 'COPYING', percent: 100 }, 'Needs a decision', 'sync'],
  [{ status: 'WAITING_FOR_DROPBOX', phase: 'CALCULATING', percent: null }, 'Waiting for Dropbox', 'sync'],
])('during a run with %j the state is its phase', (currentSyncRun, state, show) => {
  expect(step({ currentSyncRun })).toMatchObject({ state, action: show && { show } })
})

test.each([
  ['lost its folder', { syncRuns: { nodes: [{ status: 'FAILED', error: { code: 'FOLDER_GONE' } }] } }, 'folder'],
  [
    'has the folder of another',
    { syncRuns: { nodes: [{ status: 'FAILED', error: { code: 'FOLDER_TAKEN' } }] } },
    'folder',
  ],
  ['has videos that failed', { state: 'VIDEOS_FAILED' }, 'videos'],
  ['was not published for an error', { state: 'PUBLISHING_BLOCKED' }, 'environments'],
  ['has errors', { draft: { ...draft, errors: { totalCount: 3 } } }, 'findings'],
  ['waits for the budget', { transcode: { status: 'WAITING_FOR_BUDGET' } }, 'videos'],
  ['was not let into an environment', publication('BLOCKED', '2026-02-01T00:00:00Z'), 'environments'],
])('a package that %s leads to the part of the page', (_, changes, show) => {
  expect(step(changes)).toMatchObject({ tone: expect.stringMatching(/attention|failed/), action: { show } })
})

test('what stops a package comes before what would be next', () => {
  const failed = { syncRuns: { nodes: [{ status: 'FAILED', error: null }] } }
  const errors = { draft: { ...draft, errors: { totalCount: 1 } } }
  expect(step({ ...failed, ...errors }).action).toBe('retry')
  expect(step({ ...errors, transcode: { status: 'WAITING_FOR_BUDGET' } }).state).toBe('1 problem to fix')
})
