import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { type Job, newJob } from '../job/job.ts'
import { type JobStore, openJobStore } from '../job/job-store.ts'
import { parseJobRequest } from '../job/request.ts'
import { buildRequest } from '../sample-request.ts'
import { listJobs } from './list-jobs.ts'
import type { Service } from './service.ts'

let folder: string
let jobs: JobStore

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jobs-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  jobs = openJobStore(folder)
})

function addJobs(count: number, overrides: Parameters<typeof buildRequest>[0] = {}) {
  for (let number = 0; number < count; number++)
    jobs.save(newJob(parseJobRequest(buildRequest(overrides)), jobs.all().at(-1)?.createdAt ?? 0))
}

function fetchPage(query: Record<string, string>) {
  const service = { jobs, region: 'us-east-1' } as Service
  const { jobs: found, nextToken } = listJobs(service, new URLSearchParams(query)).body as {
    jobs: Job[]
    nextToken?: string
  }
  return { ids: found.map(({ id }) => id), nextToken }
}

const ids = () => jobs.all().map(({ id }) => id)

test('returns at most 20 jobs on a page, and continues after the last one', () => {
  addJobs(45)
  const first = fetchPage({})
  const second = fetchPage({ nextToken: first.nextToken! })
  const third = fetchPage({ nextToken: second.nextToken! })
  expect([first.ids.length, second.ids.length, third.ids.length]).toEqual([20, 20, 5])
  expect([...first.ids, ...second.ids, ...third.ids]).toEqual(ids().reverse())
  expect(third.nextToken).toBeUndefined()
})

test('returns the same page in either order when jobs were added meanwhile', () => {
  addJobs(5)
  const before = ids()
  const newest = fetchPage({ maxResults: '2' })
  const oldest = fetchPage({ maxResults: '2', order: 'ASCENDING' })
  addJobs(3)
  expect(fetchPage({ maxResults: '2', nextToken: newest.nextToken! }).ids).toEqual([before[2], before[1]])
  expect(fetchPage({ maxResults: '2', order: 'ASCENDING', nextToken: oldest.nextToken! }).ids).toEqual(
    before.slice(2, 4),
  )
})

test('continues at the right job when the status of the previous one has changed', () => {
  addJobs(4)
  const { nextToken } = fetchPage({ status: 'SUBMITTED', maxResults: '2' })
  jobs.get(nextToken!)!.status = 'COMPLETE'
  expect(fetchPage({ status: 'SUBMITTED', nextToken: nextToken! }).ids).toEqual(ids().slice(0, 2).reverse())
})

test('keeps the order across a restart', () => {
  addJobs(30)
  const before = ids()
  jobs = openJobStore(folder)
  expect(ids()).toEqual(before)
})

test('finds jobs by input and queue', () => {
  addJobs(1)
  addJobs(1, { fileInput: 's3://lectern/sources/other.mp4' })
  const [, other] = ids()
  expect(fetchPage({ inputFile: 'sources/other' }).ids).toEqual([other])
  expect(fetchPage({ queue: 'Default' }).ids).toHaveLength(2)
  expect(fetchPage({ queue: 'arn:aws:mediaconvert:us-east-1:111122223333:queues/Default' }).ids).toHaveLength(2)
  expect(fetchPage({ queue: 'Other' }).ids).toEqual([])
})

test.each([
  ['maxResults', '21'],
  ['maxResults', '0'],
  ['order', 'RANDOM'],
  ['status', 'DONE'],
  ['nextToken', 'x'],
])('rejects %s=%s', (name, value) => {
  expect(() => fetchPage({ [name]: value })).toThrow(`/${name}: `)
})
