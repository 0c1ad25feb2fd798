import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resolveExecutable } from '../programs/executables.ts'
import * as operations from './operations.ts'
import { type GraphqlData, RunningLectern } from './running-lectern.ts'

// What holds when processes are killed: the same end state as without, nothing finished done again, no second job.
let lectern: RunningLectern
const fileCount = 200

beforeAll(async () => {
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

const textOf = (name: string, number: number) => Buffer.from(`${name} ${number}`.repeat(500))

/** A package of many small files and a video of less than one part that takes some seconds to encode; returns its slug. */
async function buildPackage(name: string): Promise<string> {
  const folder = join(lectern.dropboxFolder, name)
  mkdirSync(join(folder, 'pages'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<html><head></head><body><video src="film.mp4"></video></body></html>')
  for (let number = 0; number < fileCount; number++)
    writeFileSync(join(folder, `pages/${number}.txt`), textOf(name, number))
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=30:duration=12,drawtext=text=${name}`]
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=12']
  const how = '-c:v libx264 -preset ultrafast -crf 30 -pix_fmt yuv420p -c:a aac -shortest -movflags +faststart'.split(
    ' ',
  )
  await promisify(execFile)(await resolveExecutable('ffmpeg'), [
    '-loglevel',
    'error',
    '-y',
    ...picture,
    ...sound,
    ...how,
    join(folder, 'film.mp4'),
  ])
  const { createPackage } = await lectern.execute(operations.createPackage, { path: `/${name}` })
  return createPackage.slug
}

const run = (data: GraphqlData) => data.package.syncRuns.nodes[0]
const isOver = (data: GraphqlData) => run(data)?.finishedAt != null && data.package.transcode?.finishedAt != null

/** The end state that every run must come to, killed or not. */
async function expectWhole(slug: string) {
  const data = await lectern.waitUntil(operations.packageState, { slug }, isOver, 110)
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

test('a worker killed in the middle of copying: it goes on, and what was recorded is not downloaded again', async () => {
  const slug = await buildPackage('copying')
  const before = await lectern.calls()
  await lectern.execute(operations.synchronize, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, data => data.package.currentSyncRun?.filesDone > 15)
  const downloads = async () =>
    (await lectern.calls()).dropbox['files/download']! - (before.dropbox['files/download'] ?? 0)
  lectern.kill('worker')
  // What the dead worker had asked for may still be on its way to Dropbox.
  let [counted, earlier] = [await downloads(), -1]
  while (counted !== earlier) {
    await setTimeout(250)
    ;[counted, earlier] = [await downloads(), counted]
  }
  const recorded = (await lectern.execute(operations.packageState, { slug })).package.currentSyncRun.filesDone
  const inVain = counted - recorded
  await expectWhole(slug)
  expect(await downloads()).toBeLessThanOrEqual(fileCount + 2 + inVain)
  expect(await jobsSince(before)).toBe(1)
})

test('a worker killed while MediaConvert works: the stream comes to be, and there is no second job', async () => {
  const slug = await buildPackage('waiting')
  const before = await lectern.calls()
  await lectern.execute(operations.synchronize, { slug })
  const transcoding = (data: GraphqlData) => data.package.transcode?.videos.nodes[0]?.status === 'TRANSCODING'
  await lectern.waitUntil(operations.packageState, { slug }, transcoding)
  lectern.kill('worker')
  await expectWhole(slug)
  expect(await jobsSince(before)).toBe(1)
})

test('a server killed between the row and the wake-up: the reconciler finds the row', async () => {
  const slug = await buildPackage('waking')
  const before = await lectern.calls()
  // Temporal is paused, so that the row is written and the wake-up cannot arrive.
  lectern.kill('temporal', 'SIGSTOP')
  const { server } = lectern.sandbox.processes
  await lectern.execute(operations.synchronize, { slug })
  lectern.kill('server')
  lectern.kill('temporal', 'SIGCONT')
  await expectWhole(slug)
  expect(lectern.sandbox.processes.server).not.toBe(server)
  expect(await jobsSince(before)).toBe(1)
})

test('every process that dies is there again within two seconds, and work goes on', async () => {
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
  await expectWhole(slug)
})
