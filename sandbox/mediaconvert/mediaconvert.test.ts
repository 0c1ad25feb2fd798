import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as mc from '@aws-sdk/client-mediaconvert'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type SampleJobOptions, sampleJob } from './sample-job.ts'
import {
  clientOf,
  createTestJob,
  newStateFolder,
  readObject,
  setUpTestBench,
  startOptions,
  startStandIn,
  waitForEnd,
} from './test-bench.ts'

setUpTestBench()

test('runs jobs in order, and cancels a waiting or running job once', async () => {
  const { client, statuses, state } = await startStandIn({ preset: 'veryslow' })
  const jobOptions: SampleJobOptions = { source: 'long', output: 'canceled', sizes: [[1920, 1080]] }
  const [first, second] = [await createTestJob(client, jobOptions), await createTestJob(client, jobOptions)]
  await vi.waitFor(() => expect(statuses(first.Id!)).toContain('INPUT_INFORMATION'), { timeout: 20_000 })
  const isTranscoding = async () => {
    const running = (await client.send(new mc.GetJobCommand({ Id: first.Id }))).Job
    expect(running).toMatchObject({ Status: 'PROGRESSING', CurrentPhase: 'TRANSCODING' })
  }
  await vi.waitFor(isTranscoding, { timeout: 20_000 })
  expect((await client.send(new mc.GetJobCommand({ Id: second.Id }))).Job?.Status).toBe('SUBMITTED')

  await client.send(new mc.CancelJobCommand({ Id: second.Id }))
  expect((await waitForEnd(client, second.Id)).Status).toBe('CANCELED')
  expect(statuses(second.Id!)).toEqual(['CANCELED'])
  await client.send(new mc.CancelJobCommand({ Id: first.Id }))
  expect((await waitForEnd(client, first.Id)).Status).toBe('CANCELED')
  expect(statuses(first.Id!).at(-1)).toBe('CANCELED')
  expect(await readdir(join(state, 'work'))).toEqual([])
  const secondCancel = client.send(new mc.CancelJobCommand({ Id: first.Id }))
  await expect(secondCancel).rejects.toMatchObject({ name: 'ConflictException' })
})

test('runs as many jobs at the same time as allowed', async () => {
  const { client, statuses } = await startStandIn({ preset: 'veryslow', concurrentJobs: 2 })
  const ids: string[] = []
  for (let number = 0; number < 3; number++)
    ids.push((await createTestJob(client, { source: 'long', output: 'many' })).Id!)
  await vi.waitFor(() => expect(ids.slice(0, 2).map(id => statuses(id)[0])).toEqual(['PROGRESSING', 'PROGRESSING']))
  expect(statuses(ids[2]!)).toEqual([])
  for (const Id of ids) await client.send(new mc.CancelJobCommand({ Id })).catch(() => {})
})

test('returns the same job for the same token within a minute, and a new one after that', async () => {
  const { client } = await startStandIn()
  const first = await createTestJob(client, { token: 'a', output: 'token' })
  expect((await createTestJob(client, { token: 'a', output: 'token' })).Id).toBe(first.Id)
  expect((await createTestJob(client, { token: 'b', output: 'token' })).Id).not.toBe(first.Id)
  const now = Date.now()
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now + 61_000)
  onTestFinished(() => clock.mockRestore())
  expect((await createTestJob(client, { token: 'a', output: 'token' })).Id).not.toBe(first.Id)
})

test('finds jobs by input and status, newest first, page by page', async () => {
  const { client } = await startStandIn()
  const ids: string[] = []
  for (const source of ['none', 'text', 'none']) {
    const { Id } = await createTestJob(client, { source })
    ids.unshift(Id!)
    await waitForEnd(client, Id)
  }
  const search = (input: Partial<mc.SearchJobsCommandInput>) => client.send(new mc.SearchJobsCommand(input))
  const idsOf = (jobs: mc.Job[] | undefined) => jobs?.map(({ Id }) => Id)
  expect(idsOf((await search({ InputFile: 's3://lectern/sources/none' })).Jobs)).toEqual([ids[0], ids[2]])
  const oldest = await search({ InputFile: 'sources/none', Order: 'ASCENDING', MaxResults: 1 })
  expect(idsOf(oldest.Jobs)).toEqual([ids[2]])
  const next = await search({ InputFile: 'sources/none', Order: 'ASCENDING', NextToken: oldest.NextToken })
  expect([idsOf(next.Jobs), next.NextToken]).toEqual([[ids[0]], undefined])
  expect(idsOf((await client.send(new mc.ListJobsCommand({ Status: 'ERROR' }))).Jobs)).toEqual(ids)
  expect((await client.send(new mc.ListJobsCommand({ Status: 'COMPLETE' }))).Jobs).toEqual([])
})

