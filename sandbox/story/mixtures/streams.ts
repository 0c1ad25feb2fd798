import { deepEqual, ok } from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Job, ListJobsCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert'
import type { Fault } from '../../faults/fault.ts'
import * as operations from '../operations.ts'
import type { GraphqlData, RunningLectern } from '../running-lectern.ts'
import { contentHashOf, withMark } from '../video.ts'
import { randomFrom } from './random.ts'

type Disturbance = Omit<Fault, 'times' | 'match'>

const eventFaults: Disturbance[] = [
  { target: 'eventbridge', operation: 'Deliver', kind: 'drop' },
  { target: 'eventbridge', operation: 'Deliver', kind: 'duplicate' },
  { target: 'eventbridge', operation: 'Deliver', kind: 'reorder' },
  { target: 'eventbridge', operation: 'Deliver', kind: 'status', status: 500 },
]
const tooManyRequests = { status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' } }
const jobFaults: Disturbance[] = [
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'late-status', status: 500 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'status', ...tooManyRequests },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'reset', afterBytes: 0 },
  { target: 'mediaconvert', operation: 'GetJob', kind: 'status', status: 500 },
  { target: 'mediaconvert', operation: 'SearchJobs', kind: 'status', status: 503 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'job-error', code: 1999 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'job-error', code: 1010 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'job-error', code: 1401 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'bad-output' },
]

const packageVideos = `query($slug: String!) { package(slug: $slug) {
  transcode { finishedAt videos { nodes { contentHash status error { code } } } } } }`

/**
 * Encodes videos of packages side by side, in rounds, while events and jobs are disturbed and processes are killed. Each
 * video must end READY, or FAILED for the reason of its last job, and no job may be created twice. Returns the statuses
 * that occurred.
 */
export async function disturbStreams(
  lectern: RunningLectern,
  video: Buffer,
  { seed, packageCount, rounds }: { seed: number; packageCount: number; rounds: number },
): Promise<Set<string>> {
  const random = randomFrom(seed)
  const names = Array.from({ length: packageCount }, (_, number) => `streams-${seed}-${number}`)
  const slugs: string[] = []
  const statuses = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    await lectern.clearFaults()
    // Every fourth package has the video of its neighbor.
    const ownerOf = (number: number) => (number % 4 === 3 ? number - 1 : number)
    const videos = names.map((_, number) => withMark(video, `seed ${seed}, round ${round}, video ${ownerOf(number)}`))
    const hashes = videos.map(contentHashOf)
    const withBadOutput = new Set<string>()
    for (const [number, name] of names.entries()) {
      saveVideo(lectern, name, videos[number]!)
      if (await addVideoFaults(lectern, random, name, hashes[number]!)) withBadOutput.add(hashes[number]!)
      if (round === 0)
        slugs.push((await lectern.execute(operations.createPackage, { path: `/${name}` })).createPackage.slug)
    }
    await Promise.all(slugs.map(slug => lectern.execute(operations.synchronize, { slug })))
    const victims = (['server', 'worker', 'temporal', 'mediaconvert'] as const).filter(() => random() < 0.6)
    for (const victim of victims) {
      await sleep(1_000 + random() * 3_000)
      lectern.kill(victim)
    }
    for (const [number, slug] of slugs.entries()) {
      const hash = hashes[number]!
      const { status, error } = await endedVideo(lectern, slug, hash)
      const jobs = (await jobsByHash(lectern)).get(hash) ?? []
      const label = `streams, seed ${seed}, round ${round}, package ${number}, killed: ${victims}`
      expectOutcome(label, jobs, { status, code: error?.code ?? null }, withBadOutput.has(hash))
      statuses.add(status)
    }
  }
  await lectern.clearFaults()
  return statuses
}

/** Saves a video in a package's folder, like an author. */
function saveVideo(lectern: RunningLectern, name: string, bytes: Buffer): void {
  const folder = join(lectern.dropboxFolder, name)
  mkdirSync(folder, { recursive: true })
  const page = '<html><head></head><body><video controls src="video.mp4"></video></body></html>'
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'video.mp4'), bytes)
}

/** Adds random faults for one video. Returns whether a segment of its stream may be missing. */
async function addVideoFaults(
  lectern: RunningLectern,
  random: () => number,
  name: string,
  hash: string,
): Promise<boolean> {
  const faults = [
    ...eventFaults.filter(() => random() < 0.3).map(fault => ({ ...fault, match: random() < 0.5 ? hash : `${name}/` })),
    ...jobFaults.filter(() => random() < 0.15).map(fault => ({ ...fault, match: hash })),
  ]
  await lectern.addFaults(...faults.map(fault => ({ ...fault, times: 1 + Math.floor(random() * 2) })))
  return faults.some(({ kind }) => kind === 'bad-output')
}

/** Waits until the transcode of the video with this hash has finished, and returns the video. */
async function endedVideo(lectern: RunningLectern, slug: string, hash: string) {
  const isFinished = (data: GraphqlData) => {
    const { transcode } = data.package
    return transcode?.finishedAt != null && transcode.videos.nodes[0]?.contentHash === hash
  }
  const data = await lectern.waitUntil(packageVideos, { slug }, isFinished, 240, 500)
  return data.package.transcode.videos.nodes[0]
}

/** All jobs of the account by the content hash of their source, oldest first. */
async function jobsByHash(lectern: RunningLectern): Promise<Map<string, Job[]>> {
  const { endpoint, region } = lectern.sandbox.mediaconvert
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' }
  // MediaConvert may just have been killed. It is back within two seconds.
  const client = new MediaConvertClient({ endpoint, region, credentials, maxAttempts: 10 })
  const jobs: Job[] = []
  for (let NextToken: string | undefined; ; ) {
    const page = await client.send(new ListJobsCommand({ NextToken, Order: 'ASCENDING' }))
    jobs.push(...page.Jobs!)
    NextToken = page.NextToken
    if (!NextToken) break
  }
  client.destroy()
  return Map.groupBy(jobs, job => job.Settings!.Inputs![0]!.FileInput!.split('/').at(-1)!) as Map<string, Job[]>
}

/** The error code of a job that failed through the service's fault, which Lectern retries once. */
const serviceFaultCode = 1999

type Outcome = { status: string; code: string | null }

/** Fails unless the video's outcome follows from its last job, and it had no job too many. */
function expectOutcome(label: string, jobs: Job[], outcome: Outcome, mayLackSegment: boolean): void {
  const possible = possibleOutcomes(jobs.at(-1), mayLackSegment)
  const isPossible = possible.some(({ status, code }) => status === outcome.status && code === outcome.code)
  ok(isPossible, `${label}: ${JSON.stringify(outcome)} is none of ${JSON.stringify(possible)}`)
  const expected = jobs[0]?.ErrorCode === serviceFaultCode ? 2 : 1
  deepEqual({ label, jobs: jobs.length }, { label, jobs: expected })
}

/** What a video may become after its last job. A missing segment is noticed only where it is the first or the last. */
function possibleOutcomes(job: Job | undefined, mayLackSegment: boolean): Outcome[] {
  if (job?.Status === 'ERROR')
    return [{ status: 'FAILED', code: job.ErrorCode === 1010 ? 'VIDEO_FAILED' : `MEDIACONVERT_${job.ErrorCode}` }]
  if (job?.Status !== 'COMPLETE') return []
  const ready = { status: 'READY', code: null }
  return mayLackSegment ? [ready, { status: 'FAILED', code: 'OUTPUT_INCOMPLETE' }] : [ready]
}
