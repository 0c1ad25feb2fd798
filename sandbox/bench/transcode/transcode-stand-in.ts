import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateJobCommand, type CreateJobCommandInput, MediaConvertClient } from '@aws-sdk/client-mediaconvert'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { EventBridgeEvent } from '../../eventbridge/event.ts'
import { Faults } from '../../faults/faults.ts'
import type { Job } from '../../mediaconvert/job/job.ts'
import { startMediaConvert } from '../../mediaconvert/mediaconvert.ts'
import { probe } from '../../mediaconvert/probe/probe.ts'
import { sampleJob } from '../../mediaconvert/sample-job.ts'
import { ffmpegArguments } from '../../mediaconvert/transcode/ffmpeg-arguments.ts'
import { resolveExecutable } from '../../programs/executables.ts'
import { ffmpegEnvironment } from '../../programs/ffmpeg-environment.ts'
import { testPattern, tone, writeTestVideo } from '../../programs/test-video.ts'
import { ensureBucket, type S3, startS3 } from '../../services/s3.ts'
import { outputOf } from '../rig/child.ts'
import { measureSeconds, median } from '../rig/seconds.ts'

/** The seconds of each round, and the ratio of the medians: stand-in divided by ffmpeg. */
export type StandInTimes = { standIn: number[]; ffmpeg: number[]; ratio: number }

type MeasureOptions = { rounds?: number; clipSeconds?: number; preset?: string }

const bucket = 'lectern'
/** ffmpeg's options for a video with a typical bit rate of cameras: 6 Mbit/s. */
const cameraOptions = '-c:v libx264 -preset veryfast -b:v 6M -pix_fmt yuv420p -c:a aac'
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
/** Sizes and maximum bit rates, in bits per second, of the default ladder. */
const ladder: [width: number, height: number, maxBitrate: number][] = [
  [854, 480, 1_400_000],
  [640, 360, 800_000],
  [1280, 720, 3_000_000],
  [1920, 1080, 5_000_000],
]

function jobInput(): CreateJobCommandInput {
  const job = sampleJob({ sizes: ladder.map(([width, height]) => [width, height]), segmentLength: 4 })
  const renditions = job.Settings!.OutputGroups![0]!.Outputs!
  ladder.forEach(([, , MaxBitrate], index) => {
    Object.assign(renditions[index]!.VideoDescription!.CodecSettings!.H264Settings!, { MaxBitrate })
  })
  return job
}

/**
 * Encodes a full HD video with the MediaConvert stand-in and, in turn, with a bare ffmpeg and the same arguments. The
 * stand-in's time is from sending CreateJob to its COMPLETE event, including reading from and writing to S3.
 * @param preset x264's preset; with `ultrafast`, which the sandbox uses, the overhead around ffmpeg matters most
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
    await writeTestVideo(clip, [testPattern(clipSeconds, { size: '1920x1080' }), tone(clipSeconds)], cameraOptions)
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

async function store({ endpoint, region, ...access }: S3, clip: string) {
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: access })
  await ensureBucket({ endpoint, region, ...access }, bucket)
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'sources/clip', Body: readFileSync(clip) }))
  client.destroy()
}

/**
 * Prepares a run of ffmpeg without the stand-in.
 * @param options.job a finished job of the stand-in, whose settings the run uses
 */
async function prepareBareFfmpeg(
  tools: { ffmpeg: string; ffprobe: string },
  { clip, folder, preset, job }: { clip: string; folder: string; preset: string; job: Job },
) {
  const { settings } = job.request
  const source = await probe(tools.ffprobe, clip, clip)
  return async () => {
    rmSync(folder, { recursive: true, force: true })
    for (const index of settings.outputGroups.keys()) mkdirSync(join(folder, String(index)), { recursive: true })
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
    /** Runs one job and returns it as the stand-in saved it. */
    async job(): Promise<Job> {
      const finished = new Promise<void>((resolve, reject) => {
        handleEvent = ({ detail: { status, errorMessage } }) => {
          if (status === 'COMPLETE') resolve()
          if (status === 'ERROR') reject(new Error(String(errorMessage)))
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
