import { cp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { setBudget } from '@lectern/domain/transcode/cost/budget'
import { jobSumsOfPackages } from '@lectern/domain/transcode/cost/package-sums'
import { spending } from '@lectern/domain/transcode/cost/spending'
import { jobSumsOfTranscodes, transcodeCosts } from '@lectern/domain/transcode/cost/transcode-costs'
import { expectedVideos, videoStatus } from '@lectern/domain/transcode/expected-videos'
import { withEncodings } from '@lectern/domain/transcode/package-videos'
import { cancelTranscode, releaseBudgetHold, retryVideo } from '@lectern/domain/transcode/transcode-controls'
import { expect, test } from 'vitest'
import { encodeTestVideo, testPattern, tone } from '../../sandbox/programs/test-video.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { encodeLabeledVideo } from '../test/videos.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const page = '<html><head></head><body><video controls src="a.mp4"></video></body></html>'
const jobs = ({ faults }: BackEnd) => faults.calls.mediaconvert.CreateJob ?? 0
const createJob = { target: 'mediaconvert', operation: 'CreateJob', times: 1 } as const

async function statuses({ database, pkg, encodingSettings }: BackEnd) {
  const videos = await expectedVideos(database, pkg.id, encodingSettings.profile)
  return Object.fromEntries(videos.map(video => [video.path, videoStatus(video)]))
}

/** The new and the reused videos of each run, as they were planned. */
const plannedVideos = async ({ database }: BackEnd) =>
  (await database.syncRun.findMany({ orderBy: { startedAt: 'asc' } })).map(({ videosNew, videosReused }) => [
    videosNew,
    videosReused,
  ])

/** Changes a package's transcode as a click does, then wakes its workflow. */
async function click<T>(backEnd: BackEnd, work: Parameters<typeof change<T>>[2]): Promise<T> {
  const result = await change(backEnd.database, systemActor, work)
  await tryWake(backEnd, { workflow: 'transcode', packageId: backEnd.pkg.id })
  return result
}

async function retry(backEnd: BackEnd, path: string) {
  const { id } = await backEnd.database.video.findFirstOrThrow({ where: { packageId: backEnd.pkg.id, path } })
  const { contentHash, profile } = await click(backEnd, tx => retryVideo(tx, systemActor, id, backEnd.encodingSettings))
  await tryWake(backEnd, { workflow: 'encode', contentHash, profile })
}

type Sums = { jobs: number; seconds: number; micros: number }

/** What MediaConvert billed. */
function billed(backEnd: BackEnd): Sums {
  const { jobs, total } = backEnd.bill()
  const seconds = jobs.flatMap(({ outputs }) => outputs).reduce((sum, { billedSeconds }) => sum + billedSeconds, 0)
  return { jobs: jobs.length, seconds, micros: Math.round(total * 1e6) }
}

/** The sums that the package's transcodes, the package, and the budget show of its jobs. */
async function sumsOf({ database, pkg, encodingSettings }: BackEnd) {
  const transcodes = await database.transcode.findMany({ where: { packageId: pkg.id } })
  const sums = await jobSumsOfTranscodes(
    database,
    transcodes.map(({ id }) => id),
  )
  const videos = (await expectedVideos(database, pkg.id, encodingSettings.profile)).map(video => ({
    ...{ ...video, packageId: pkg.id, revision: null },
  }))
  const [withAttempts = []] = await withEncodings(database, [videos], encodingSettings.profile)
  const costs = transcodes.map((transcode, index) => transcodeCosts(sums[index]!, withAttempts, transcode))
  const [ofPackage] = await jobSumsOfPackages(database, [pkg.id], 'USD')
  const ofBudget = await spending(database, { currency: 'USD', timeZone: 'UTC' })
  const toSums = ({ jobs, seconds, costMicros }: { jobs: number; seconds: number; costMicros: bigint }): Sums => ({
    jobs,
    seconds,
    micros: Number(costMicros),
  })
  const add = (a: Sums, b: Sums): Sums => ({
    jobs: a.jobs + b.jobs,
    seconds: a.seconds + b.seconds,
    micros: a.micros + b.micros,
  })
  const ofTranscodes = costs.map(toSums).reduce(add, { jobs: 0, seconds: 0, micros: 0 })
  return { ofTranscodes, ofPackage: toSums(ofPackage!), ofBudget: toSums(ofBudget) }
}

const failure = async ({ database }: BackEnd) =>
  (await database.attempt.findFirstOrThrow({ where: { status: 'FAILED' }, orderBy: { number: 'desc' } })).error

test('costs what was estimated, once for the same bytes', async () => {
  const [a, b] = await Promise.all([
    encodeLabeledVideo('a', { seconds: 3 }),
    encodeLabeledVideo('b', { size: '1280x720' }),
  ])
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': a, 'b.mp4': b, 'copy.mp4': a })
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(jobs(backEnd)).toBe(2)
  const estimates = await backEnd.database.estimate.findMany()
  const forecast = estimates.reduce((sum, { costMicros }) => sum + Number(costMicros), 0) / 1e6
  const { total } = backEnd.bill()
  expect(total).toBeGreaterThan(0)
  expect(Math.abs(forecast - total)).toBeLessThan(total / 100)
  expect(await sumsOf(backEnd)).toEqual({
    ofTranscodes: billed(backEnd),
    ofPackage: billed(backEnd),
    ofBudget: billed(backEnd),
  })
  expect(billed(backEnd)).toMatchObject({ jobs: 2, micros: Math.round(total * 1e6) })
})

test('creates no job for another sync, a rename, a move, a second package, or a release', async () => {
  const [a, b] = await Promise.all(['a', 'b'].map(name => encodeLabeledVideo(name)))
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': a!, 'b.mp4': b!, 'copy.mp4': a! })
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(jobs(backEnd)).toBe(2)
  const { total } = backEnd.bill()

  await backEnd.synchronize(true)
  await backEnd.move('a.mp4', 'renamed.mp4')
  await backEnd.move('b.mp4', 'videos/b.mp4')
  await backEnd.synchronize()
  expect(await statuses(backEnd)).toEqual({ 'copy.mp4': 'READY', 'videos/b.mp4': 'READY', 'renamed.mp4': 'READY' })
  const folder = dirname(backEnd.at('index.html'))
  await cp(folder, join(dirname(folder), 'Second'), { recursive: true })
  const second = await backEnd.makePackage('/Second')
  await backEnd.synchronize(false, second)
  const { id } = await backEnd.publish()
  const endedWhere = { where: { id, finishedAt: { not: null } } }
  expect(await backEnd.until(() => backEnd.database.publication.findFirst(endedWhere))).toMatchObject({
    status: 'SUCCEEDED',
  })
  expect(jobs(backEnd)).toBe(2)
  expect(backEnd.bill().total).toBe(total)
})

test('waits on a full queue, a lost reply, and too many requests, without a failure or a second job', async () => {
  const names = ['a', 'b', 'c']
  const videos = await Promise.all(names.map(async name => [`${name}.mp4`, await encodeLabeledVideo(name)] as const))
  const backEnd = await buildBackEnd({ 'index.html': page, ...Object.fromEntries(videos) })
  backEnd.faults.add([
    { ...createJob, kind: 'late-status', status: 500 },
    { ...createJob, kind: 'reset', afterBytes: 0 },
  ])
  backEnd.jobQueue.pause()
  await backEnd.synchronize()
  await backEnd.until(async () => {
    const waiting = await backEnd.database.attempt.findMany({ where: { jobsAhead: { not: null } } })
    const before = waiting.map(({ jobsAhead }) => jobsAhead).sort()
    return before.join() === '0,1,2' || null
  })
  const tooMany = { status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' } }
  backEnd.faults.add([{ ...createJob, operation: '*', kind: 'status', ...tooMany, times: 8 }])
  backEnd.jobQueue.resume()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(backEnd.bill().jobs).toHaveLength(names.length)
  expect(new Set(backEnd.bill().jobs.map(({ inputFile }) => inputFile)).size).toBe(names.length)
})

test('names the cause of a failure, retries a service failure once, and retries a single video on request', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': await encodeLabeledVideo('a') })
  backEnd.faults.add([
    { ...createJob, kind: 'job-error', code: 1999 },
    { ...createJob, kind: 'job-error', code: 1401 },
    { ...createJob, kind: 'bad-output' },
    { ...createJob, kind: 'status', status: 404, headers: { 'x-amzn-errortype': 'NotFoundException' } },
  ])
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'FAILED' })
  // Two jobs: the first failure was the service's own.
  expect([jobs(backEnd), await failure(backEnd)]).toMatchObject([2, { code: 'MEDIACONVERT_1401' }])
  const outcomes = [
    { code: 'OUTPUT_INCOMPLETE', message: expect.stringContaining('a part of the result is missing') },
    { code: 'MEDIACONVERT_REFUSED' },
  ]
  for (const outcome of outcomes) {
    await retry(backEnd, 'a.mp4')
    expect(await backEnd.transcoded()).toMatchObject({ status: 'FAILED' })
    expect(await failure(backEnd)).toMatchObject(outcome)
  }
  await retry(backEnd, 'a.mp4')
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(backEnd.bill().jobs).toHaveLength(2)
  // A job with incomplete outputs is paid for all the same, and jobs that failed are not.
  expect(await sumsOf(backEnd)).toEqual({
    ofTranscodes: billed(backEnd),
    ofPackage: billed(backEnd),
    ofBudget: billed(backEnd),
  })
})

