import { expect, test } from 'vitest'
import type { PackageSummary } from '../packages/package-summary.ts'
import { buildTranscode } from '../videos/test-transcode.ts'
import { stepsOf } from './way.ts'

const none = { totalCount: 0 }
const draft = { id: 'd', revision: 2, fileCount: 779, settled: true, errors: none, warnings: none, notes: none }
const base = {
  draft,
  currentSyncRun: null,
  syncRuns: { nodes: [{ status: 'SUCCEEDED', phase: 'DONE', finishedAt: '2026-01-01T00:00:00Z', error: null }] },
  transcode: null,
  deployments: [{ environment: { id: 'p' }, release: { number: 3 } }],
}
const environments = [
  { id: 'p', name: 'Production' },
  { id: 's', name: 'Staging' },
]
const steps = (changes: object) =>
  stepsOf({ ...base, ...changes } as unknown as PackageSummary, environments).map(({ label, tone, value, at }) => [
    label,
    tone,
    value ?? at,
  ])

test('the way of a published package leads from Dropbox to each environment', () => {
  expect(steps({})).toEqual([
    ['Synchronized', 'done', '2026-01-01T00:00:00Z'],
    ['Findings', 'done', 'None'],
    ['Draft', 'done', '2 · 779 files'],
    ['Production', 'done', 'Release 3'],
    ['Staging', 'waiting', 'Not published'],
  ])
})

test('a new package has no findings and no videos', () => {
  expect(steps({ draft: null, syncRuns: { nodes: [] }, deployments: [] })).toEqual([
    ['Synchronized', 'waiting', 'Not yet'],
    ['Draft', 'waiting', 'None'],
    ['Production', 'waiting', 'Not published'],
    ['Staging', 'waiting', 'Not published'],
  ])
})

test.each([
  [2, 25, 0, 'failed', '2 errors · 25 warnings'],
  [1, 0, 4, 'failed', '1 error'],
  [0, 1, 4, 'attention', '1 warning'],
  [0, 0, 4, 'done', '4 notes'],
])('%i errors, %i warnings, and %i notes are %s', (errors, warnings, notes, tone, value) => {
  const counts = { errors: { totalCount: errors }, warnings: { totalCount: warnings }, notes: { totalCount: notes } }
  expect(steps({ draft: { ...draft, ...counts } })).toContainEqual(['Findings', tone, value])
})

test.each([
  ['running', {}, '3 of 7 ready'],
  ['failed', { videosFailed: 1 }, '3 of 7 ready'],
  ['done', { ready: { totalCount: 7 } }, '7 of 7 ready'],
  ['waiting', { finishedAt: '2026-01-01T00:00:00Z' }, '3 of 7 ready'],
] as const)('videos are %s', (tone, overrides, value) => {
  expect(steps({ transcode: buildTranscode(overrides) })).toContainEqual(['Videos', tone, value])
})
