import { expect, test } from 'vitest'
import { summarizeJobs } from './job-list.ts'

test('counts the jobs ahead of each waiting job, including jobs of others', () => {
  const newestFirst = [
    { id: 'd', status: 'SUBMITTED', percent: null },
    { id: 'foreign', status: 'SUBMITTED', percent: null },
    { id: 'c', status: 'SUBMITTED', percent: null },
    { id: 'b', status: 'PROGRESSING', percent: 40 },
    { id: 'a', status: 'COMPLETE', percent: 100 },
    { id: 'older', status: 'COMPLETE', percent: 100 },
  ]
  expect(summarizeJobs(newestFirst, new Set(['a', 'b', 'c', 'd']))).toEqual({
    progress: [
      { jobId: 'b', percent: 40, jobsAhead: null },
      { jobId: 'c', percent: null, jobsAhead: 0 },
      { jobId: 'd', percent: null, jobsAhead: 2 },
    ],
    finishedJobIds: ['a'],
  })
})

test('reports 0 percent for a running job without a percentage', () => {
  expect(summarizeJobs([{ id: 'a', status: 'PROGRESSING', percent: null }], new Set(['a'])).progress).toEqual([
    { jobId: 'a', percent: 0, jobsAhead: null },
  ])
})