test('a new profile creates no job for what is READY in the old one, and publishes its stream', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': await encodeLabeledVideo('a') })
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await plannedVideos(backEnd)).toEqual([[1, 0]])
  await backEnd.database.encoding.updateMany({ data: { profile: 'h264-1' } })
  await backEnd.write('index.html', `${page} changed`)
  await backEnd.synchronize(true)
  expect(await statuses(backEnd)).toEqual({ 'a.mp4': 'READY' })
  const { id } = await backEnd.publish()
  const over = { id, finishedAt: { not: null } }
  expect(await backEnd.until(() => backEnd.database.publication.findFirst({ where: over }))).toMatchObject({
    status: 'SUCCEEDED',
  })
  expect(jobs(backEnd)).toBe(1)
  expect(await backEnd.database.encoding.count()).toBe(1)
  expect(await plannedVideos(backEnd)).toEqual([
    [1, 0],
    [0, 1],
  ])
})

test('says what is wrong with pictures and sound that nobody can decode, and creates one job for each', async () => {
  const whole = await encodeTestVideo([testPattern(1, { size: '160x90' }), tone(1)])
  const renamed = (...names: [from: string, to: string][]) =>
    Buffer.from(
      names.reduce((text, [from, to]) => text.replaceAll(from, to), whole.toString('latin1')),
      'latin1',
    )
  const broken = Buffer.from(whole)
  broken.fill(0, broken.indexOf('mdat') + 4)
  const files = {
    'vvc.mp4': renamed(['avc1', 'vvc1'], ['avcC', 'vvcC']),
    'ac-4.mp4': renamed(['mp4a', 'ac-4'], ['esds', 'dac4']),
    'broken.mp4': broken,
  }
  const videos = Object.keys(files).map(name => `<video controls src="${name}"></video>`)
  const backEnd = await buildBackEnd({ 'index.html': `<html><head></head>${videos.join('')}</html>`, ...files })
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'FAILED' })
  const failures = Object.fromEntries(
    (await expectedVideos(backEnd.database, backEnd.pkg.id, backEnd.encodingSettings.profile)).map(
      ({ path, failure, failureCode }) => [path, `${failureCode} ${failure}`],
    ),
  )
  const fix = 'Export it again as MP4 (H.264 with AAC audio) and replace the file.'
  expect(failures).toEqual({
    'vvc.mp4': `VIDEO_FAILED The video is in a format that cannot be converted. ${fix}`,
    'ac-4.mp4': `VIDEO_FAILED The sound of this video cannot be read. ${fix}`,
    'broken.mp4': `VIDEO_FAILED The picture of this video cannot be decoded. The file is damaged. ${fix}`,
  })
  expect(jobs(backEnd)).toBe(3)
  expect(backEnd.bill().jobs).toEqual([])
})

