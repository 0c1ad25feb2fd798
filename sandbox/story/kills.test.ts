import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browserOptions, testPattern, tone, writeTestVideo } from '../programs/test-video.ts'
import * as operations from './operations.ts'
import { type GraphqlData, RunningLectern } from './running-lectern.ts'

// Killed processes change neither the final state nor the number of jobs, and finished work is not repeated.
let lectern: RunningLectern
const fileCount = 200

beforeAll(async () => {
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

const textOf = (name: string, number: number) => Buffer.from(`${name} ${number}`.repeat(500))

/**
 * Creates a package of many small files and a video that takes some seconds to encode, but is smaller than one part of an
 * upload. Returns its slug.
 */
async function buildPackage(name: string): Promise<string> {
  const folder = join(lectern.dropboxFolder, name)
  mkdirSync(join(folder, 'pages'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<html><head></head><body><video src="video.mp4"></video></body></html>')
  for (let number = 0; number < fileCount; number++)
    writeFileSync(join(folder, `pages/${number}.txt`), textOf(name, number))
  const picture = `${testPattern(12, { size: '1280x720' })},drawtext=text=${name}`
  await writeTestVideo(join(folder, 'video.mp4'), [picture, tone(12)], `${browserOptions} -crf 30 -shortest`)
  const { createPackage } = await lectern.execute(operations.createPackage, { path: `/${name}` })
  return createPackage.slug
}

const run = (data: GraphqlData) => data.package.syncRuns.nodes[0]
const isFinished = (data: GraphqlData) => run(data)?.finishedAt != null && data.package.transcode?.finishedAt != null

/** Waits until the run and the transcode are finished, and checks that nothing is missing. */
async function expectComplete(slug: string) {
  const data = await lectern.waitUntil(operations.packageState, { slug }, isFinished)
  expect(run(data)).toMatchObject({
    status: 'SUCCEEDED',
    filesTotal: fileCount + 2,
    filesDone: fileCount + 2,
    error: null,
  })
  expect(data.package.draft).toMatchObject({ revision: 1, settled: true, fileCount: fileCount + 2 })
  expect(data.package.transcode).toMatchObject({ status: 'SUCCEEDED', videosReady: 1 })
  const { files } = (await lectern.execute(operations.draftFile, { slug, path: 'pages/77.txt' })).package.draft
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest()
  expect(files.nodes).toEqual([{ path: 'pages/77.txt', contentHash: digest(digest(textOf(slug, 77))).toString('hex') }])
}

async function jobsSince(before: Awaited<ReturnType<RunningLectern['calls']>>) {
  const now = await lectern.calls()
  return (now.mediaconvert.CreateJob ?? 0) - (before.mediaconvert?.CreateJob ?? 0)
}

test('resumes copying after the worker is killed, without downloading recorded files again', async () => {
  const slug = await buildPackage('copying')
  const before = await lectern.calls()
  await lectern.execute(operations.synchronize, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, data => data.package.currentSyncRun?.filesDone > 15)
  const downloads = async () =>
    (await lectern.calls()).dropbox['files/download']! - (before.dropbox['files/download'] ?? 0)
  lectern.kill('worker')
  // Requests of the killed worker may still be on their way to Dropbox.
  let [counted, earlier] = [await downloads(), -1]
  while (counted !== earlier) {
    await setTimeout(250)
    ;[counted, earlier] = [await downloads(), counted]
  }
  const recorded = (await lectern.execute(operations.packageState, { slug })).package.currentSyncRun.filesDone
  const unrecorded = counted - recorded
  await expectComplete(slug)
  expect(await downloads()).toBeLessThanOrEqual(fileCount + 2 + unrecorded)
  expect(await jobsSince(before)).toBe(1)
})

test('finishes an encoding without a second job after the worker is killed while it waits for MediaConvert', async () => {
  const slug = await buildPackage('waiting')
  const before = await lectern.calls()
  await lectern.execute(operations.synchronize, { slug })
  const transcoding = (data: GraphqlData) => data.package.transcode?.videos.nodes[0]?.status === 'TRANSCODING'
  await lectern.waitUntil(operations.packageState, { slug }, transcoding)
  lectern.kill('worker')
  await expectComplete(slug)
  expect(await jobsSince(before)).toBe(1)
})

test('starts a run that the server recorded but could not start before it was killed', async () => {
  const slug = await buildPackage('waking')
  const before = await lectern.calls()
  // While Temporal is paused, the server records the run but cannot wake its workflow. The reconciler finds it later.
  lectern.kill('temporal', 'SIGSTOP')
  const { server } = lectern.sandbox.processes
  await lectern.execute(operations.synchronize, { slug })
  lectern.kill('server')
  lectern.kill('temporal', 'SIGCONT')
  await expectComplete(slug)
  expect(lectern.sandbox.processes.server).not.toBe(server)
  expect(await jobsSince(before)).toBe(1)
})

test('restarts every killed process within two seconds, and finishes the run', async () => {
  const slug = await buildPackage('dying')
  await lectern.execute(operations.synchronize, { slug })
  for (const name of ['server', 'dropbox', 's3', 'temporal', 'postgres'] as const) {
    const before = lectern.sandbox.processes[name]!
    process.kill(before, 'SIGKILL')
    const died = Date.now()
    while (lectern.sandbox.processes[name] === before) {
      if (Date.now() - died > 2_000) throw new Error(`${name} was not started again within two seconds`)
      await setTimeout(50)
    }
    await setTimeout(500)
  }
  await expectComplete(slug)
})
