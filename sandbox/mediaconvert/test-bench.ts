import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as mc from '@aws-sdk/client-mediaconvert'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest'
import type { EventBridgeEvent } from '../eventbridge/event.ts'
import { Faults } from '../faults/faults.ts'
import { resolveExecutable } from '../programs/executables.ts'
import { encodeTestVideo, testPattern, tone } from '../programs/test-video.ts'
import { ensureBucket, type S3, startS3 } from '../services/s3.ts'
import { startMediaConvert } from './mediaconvert.ts'
import { type SampleJobOptions, sampleJob } from './sample-job.ts'

const Bucket = 'lectern'
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }

/** The folder of the test run, its S3, and its programs. Set before the tests start. */
export let data: string
export let s3: S3
export let tools: { ffmpeg: string; ffprobe: string }
let store: S3Client

/** Starts an S3 with sample videos in `sources/` for the tests of a file. */
export function setUpTestBench() {
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'mediaconvert-'))
    tools = { ffmpeg: await resolveExecutable('ffmpeg'), ffprobe: await resolveExecutable('ffprobe') }
    s3 = await startS3({ data, executable: await resolveExecutable('weed') })
    await ensureBucket(s3, Bucket)
    const { endpoint, region } = s3
    store = new S3Client({ endpoint, region, credentials: s3, forcePathStyle: true })
    const clip = await encodeTestVideo([testPattern(3), tone(3)])
    await putObject('sources/clip', clip)
    await putObject('sources/long', await encodeTestVideo([testPattern(12), tone(12)]))
    await putObject('sources/cut', clip.subarray(0, clip.length * 0.6))
    await putObject('sources/text', Buffer.from('This is not a video.'))
    await putObject('sources/silent', await encodeTestVideo([testPattern(2)]))
    await putObject('sources/sound', await encodeTestVideo([tone(2)]))
  }, 300_000)

  afterAll(async () => {
    store?.destroy()
    await s3?.close()
    await rm(data, { recursive: true, force: true })
  })
}

/** Stores an object. */
export const putObject = (Key: string, Body: Buffer) => store.send(new PutObjectCommand({ Bucket, Key, Body }))
/** Reads an object's metadata. */
export const headObject = (Key: string) => store.send(new HeadObjectCommand({ Bucket, Key }))

/** Reads an object's bytes. */
export async function readObject(Key: string): Promise<Buffer> {
  const { Body } = await store.send(new GetObjectCommand({ Bucket, Key }))
  return Buffer.from(await Body!.transformToByteArray())
}

/** Returns the options of a stand-in, except `faults` and `onEvent`. */
export const startOptions = (state: string) => ({
  port: 0,
  state,
  s3: { ...s3 },
  ...tools,
  region: 'us-east-1',
  preset: 'ultrafast',
  concurrentJobs: 1,
})

/** Creates a folder for the state of one or more starts. */
export const newStateFolder = () => mkdtemp(join(data, 'state-'))

/** Creates an SDK client that closes when the test ends. */
export function clientOf(endpoint: string) {
  const client = new mc.MediaConvertClient({ region: 'us-east-1', endpoint, credentials })
  onTestFinished(() => client.destroy())
  return client
}

/** Starts a stand-in that stops when the test ends. Returns its client and its events. */
export async function startStandIn(overrides: Partial<ReturnType<typeof startOptions>> = {}) {
  const state = overrides.state ?? (await newStateFolder())
  const events: EventBridgeEvent[] = []
  const faults = new Faults()
  const onEvent = (event: EventBridgeEvent) => void events.push(event)
  const { url, bill, close } = await startMediaConvert({ ...startOptions(state), ...overrides, faults, onEvent })
  onTestFinished(close)
  const detailsOf = (jobId: string) => events.map(({ detail }) => detail).filter(detail => detail.jobId === jobId)
  const statuses = (jobId: string) => detailsOf(jobId).map(({ status }) => status)
  return { state, events, faults, client: clientOf(url), url, bill, detailsOf, statuses, close }
}

/** Creates a job. */
export async function createTestJob(client: mc.MediaConvertClient, overrides: SampleJobOptions = {}) {
  const { Job } = await client.send(new mc.CreateJobCommand(sampleJob(overrides)))
  return Job!
}

/** Waits until a job ends. */
export async function waitForEnd(client: mc.MediaConvertClient, Id: string | undefined) {
  return vi.waitFor(
    async () => {
      const { Job } = await client.send(new mc.GetJobCommand({ Id }))
      expect(Job?.Status).toMatch(/COMPLETE|ERROR|CANCELED/)
      return Job!
    },
    { timeout: 60_000, interval: 100 },
  )
}
