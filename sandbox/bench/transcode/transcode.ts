import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../machine/command.ts'
import { Problem } from '../../machine/problem.ts'
import { printLine, withProgress } from '../../machine/progress.ts'
import * as operations from '../../story/operations.ts'
import { RunningLectern } from '../../story/running-lectern.ts'
import { encodeTinyVideo, withMark } from '../../story/video.ts'
import { outputOf } from '../rig/child.ts'
import {
  atMost,
  below,
  count,
  type Figure,
  figureWithoutGoal,
  formatSeconds,
  inSeconds,
  ratio,
} from '../rig/figures.ts'
import { median } from '../rig/seconds.ts'
import { rowsOf } from '../rig/section.ts'
import { measureStandIn } from './transcode-stand-in.ts'

const bytesPerMiB = 1024 ** 2
const rounds = 9

const cases: Record<string, () => Promise<Figure[]>> = { 'stand-in': standIn, wake, ledger, bill }

/** Runs `npm run bench -- transcode [case …]`: prints the rows of BENCHMARKS.md. */
export async function benchTranscode(caseNames: string[]): Promise<void> {
  const unknown = caseNames.filter(name => !cases[name])
  if (unknown.length > 0)
    throw new Problem(`Unknown case: ${unknown.join(', ')}. Use one of ${Object.keys(cases).join(', ')}.`)
  const date = new Date().toISOString().slice(0, 10)
  const chosen = Object.entries(cases).filter(([name]) => caseNames.length === 0 || caseNames.includes(name))
  for (const [name, measure] of chosen) printLine(rowsOf(date, name, await withProgress(name, measure)).join('\n'))
}

async function standIn(): Promise<Figure[]> {
  const figures: Figure[] = []
  // The sandbox uses `ultrafast`. The less ffmpeg does, the more the overhead around it matters.
  for (const preset of ['veryfast', 'ultrafast']) {
    const { standIn, ffmpeg, ratio: value } = await measureStandIn({ preset })
    const label = `job time relative to plain ffmpeg with the same ladder, preset ${preset}`
    figures.push(atMost(label, value, 1.05, ratio, `(${formatSeconds(standIn)} s; ffmpeg ${formatSeconds(ffmpeg)} s)`))
  }
  return figures
}

/**
 * Measures the time from the arrival of the last video in S3 (20 MB, in parts) to its job in MediaConvert, as seen from
 * outside.
 */
async function wake(): Promise<Figure[]> {
  const lectern = await RunningLectern.start()
  try {
    const video = await encodeTinyVideo()
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
      const label = `last video arrived → job created, ${events}, p50`
      figures.push(below(label, median(seconds), limit, inSeconds, `(${formatSeconds(seconds)} s)`))
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
    '<html><head></head><body><video controls src="video.mp4"></video></body></html>',
  )
  writeFileSync(join(folder, 'video.mp4'), video)
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

/** Measures how fast Postgres records encoding requests, without any other component. */
async function ledger(): Promise<Figure[]> {
  const videos = 10_000
  const lectern = await RunningLectern.start()
  try {
    const env = { ...process.env, DATABASE_URL: lectern.sandbox.postgres }
    const script = join(root, 'domain/transcode/encoding-requests.bench.ts')
    const runs: { first: number; again: number }[] = []
    for (let round = 0; round < 3; round++) {
      runs.push(JSON.parse(await outputOf(process.execPath, [script, `${videos}`], env)))
    }
    const first = runs.map(run => run.first)
    const requests = `${count(Math.round(videos / median(first)))} per second (${formatSeconds(first)} s for ${count(videos)})`
    return [
      figureWithoutGoal('encoding requests recorded, one package', requests),
      figureWithoutGoal('a check when all are recorded', inSeconds(median(runs.map(run => run.again)))),
    ]
  } finally {
    await lectern.stop()
  }
}

/**
 * Computes the list price of 10 minutes in full HD at 30 frames per second: our ladder compared with the outputs of
 * AWS's template.
 */
async function bill(): Promise<Figure[]> {
  const [sd, hd, minutes] = [0.0075, 0.015, 10]
  const ours = (2 * hd + 2 * sd) * minutes
  const template = (7 * hd + 8 * sd) * minutes
  const result = `$${ours.toFixed(2)} (2 HD, 2 SD) vs. $${template.toFixed(2)} (7 HD, 8 SD in the Video on Demand template)`
  return [figureWithoutGoal('a 10-minute lesson, Basic tier', result)]
}