test('offers no retry when the file is at fault, and says so', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': await encodeLabeledVideo('a') })
  backEnd.faults.add([{ ...createJob, kind: 'job-error', code: 1010 }])
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'FAILED' })
  expect(await failure(backEnd)).toMatchObject({
    code: 'VIDEO_FAILED',
    message: expect.stringContaining('cannot be read'),
  })
  await expect(retry(backEnd, 'a.mp4')).rejects.toThrow('Replace a.mp4 in Dropbox, then synchronize.')
})

test('creates no job while paused for the budget, creates one when released, stops it when canceled, and starts over with the next sync', async () => {
  const backEnd = await buildBackEnd({
    'index.html': page,
    'a.mp4': await encodeLabeledVideo('a', { seconds: 20, size: '1280x720' }),
  })
  await change(backEnd.database, systemActor, tx => setBudget(tx, { amountMicros: 1n, currency: 'USD' }))
  await backEnd.synchronize()
  const paused = await backEnd.until(() =>
    backEnd.database.transcode.findFirst({ where: { status: 'WAITING_FOR_BUDGET' } }),
  )
  expect([jobs(backEnd), await statuses(backEnd)]).toEqual([0, { 'a.mp4': 'QUEUED' }])
  const { encodings } = await click(backEnd, tx => releaseBudgetHold(tx, systemActor, paused.id))
  for (const { contentHash, profile } of encodings) await tryWake(backEnd, { workflow: 'encode', contentHash, profile })
  await backEnd.until(() => backEnd.database.attempt.findFirst({ where: { status: 'TRANSCODING' } }))
  await click(backEnd, tx => cancelTranscode(tx, systemActor, paused.id))
  expect(await backEnd.transcoded()).toMatchObject({ status: 'CANCELED' })
  await backEnd.until(() => backEnd.database.attempt.findFirst({ where: { status: 'CANCELED' } }))
  expect([jobs(backEnd), backEnd.bill().total]).toEqual([1, 0])

  await change(backEnd.database, systemActor, tx => setBudget(tx, null))
  await backEnd.write('new.txt', 'new')
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(jobs(backEnd)).toBe(2)
})

