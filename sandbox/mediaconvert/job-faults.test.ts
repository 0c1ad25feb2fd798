import * as mc from '@aws-sdk/client-mediaconvert'
import { expect, test } from 'vitest'
import { parseFaults } from '../faults/fault.ts'
import { sampleJob } from './sample-job.ts'
import {
  createTestJob,
  headObject,
  newStateFolder,
  readObject,
  setUpTestBench,
  startStandIn,
  waitForEnd,
} from './test-bench.ts'

setUpTestBench()

/** Parses faults as a script would post them. */
function faultsOf(...faults: object[]) {
  const parsed = parseFaults(
    JSON.stringify(faults.map(fault => ({ target: 'mediaconvert', operation: 'CreateJob', ...fault }))),
  )
  if (typeof parsed === 'string') throw new Error(parsed)
  return parsed
}

test('ends only the matching job with an error', async () => {
  const { client, faults, detailsOf, statuses } = await startStandIn()
  faults.add(faultsOf({ kind: 'job-error', code: 1076, match: 'sources/clip' }))
  const failed = await createTestJob(client, { output: 'forced' })
  const good = await createTestJob(client, { output: 'unforced' })
  expect(await waitForEnd(client, failed.Id)).toMatchObject({ Status: 'ERROR', ErrorCode: 1076 })
  expect(statuses(failed.Id!)).toEqual(['PROGRESSING', 'ERROR'])
  expect(detailsOf(failed.Id!).at(-1)).toMatchObject({ errorCode: 1076, errorMessage: expect.any(String) })
  expect((await waitForEnd(client, good.Id)).Status).toBe('COMPLETE')
  await expect(headObject('media/forced/index.m3u8')).rejects.toMatchObject({ name: 'NotFound' })
})

test('loses a segment of a successful job, even one that an earlier job stored', async () => {
  const { client, faults } = await startStandIn()
  const missing = async () => {
    const playlist = (await readObject('media/lost/index_180p.m3u8')).toString()
    const names = playlist.match(/^index.*ts$/gm) ?? []
    const found = await Promise.all(names.map(name => headObject(`media/lost/${name}`).catch(() => undefined)))
    return found.filter(object => object === undefined).length
  }
  await waitForEnd(client, (await createTestJob(client, { output: 'lost' })).Id)
  expect(await missing()).toBe(0)
  faults.add(faultsOf({ kind: 'bad-output' }))
  const { Id } = await createTestJob(client, { output: 'lost' })
  expect((await waitForEnd(client, Id)).Status).toBe('COMPLETE')
  expect(await missing()).toBe(1)
})

test('still applies a job’s fault after a restart', async () => {
  const state = await newStateFolder()
  const first = await startStandIn({ state, preset: 'veryslow' })
  await createTestJob(first.client, { source: 'long', output: 'before', sizes: [[1280, 720]] })
  first.faults.add(faultsOf({ kind: 'job-error', code: 1404 }))
  const { Id } = await createTestJob(first.client, { output: 'waiting' })
  await first.close()
  const second = await startStandIn({ state })
  expect(await waitForEnd(second.client, Id)).toMatchObject({ Status: 'ERROR', ErrorCode: 1404 })
}, 120_000)

test.each([{ headers: { 'x-amzn-errortype': 'TooManyRequestsException' } }, {}])(
  'raises the SDK’s exception for too many requests with %o',
  async extraFields => {
    const { client, faults } = await startStandIn()
    faults.add(faultsOf({ kind: 'status', status: 429, times: 3, ...extraFields }))
    const refused = client.send(new mc.CreateJobCommand(sampleJob({ output: 'throttled' })))
    await expect(refused).rejects.toBeInstanceOf(mc.TooManyRequestsException)
    await expect(refused).rejects.toMatchObject({ $metadata: { attempts: 3, httpStatusCode: 429 } })
    expect((await client.send(new mc.ListJobsCommand({}))).Jobs).toEqual([])
  },
)

test('returns the same job for the same token after a lost response', async () => {
  const { client, faults } = await startStandIn()
  faults.add(faultsOf({ kind: 'late-status', status: 500 }))
  const { Job, $metadata } = await client.send(new mc.CreateJobCommand(sampleJob({ output: 'found', token: 'lost' })))
  expect($metadata.attempts).toBe(2)
  expect((await client.send(new mc.ListJobsCommand({}))).Jobs?.map(({ Id }) => Id)).toEqual([Job?.Id])
  faults.add(faultsOf({ kind: 'late-status', status: 500, times: 3 }))
  const lost = client.send(new mc.CreateJobCommand(sampleJob({ source: 'none', output: 'found' })))
  await expect(lost).rejects.toBeInstanceOf(mc.InternalServerErrorException)
})

test('keeps a proxy’s response unchanged', async () => {
  const { client, faults } = await startStandIn()
  faults.add(faultsOf({ kind: 'status', status: 503, body: '<html>busy</html>', times: 3 }))
  const refused = client.send(new mc.CreateJobCommand(sampleJob({ output: 'busy' })))
  await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
})
