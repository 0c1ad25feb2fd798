import { cp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemActor } from '@lectern/domain/audit/actor'
import { setBudget } from '@lectern/domain/transcode/budget'
import { change } from '@lectern/domain/audit/change'
import { cancelTranscode, releaseBudgetHold, retryVideo } from '@lectern/domain/transcode/transcode-controls'
import { expectedVideos, videoStatus } from '@lectern/domain/transcode/expected-videos'
import { spending } from '@lectern/domain/transcode/spending'
import { expect, test } from 'vitest'
import { wake } from '../wake.ts'
import { buildVideo } from '../test/videos.ts'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

const page = '<html><head></head><body><video controls src="a.mp4"></video></body></html>'
const jobs = ({ faults }: World) => faults.calls.mediaconvert.CreateJob ?? 0
const createJob = { target: 'mediaconvert', operation: 'CreateJob', times: 1 } as const

async function statuses({ database, pkg, encodingSettings }: World) {
  const videos = await expectedVideos(database, pkg.id, encodingSettings.profile)
  return Object.fromEntries(videos.map(video => [video.path, videoStatus(video)]))
}

/** Does something with a package's transcode as a click does, then wakes its workflow. */
async function click<T>(world: World, work: Parameters<typeof change<T>>[2]): Promise<T> {
  const result = await change(world.database, systemActor, work)
  await wake(world, { workflow: 'transcode', packageId: world.pkg.id })
  return result
}

async function retry(world: World, path: string) {
  const { id } = await world.database.video.findFirstOrThrow({ where: { packageId: world.pkg.id, path } })
  const { contentHash, profile } = await click(world, tx => retryVideo(tx, systemActor, id, world.encodingSettings))
  await wake(world, { workflow: 'encode', contentHash, profile })
}

const failure = async ({ database }: World) =>
  (await database.attempt.findFirstOrThrow({ where: { status: 'FAILED' }, orderBy: { number: 'desc' } })).error

