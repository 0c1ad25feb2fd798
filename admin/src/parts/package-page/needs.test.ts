import { expect, test } from 'vitest'
import type { PackageSummary } from '../packages/package-summary.ts'
import { buildTranscode } from '../videos/test-transcode.ts'
import { needsOf } from './needs.ts'

const none = { totalCount: 0 }
const draft = { id: 'd', settled: true, rootPage: 'index.html', errors: none, warnings: none, notes: none }
const base = { draft, transcode: null, deployments: [], publications: { nodes: [] } }
const environments = [{ id: 'p', name: 'Production' }]
const blocked = {
  nodes: [{ status: 'BLOCKED', finishedAt: '2026-01-01T00:00:00Z', blockers: [], environment: { id: 'p' } }],
}
const texts = (changes: object) =>
  needsOf({ ...base, ...changes } as unknown as PackageSummary, environments).map(({ text }) => text)

test('a good draft needs nothing, and neither does a package without one', () => {
  expect(texts({})).toEqual([])
  expect(texts({ draft: null })).toEqual([])
})

test.each([
  [{ draft: { ...draft, rootPage: null } }, 'Lectern does not know which page to open first.'],
  [{ draft: { ...draft, errors: { totalCount: 2 } } }, '2 errors in the draft. Teachers would see them.'],
  [{ draft: { ...draft, settled: false } }, 'The draft is incomplete: Dropbox was still uploading files.'],
  [{ publications: blocked }, 'Publishing to Production was stopped.'],
  [{ transcode: buildTranscode({ videosFailed: 1 }) }, '1 video could not be processed.'],
  [
    { transcode: buildTranscode({ status: 'WAITING_FOR_BUDGET' }) },
    'Videos wait, because the monthly limit is reached.',
  ],
])('a package with %o says it', (changes, text) => {
  expect(texts(changes)).toEqual([text])
})

test('the three worst are shown', () => {
  const worst = { ...draft, rootPage: null, settled: false, errors: { totalCount: 1 } }
  expect(texts({ draft: worst, publications: blocked, transcode: buildTranscode({ videosFailed: 1 }) })).toEqual([
    'Lectern does not know which page to open first.',
    'Publishing to Production was stopped.',
    '1 error in the draft. Teachers would see it.',
  ])
})
