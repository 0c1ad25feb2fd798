import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateJobCommand, type CreateJobCommandInput, MediaConvertClient } from '@aws-sdk/client-mediaconvert'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { EventBridgeEvent } from '../../eventbridge/event.ts'
import { resolveExecutable } from '../../programs/executables.ts'
import { Faults } from '../../faults/faults.ts'
import { ffmpegEnvironment } from '../../programs/ffmpeg-environment.ts'
import { ffmpegArguments } from '../../mediaconvert/transcode/ffmpeg-arguments.ts'
import type { Job } from '../../mediaconvert/job/job.ts'
import { startMediaConvert } from '../../mediaconvert/mediaconvert.ts'
import { probe } from '../../mediaconvert/probe/probe.ts'
import { sampleJob } from '../../mediaconvert/sample-job.ts'
import { ensureBucket, type S3, startS3 } from '../../services/s3.ts'
import { outputOf } from '../rig/child.ts'
import { measureSeconds, median } from '../rig/seconds.ts'

/** Seconds of each round, and the stand-in's median over ffmpeg's. */
export type StandInTimes = { standIn: number[]; ffmpeg: number[]; ratio: number }

type MeasureOptions = { rounds?: number; clipSeconds?: number; preset?: string }

const bucket = 'lectern'
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
/** Sizes and most bits a second of the usual ladder. */
const LADDER: [width: number, height: number, maxBitrate: number][] = [
  [854, 480, 1_400_000],
  [640, 360, 800_000],
  [1280, 720, 3_000_000],
  [1920, 1080, 5_000_000],
]

function jobInput(): CreateJobCommandInput {
  const job = sampleJob({ sizes: LADDER.map(([width, height]) => [width, height]), segmentLength: 4 })
  const renditions = job.Settings!.OutputGroups![0]!.Outputs!
  LADDER.forEach(([, , MaxBitrate], at) => {
    Object.assign(renditions[at]!.VideoDescription!.CodecSettings!.H264Settings!, { MaxBitrate })
  })
  return job
}

/**
 * One film in full HD through the stand-in of MediaConvert, from sending CreateJob to its event COMPLETE, fetching from and storing in S3
 * included, and in turn through a bare ffmpeg with the very same arguments.
 * @param preset of x264; `ultrafast` is the sandbox's, beside which everything that is not ffmpeg weighs most
 */
export async function measureStandIn({
  rounds = 3,
  clipSeconds = 30,
  preset = 'ultrafast',
}: MeasureOptions = {}): Promise<StandInTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const tools = { ffmpeg: await resolveExecutable('ffmpeg'), ffprobe: await resolveExecutable('ffprobe') }
  const s3 = await startS3({ data: folder, executable: await resolveExecutable('weed') })
  try {
    const clip = join(folder, 'clip.mp4')
    await drawClip(tools.ffmpeg, clip, clipSeconds)
    await store(s3, clip)
    const standInRunner = await startStandIn({ ...tools, s3, preset, state: join(folder, 'state') })
    const times: Omit<StandInTimes, 'ratio'> = { standIn: [], ffmpeg: [] }
    try {
      const runFfmpeg = await prepareBareFfmpeg(tools, {
        clip,
        folder: join(folder, 'bare'),
        preset,
        job: await standInRunner.job(),
      })
      for (let round = 0; round < rounds; round++) {
        times.ffmpeg.push(await measureSeconds(runFfmpeg))
        times.standIn.push(await measureSeconds(standInRunner.job))
      }
    } finally {
      await standInRunner.close()
    }
    return { ...times, ratio: median(times.standIn) / median(times.ffmpeg) }
  } finally {
    await s3.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Six megabits a second, as cameras' films have. */
async function drawClip(ffmpeg: string, path: string, clipSeconds: number) {
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=1920x1080:rate=30:duration=${clipSeconds}`]
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${clipSeconds}`]
  const codecs = '-c:v libx264 -preset veryfast -b:v 6M -pix_fmt yuv420p -c:a aac'.split(' ')
  await outputOf(ffmpeg, ['-v', 'error', ...picture, ...sound, ...codecs, path], ffmpegEnvironment)
}

async function store({ endpoint, region, ...access }: S3, clip: string) {
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: access })
  await ensureBucket({ endpoint, region, ...access }, bucket)
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'sources/clip', Body: readFileSync(clip) }))
  client.destroy()
}

/** @param given.job a job that the stand-in did, whose settings are taken over */
async function prepareBareFfmpeg(
  tools: { ffmpeg: string; ffprobe: string },
  { clip, folder, preset, job }: { clip: string; folder: string; preset: string; job: Job },
) {
  const { settings } = job.request
  const source = await probe(tools.ffprobe, clip, clip)
  return async () => {
    rmSync(folder, { recursive: true, force: true })
    for (const at of settings.outputGroups.keys()) mkdirSync(join(folder, String(at)), { recursive: true })
    await outputOf(tools.ffmpeg, ffmpegArguments({ settings, source, input: clip, folder, preset }), ffmpegEnvironment)
  }
}

async function startStandIn(options: { ffmpeg: string; ffprobe: string; s3: S3; preset: string; state: string }) {
  let handleEvent: (event: EventBridgeEvent) => void = () => {}
  const { url, close } = await startMediaConvert({
    ...{ ...options, port: 0, region: options.s3.region, concurrentJobs: 1, faults: new Faults() },
    onEvent: event => handleEvent(event),
  })
  const client = new MediaConvertClient({ region: options.s3.region, endpoint: url, credentials })
  return {
    /** Does one, and gives it as it was kept. */
    async job(): Promise<Job> {
      const finished = new Promise<void>((done, failed) => {
        handleEvent = ({ detail: { status, errorMessage } }) => {
          if (status === 'COMPLETE') done()
          if (status === 'ERROR') failed(new Error(String(errorMessage)))
        }
      })
      const { Job: created } = await client.send(new CreateJobCommand(jobInput()))
      await finished
      return JSON.parse(readFileSync(join(options.state, 'jobs', `${created!.Id}.json`), 'utf8'))
    },
    async close() {
      client.destroy()
      await close()
    },
  }
}
