import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Job, ListJobsCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fault } from '../faults/fault.ts'
import { randomFrom } from './disturbed-package.ts'
import { contentHashOf, makeTinyVideo, withMark } from './video.ts'
import * as operations from './operations.ts'
import { type GraphqlData, RunningLectern } from './running-lectern.ts'

// Whatever becomes of events and jobs, and whoever is killed meanwhile: every video is READY or FAILED for a true reason, and no job too many.
let lectern: RunningLectern
let video: Buffer
const seed = Number(process.env.LECTERN_TEST_SEED ?? Date.now() % 1_000_000)
/** Packages that are disturbed at the same time, and how often: a hundred mixtures in all. */
const sideBySide = 20
const rounds = 5

beforeAll(async () => {
  video = await makeTinyVideo()
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

type Disturbance = Omit<Fault, 'times' | 'match'>

const onEvents: Disturbance[] = [
  { target: 'eventbridge', operation: 'Deliver', kind: 'drop' },
  { target: 'eventbridge', operation: 'Deliver', kind: 'duplicate' },
  { target: 'eventbridge', operation: 'Deliver', kind: 'reorder' },
  { target: 'eventbridge', operation: 'Deliver', kind: 'status', status: 500 },
]
const tooMany = { status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' } }
const onJobs: Disturbance[] = [
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'late-status', status: 500 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'status', ...tooMany },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'reset', afterBytes: 0 },
  { target: 'mediaconvert', operation: 'GetJob', kind: 'status', status: 500 },
  { target: 'mediaconvert', operation: 'SearchJobs', kind: 'status', status: 503 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'job-error', code: 1999 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'job-error', code: 1010 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'job-error', code: 1401 },
  { target: 'mediaconvert', operation: 'CreateJob', kind: 'bad-output' },
]

/** All jobs of the account by the content hash of their source, the oldest first. */
async function jobsByHash(): Promise<Map<string, Job[]>> {
  const { endpoint, region } = lectern.sandbox.mediaconvert
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' }
  // It may just have been killed, and is there again within two seconds.
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

const videosOf = `query($slug: String!) { package(slug: $slug) {
  transcode { finishedAt videos { nodes { contentHash status error { code } } } } } }`

const isServiceFault = (job: Job) => job.ErrorCode === 1999

/** What is true of a video, by what its last job came to. A segment that is missing is noticed where it is the first or the last. */
function truth(jobs: Job[], hasBadOutput: boolean) {
  const { Status: status, ErrorCode: code } = jobs.at(-1)!
  if (status === 'ERROR') return { status: 'FAILED', code: code === 1010 ? 'VIDEO_FAILED' : `MEDIACONVERT_${code}` }
  if (status !== 'COMPLETE') return { status: `a job that is ${status}`, code: null }
  if (!hasBadOutput) return { status: 'READY', code: null }
  return { status: expect.stringMatching(/READY|FAILED/), code: expect.toBeOneOf([null, 'OUTPUT_INCOMPLETE']) }
}

/** Disturbs what becomes of a film; says whether its job may lose a segment. */
async function disturb(random: () => number, name: string, hash: string): Promise<boolean> {
  const events = onEvents.filter(() => random() < 0.3)
  const jobs = onJobs.filter(() => random() < 0.15)
  const faults = [
    ...events.map(fault => ({ ...fault, match: random() < 0.5 ? hash : `${name}/` })),
    ...jobs.map(fault => ({ ...fault, match: hash })),
  ]
  await lectern.addFaults(...faults.map(fault => ({ ...fault, times: 1 + Math.floor(random() * 2) })))
  return faults.some(({ kind }) => kind === 'bad-output')
}

/** Saves a film in a package's folder, as an author does. */
function save(name: string, bytes: Buffer): void {
  const folder = join(lectern.dropboxFolder, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'index.html'),
    '<html><head></head><body><video controls src="film.mp4"></video></body></html>',
  )
  writeFileSync(join(folder, 'film.mp4'), bytes)
}

/** Waits until the package's transcode is over whose video has these bytes, and returns that video. */
async function ended(slug: string, hash: string) {
  const isOver = (data: GraphqlData) => {
    const { transcode } = data.package
    return transcode?.finishedAt != null && transcode.videos.nodes[0]?.contentHash === hash
  }
  const data = await lectern.waitUntil(videosOf, { slug }, isOver, 150, 1_000)
  return data.package.transcode.videos.nodes[0]
}

const title = `a hundred mixtures of events and jobs, with processes killed meanwhile (seed ${seed})`
test(title, { timeout: 900_000 }, async () => {
  const random = randomFrom(seed)
  const names = Array.from({ length: sideBySide }, (_, number) => `streams-${number}`)
  const slugs: string[] = []
  const outcomes = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    await lectern.clearFaults()
    // Every fourth package has the film of its neighbour.
    const owner = (number: number) => (number % 4 === 3 ? number - 1 : number)
    const films = names.map((_, number) => withMark(video, `round ${round}, film ${owner(number)}, seed ${seed}`))
    const hashes = films.map(contentHashOf)
    const bad = new Set<string>()
    for (const [number, name] of names.entries()) {
      save(name, films[number]!)
      if (await disturb(random, name, hashes[number]!)) bad.add(hashes[number]!)
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
      const what = `round ${round}, package ${number}, seed ${seed}, killed: ${victims}`
      const hash = hashes[number]!
      const { status, error } = await ended(slug, hash)
      const jobs = (await jobsByHash()).get(hash) ?? []
      const expected = { ...truth(jobs, bad.has(hash)), jobs: isServiceFault(jobs[0]!) ? 2 : 1 }
      expect({ what, status, code: error?.code ?? null, jobs: jobs.length }).toEqual({ what, ...expected })
      outcomes.add(status)
    }
  }
  expect([...outcomes].sort()).toEqual(['FAILED', 'READY'])
})
