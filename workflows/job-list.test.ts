import { expect, test } from 'vitest'
import { readJobs } from './job-list.ts'

test('who waits is told how many wait before it, jobs of others too', () => {
  const newestFirst = [
    { id: 'd', status: 'SUBMITTED', percent: null },
    { id: 'foreign', status: 'SUBMITTED', percent: null },
    { id: 'c', status: 'SUBMITTED', percent: null },
    { id: 'b', status: 'PROGRESSING', percent: 40 },
    { id: 'a', status: 'COMPLETE', percent: 100 },
    { id: 'older', status: 'COMPLETE', percent: 100 },
  ]
  expect(readJobs(newestFirst, new Set(['a', 'b', 'c', 'd']))).toEqual({
    progress: [
      { jobId: 'b', percent: 40, jobsBefore: null },
      { jobId: 'c', percent: null, jobsBefore: 0 },
      { jobId: 'd', percent: null, jobsBefore: 2 },
    ],
    over: ['a'],
  })
})

test('a job that has begun and says no percentage is at its beginning', () => {
  expect(readJobs([{ id: 'a', status: 'PROGRESSING', percent: null }], new Set(['a'])).progress).toEqual([
    { jobId: 'a', percent: 0, jobsBefore: null },
  ])
})
