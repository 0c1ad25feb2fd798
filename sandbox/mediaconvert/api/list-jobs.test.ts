import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { type Job, newJob } from '../job/job.ts'
import { type JobStore, openJobStore } from '../job/job-store.ts'
import { listJobs } from './list-jobs.ts'
import { parseJobRequest } from '../job/request.ts'
import { buildRequest } from '../sample-request.ts'
import type { Service } from './service.ts'

let folder: string
let jobs: JobStore

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jobs-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  jobs = openJobStore(folder)
})

function add(count: number, overrides: Parameters<typeof buildRequest>[0] = {}) {
  for (let number = 0; number < count; number++)
    jobs.save(newJob(parseJobRequest(buildRequest(overrides)), jobs.all().at(-1)?.createdAt ?? 0))
}

function page(query: Record<string, string>) {
  const service = { jobs, region: 'us-east-1' } as Service
  const { jobs: found, nextToken } = listJobs(service, new URLSearchParams(query)).body as {
    jobs: Job[]
    nextToken?: string
  }
  return { ids: found.map(({ id }) => id), nextToken }
}

const ids = () => jobs.all().map(({ id }) => id)

test('a page holds twenty jobs at most, and the next begins behind it', () => {
  add(45)
  const first = page({})
  const second = page({ nextToken: first.nextToken! })
  const third = page({ nextToken: second.nextToken! })
  expect([first.ids.length, second.ids.length, third.ids.length]).toEqual([20, 20, 5])
  expect([...first.ids, ...second.ids, ...third.ids]).toEqual(ids().reverse())
  expect(third.nextToken).toBeUndefined()
})

test('a page is the same when jobs were added since, in either order', () => {
  add(5)
  const before = ids()
  const newest = page({ maxResults: '2' })
  const oldest = page({ maxResults: '2', order: 'ASCENDING' })
  add(3)
  expect(page({ maxResults: '2', nextToken: newest.nextToken! }).ids).toEqual([before[2], before[1]])
  expect(page({ maxResults: '2', order: 'ASCENDING', nextToken: oldest.nextToken! }).ids).toEqual(before.slice(2, 4))
})

test('the next page begins where it should when the job before it has another status by now', () => {
  add(4)
  const { nextToken } = page({ status: 'SUBMITTED', maxResults: '2' })
  jobs.get(nextToken!)!.status = 'COMPLETE'
  expect(page({ status: 'SUBMITTED', nextToken: nextToken! }).ids).toEqual(ids().slice(0, 2).reverse())
})

test('the order outlives a restart', () => {
  add(30)
  const before = ids()
  jobs = openJobStore(folder)
  expect(ids()).toEqual(before)
})

test('jobs are found by input and queue', () => {
  add(1)
  add(1, { fileInput: 's3://lectern/sources/other.mp4' })
  const [, other] = ids()
  expect(page({ inputFile: 'sources/other' }).ids).toEqual([other])
  expect(page({ queue: 'Default' }).ids).toHaveLength(2)
  expect(page({ queue: 'arn:aws:mediaconvert:us-east-1:111122223333:queues/Default' }).ids).toHaveLength(2)
  expect(page({ queue: 'Other' }).ids).toEqual([])
})

test.each([
  ['maxResults', '21'],
  ['maxResults', '0'],
  ['order', 'RANDOM'],
  ['status', 'DONE'],
  ['nextToken', 'x'],
])('%s=%s is refused', (name, value) => {
  expect(() => page({ [name]: value })).toThrow(`/${name}: `)
})
