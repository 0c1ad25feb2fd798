import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../machine/command.ts'
import { Problem } from '../../machine/problem.ts'
import { printLine, withProgress } from '../../machine/progress.ts'
import { makeTinyVideo, withMark } from '../../story/video.ts'
import * as operations from '../../story/operations.ts'
import { RunningLectern } from '../../story/running-lectern.ts'
import { outputOf } from '../rig/child.ts'
import { atMost, below, count, type Figure, figureWithoutGoal, formatSeconds, inSeconds, ratio } from '../rig/figures.ts'
import { median } from '../rig/seconds.ts'
import { rowsOf } from '../rig/section.ts'
import { measureStandIn } from './transcode-stand-in.ts'

const bytesPerMiB = 1024 ** 2
const rounds = 9

const cases: Record<string, () => Promise<Figure[]>> = { 'stand-in': standIn, wake, ledger, bill }

/** `npm run bench -- transcode [case …]`: prints the rows of BENCHMARKS.md. */
export async function benchTranscode(caseNames: string[]): Promise<void> {
  const unknown = caseNames.filter(word => !cases[word])
  if (unknown.length > 0)
    throw new Problem(`There is no case ${unknown.join(', ')}; there are ${Object.keys(cases).join(', ')}.`)
  const date = new Date().toISOString().slice(0, 10)
  const chosen = Object.entries(cases).filter(([name]) => caseNames.length === 0 || caseNames.includes(name))
  for (const [name, measure] of chosen) printLine(rowsOf(date, name, await withProgress(name, measure)).join('\n'))
}

async function standIn(): Promise<Figure[]> {
  const figures: Figure[] = []
  // The second is the sandbox's own: the less ffmpeg does, the more everything around it weighs.
  for (const preset of ['veryfast', 'ultrafast']) {
    const { standIn, ffmpeg, ratio: times } = await measureStandIn({ preset })
    const what = `a job’s time to plain ffmpeg’s with the same ladder, preset ${preset}`
    figures.push(atMost(what, times, 1.05, ratio, `(${formatSeconds(standIn)} s; ffmpeg ${formatSeconds(ffmpeg)} s)`))
  }
  return figures
}

/** From the moment in which S3 has the last video (20 MB, in parts) to the moment in which MediaConvert has its job, seen from outside. */
async function wake(): Promise<Figure[]> {
  const lectern = await RunningLectern.start()
  try {
    const video = await makeTinyVideo()
    const figures: Figure[] = []
    for (const events of ['by event', 'without events'] as const) {
      const seconds: number[] = []
      for (let round = 0; round < rounds; round++) {
        if (events === 'without events')
          await lectern.addFaults({ target: 'eventbridge', operation: 'Deliver', kind: 'drop', times: 1000 })
        seconds.push(
          await fromArrivalToJob(
            lectern,
            withMark(video, randomBytes(9 * bytesPerMiB).toString('hex')),
            `${events}-${round}`,
          ),
        )
        await lectern.clearFaults()
      }
      const limit = events === 'by event' ? 1 : 60
      const what = `last video arrived → job created, ${events}, p50`
      figures.push(below(what, median(seconds), limit, inSeconds, `(${formatSeconds(seconds)} s)`))
    }
    return figures
  } finally {
    await lectern.stop()
  }
}

async function fromArrivalToJob(lectern: RunningLectern, video: Buffer, name: string): Promise<number> {
  const folder = join(lectern.dropboxFolder, name)
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'index.html'),
    '<html><head></head><body><video controls src="film.mp4"></video></body></html>',
  )
  writeFileSync(join(folder, 'film.mp4'), video)
  const { slug } = (await lectern.execute(operations.createPackage, { path: `/${name}` })).createPackage
  const before = await lectern.calls()
  await lectern.execute(operations.synchronize, { slug })
  let arrivedAt: number | null = null
  for (;;) {
    const { s3, mediaconvert } = await lectern.calls()
    const now = performance.now()
    const callsSince = (
      calls: Record<string, number>,
      earlier: Record<string, number> | undefined,
      operation: string,
    ) => (calls[operation] ?? 0) - (earlier?.[operation] ?? 0)
    if (callsSince(s3, before.s3, 'CompleteMultipartUpload') > 0) arrivedAt ??= now
    if (callsSince(mediaconvert, before.mediaconvert, 'CreateJob') > 0) return (now - arrivedAt!) / 1000
    await sleep(5)
  }
}

/** What Postgres takes of wishes, without anything around it. */
async function ledger(): Promise<Figure[]> {
  const videos = 10_000
  const lectern = await RunningLectern.start()
  try {
    const env = { ...process.env, DATABASE_URL: lectern.sandbox.postgres }
    const script = join(root, 'schema/changes/wishes.bench.ts')
    const runs: { first: number; again: number }[] = []
    for (let round = 0; round < 3; round++) {
      runs.push(JSON.parse(await outputOf(process.execPath, [script, `${videos}`], env)))
    }
    const first = runs.map(run => run.first)
    const claims = `${count(Math.round(videos / median(first)))} a second (${formatSeconds(first)} s for ${count(videos)})`
    return [
      figureWithoutGoal('claims of the ledger, one package', claims),
      figureWithoutGoal('a look when all are claimed', inSeconds(median(runs.map(run => run.again)))),
    ]
  } finally {
    await lectern.stop()
  }
}

/** Ten minutes in full HD with 30 frames a second, by the list prices: our ladder beside the outputs that AWS' template makes. */
async function bill(): Promise<Figure[]> {
  const [sd, hd, minutes] = [0.0075, 0.015, 10]
  const ours = (2 * hd + 2 * sd) * minutes
  const template = (7 * hd + 8 * sd) * minutes
  const result = `$${ours.toFixed(2)} (2 HD, 2 SD) beside $${template.toFixed(2)} (7 HD, 8 SD of Video on Demand's template)`
  return [figureWithoutGoal('a lesson of ten minutes, in the Basic tier', result)]
}