test('raises the SDK’s own exceptions', async () => {
  const { client, url } = await startStandIn()
  await expect(client.send(new mc.GetJobCommand({ Id: 'x y/1' }))).rejects.toMatchObject({ name: 'NotFoundException' })
  await expect(client.send(new mc.ListPresetsCommand({}))).rejects.toMatchObject({ name: 'NotFoundException' })
  const wrong = { ...sampleJob({}), Settings: { Inputs: [], OutputGroups: [] } }
  await expect(client.send(new mc.CreateJobCommand(wrong))).rejects.toMatchObject({
    name: 'BadRequestException',
    message: expect.stringContaining('/outputGroups: Should have at least 1 items'),
  })
  expect((await fetch(`${url}/2017-08-29/jobs`)).status).toBe(403)
})

test('applies faults by operation and input file', async () => {
  const { client, faults } = await startStandIn()
  const target = 'mediaconvert' as const
  faults.add([{ target, operation: 'CreateJob', match: 'sources/clip', kind: 'status', status: 429, times: 1 }])
  const { $metadata, Job } = await client.send(new mc.CreateJobCommand(sampleJob({ output: 'faulty' })))
  expect($metadata.attempts).toBe(2)
  await waitForEnd(client, Job?.Id)
  faults.add([{ target, operation: 'CreateJob', kind: 'late-status', status: 500, times: 3 }])
  const lost = client.send(new mc.CreateJobCommand(sampleJob({ source: 'none' })))
  await expect(lost).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } })
  const { Jobs } = await client.send(new mc.SearchJobsCommand({ InputFile: 'sources/none' }))
  expect(Jobs).toHaveLength(1)
})

test('completes jobs with the same ids after a kill', async () => {
  const state = await newStateFolder()
  const options = JSON.stringify({ ...startOptions(state), preset: 'veryslow' })
  const script = `
    import { Faults } from ${JSON.stringify(new URL('../faults/faults.ts', import.meta.url).href)}
    import { startMediaConvert } from ${JSON.stringify(new URL('./mediaconvert.ts', import.meta.url).href)}
    const { url } = await startMediaConvert({ ...${options}, faults: new Faults(), onEvent() {} })
    console.log(url)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const kill = () => process.kill(-child.pid!, 'SIGKILL')
  const endpoint = await new Promise<string>(resolve => child.stdout.once('data', line => resolve(String(line).trim())))
  const client = clientOf(endpoint)
  const running = await createTestJob(client, { source: 'long', output: 'killed', sizes: [[1280, 720]] })
  const waiting = await createTestJob(client, { output: 'waited' })
  await vi.waitFor(
    async () => {
      const { Job } = await client.send(new mc.GetJobCommand({ Id: running.Id }))
      expect(Job?.CurrentPhase).toBe('TRANSCODING')
    },
    { timeout: 20_000 },
  )
  kill()
  await sleep(100)
  expect(await readdir(join(state, 'work'))).toEqual([running.Id])

  const next = await startStandIn({ state })
  expect((await waitForEnd(next.client, running.Id)).Status).toBe('COMPLETE')
  expect((await waitForEnd(next.client, waiting.Id)).Status).toBe('COMPLETE')
  expect(next.statuses(running.Id!).at(-1)).toBe('COMPLETE')
  expect(await readdir(join(state, 'work'))).toEqual([])
  expect((await readObject('media/killed/index.m3u8')).toString()).toContain('index_720p.m3u8')
}, 120_000)