test('the forecast is the bill; and a re-sync, a rename, a move, a second package and a release make no job', async () => {
  const [a, b] = await Promise.all([buildVideo('a', { seconds: 3 }), buildVideo('b', { size: '1280x720' })])
  const world = await buildBackEnd({ 'index.html': page, 'a.mp4': a, 'b.mp4': b, 'copy.mp4': a })
  await world.synchronize()
  expect(await world.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(jobs(world)).toBe(2)
  const estimates = await world.database.estimate.findMany()
  const forecast = estimates.reduce((sum, { costMicros }) => sum + Number(costMicros), 0) / 1e6
  const { total } = world.bill()
  expect(total).toBeGreaterThan(0)
  expect(Math.abs(forecast - total)).toBeLessThan(total / 100)
  const spent = await spending(world.database, { currency: 'USD', timeZone: 'UTC' })
  expect(spent).toMatchObject({ jobs: 2, spentMicros: BigInt(Math.round(total * 1e6)), reservedMicros: 0n })

  await world.synchronize(true)
  await world.move('a.mp4', 'renamed.mp4')
  await world.move('b.mp4', 'films/b.mp4')
  await world.synchronize()
  expect(await statuses(world)).toEqual({ 'copy.mp4': 'READY', 'films/b.mp4': 'READY', 'renamed.mp4': 'READY' })
  const folder = dirname(world.at('index.html'))
  await cp(folder, join(dirname(folder), 'Second'), { recursive: true })
  const second = await world.makePackage('/Second')
  await world.synchronize(false, second)
  const { id } = await world.publish()
  const ended = { where: { id, finishedAt: { not: null } } }
  expect(await world.until(() => world.database.publication.findFirst(ended))).toMatchObject({ status: 'SUCCEEDED' })
  expect(jobs(world)).toBe(2)
  expect(world.bill().total).toBe(total)
})

test('a full queue, a lost answer and too many requests lead to waiting, never to a failure or a second job', async () => {
  const long = await buildVideo('long', { seconds: 40, size: '1280x720' })
  const world = await buildBackEnd({ 'index.html': page, 'long.mp4': long })
  await world.synchronize()
  // One job runs at a time in the tests' queue.
  await world.until(() => world.database.attempt.findFirst({ where: { status: 'TRANSCODING' } }))
  const names = ['a', 'b', 'c']
  for (const name of names) await world.write(`${name}.mp4`, await buildVideo(name))
  world.faults.add([
    { ...createJob, kind: 'late-status', status: 500 },
    { ...createJob, kind: 'reset', afterBytes: 0 },
  ])
  await world.synchronize()
  await world.until(async () => {
    const waiting = await world.database.attempt.findMany({ where: { jobsAhead: { not: null } } })
    const before = waiting.map(({ jobsAhead }) => jobsAhead).sort()
    return before.join() === '0,1,2' || null
  })
  const tooMany = { status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' } }
  world.faults.add([{ ...createJob, operation: '*', kind: 'status', ...tooMany, times: 8 }])
  expect(await world.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(world.bill().jobs).toHaveLength(1 + names.length)
  expect(new Set(world.bill().jobs.map(({ inputFile }) => inputFile)).size).toBe(1 + names.length)
})

test('what fails says who is to blame, the service gets a second try by itself, and one video can be tried again alone', async () => {
  const world = await buildBackEnd({ 'index.html': page, 'a.mp4': await buildVideo('a') })
  world.faults.add([
    { ...createJob, kind: 'job-error', code: 1999 },
    { ...createJob, kind: 'job-error', code: 1401 },
    { ...createJob, kind: 'job-error', code: 1010 },
    { ...createJob, kind: 'bad-output' },
    { ...createJob, kind: 'status', status: 404, headers: { 'x-amzn-errortype': 'NotFoundException' } },
  ])
  await world.synchronize()
  expect(await world.transcoded()).toMatchObject({ status: 'FAILED' })
  // Two jobs: the first one's fault was the service's own.
  expect([jobs(world), await failure(world)]).toMatchObject([2, { code: 'MEDIACONVERT_1401' }])
  const outcomes = [
    { code: 'VIDEO_FAILED', message: expect.stringContaining('cannot be read') },
    { code: 'OUTPUT_INCOMPLETE', message: expect.stringMatching(/\.ts/) },
    { code: 'MEDIACONVERT_REFUSED' },
  ]
  for (const outcome of outcomes) {
    await retry(world, 'a.mp4')
    expect(await world.transcoded()).toMatchObject({ status: 'FAILED' })
    expect(await failure(world)).toMatchObject(outcome)
  }
  await retry(world, 'a.mp4')
  expect(await world.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(world.bill().jobs).toHaveLength(2)
  // A job whose outputs are not whole is paid for all the same.
  const { spentMicros } = await spending(world.database, { currency: 'USD', timeZone: 'UTC' })
  expect(Number(spentMicros) / 1e6).toBeCloseTo(world.bill().total, 6)
})

test('held by the budget it makes no job; released it does; canceled the job stops; and a synchronisation begins anew', async () => {
  const world = await buildBackEnd({
    'index.html': page,
    'a.mp4': await buildVideo('a', { seconds: 20, size: '1280x720' }),
  })
  await change(world.database, systemActor, tx => setBudget(tx, { amountMicros: 1n, currency: 'USD' }))
  await world.synchronize()
  const held = await world.until(() => world.database.transcode.findFirst({ where: { status: 'WAITING_FOR_BUDGET' } }))
  expect([jobs(world), await statuses(world)]).toEqual([0, { 'a.mp4': 'QUEUED' }])
  const { encodings } = await click(world, tx => releaseBudgetHold(tx, systemActor, held.id))
  for (const { contentHash, profile } of encodings) await wake(world, { workflow: 'encode', contentHash, profile })
  await world.until(() => world.database.attempt.findFirst({ where: { status: 'TRANSCODING' } }))
  await click(world, tx => cancelTranscode(tx, systemActor, held.id))
  expect(await world.transcoded()).toMatchObject({ status: 'CANCELED' })
  await world.until(() => world.database.attempt.findFirst({ where: { status: 'CANCELED' } }))
  expect([jobs(world), world.bill().total]).toEqual([1, 0])

  await change(world.database, systemActor, tx => setBudget(tx, null))
  await world.write('new.txt', 'new')
  await world.synchronize()
  expect(await world.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect(jobs(world)).toBe(2)
})

test('without a single event the jobs are asked for by lists, and their ends are found', async () => {
  const films = await Promise.all(['a', 'b', 'c', 'd'].map(name => buildVideo(name)))
  const files = Object.fromEntries(films.map((film, index) => [`${index}.mp4`, film]))
  const world = await buildBackEnd({ 'index.html': page, ...files }, { deaf: true })
  await world.synchronize()
  expect(await world.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  const { GetJob = 0, ListJobs = 0 } = world.faults.calls.mediaconvert
  expect(ListJobs).toBeGreaterThan(0)
  // Each job's own workflow asks once when the job is made and once when it is over.
  expect(GetJob).toBeLessThanOrEqual(2 * films.length)
})

test('decoration stays an mp4: no job, no stream, and a release all the same', async () => {
  const loop = '<html><head></head><body><video muted loop autoplay src="loop.mp4"></video></body></html>'
  const world = await buildBackEnd({ 'index.html': loop, 'loop.mp4': await buildVideo('loop') })
  await world.synchronize()
  await world.transcoded()
  expect([jobs(world), await statuses(world)]).toEqual([0, { 'loop.mp4': 'NOT_NEEDED' }])
  const { id } = await world.publish()
  const ended = { where: { id, finishedAt: { not: null } } }
  expect(await world.until(() => world.database.publication.findFirst(ended))).toMatchObject({ status: 'SUCCEEDED' })
  await world.write('index.html', page.replace('a.mp4', 'loop.mp4'))
  await world.synchronize()
  expect(await world.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  expect([jobs(world), await statuses(world)]).toEqual([1, { 'loop.mp4': 'READY' }])
})