test('finds the ends of jobs with list calls when no event arrives', async () => {
  const videos = await Promise.all(['a', 'b', 'c', 'd'].map(name => encodeLabeledVideo(name)))
  const files = Object.fromEntries(videos.map((video, index) => [`${index}.mp4`, video]))
  const backEnd = await buildBackEnd({ 'index.html': page, ...files }, { dropEvents: true })
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  const { GetJob = 0, ListJobs = 0 } = backEnd.faults.calls.mediaconvert
  expect(ListJobs).toBeGreaterThan(0)
  // Each job's own workflow asks once when the job is created and once when it has ended.
  expect(GetJob).toBeLessThanOrEqual(2 * videos.length)
})

test('does not encode decoration, and releases it as it is', async () => {
  const loop = '<html><head></head><body><video muted loop autoplay src="loop.mp4"></video></body></html>'
  const backEnd = await buildBackEnd({ 'index.html': loop, 'loop.mp4': await encodeLabeledVideo('loop') })
  await backEnd.synchronize()
  await backEnd.transcoded()
  expect([jobs(backEnd), await statuses(backEnd)]).toEqual([0, { 'loop.mp4': 'NOT_NEEDED' }])
  const { id } = await backEnd.publish()
  const endedWhere = { where: { id, finishedAt: { not: null } } }
  expect(await backEnd.until(() => backEnd.database.publication.findFirst(endedWhere))).toMatchObject({
    status: 'SUCCEEDED',
  })
  await backEnd.write('index.html', page.replace('a.mp4', 'loop.mp4'))
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect([jobs(backEnd), await statuses(backEnd)]).toEqual([1, { 'loop.mp4': 'READY' }])
})
