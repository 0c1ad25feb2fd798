import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ffmpegEnvironment } from '../../programs/ffmpeg-environment.ts'
import { parseFraction } from '../probe/ffprobe.ts'

const run = promisify(execFile)

/** The actual properties of a rendition's segments. */
export interface MeasuredOutput {
  /** ffprobe's name, such as `High`. */
  profile: string
  /** 31 is level 3.1. */
  level: number
  width: number
  height: number
  hasAudio: boolean
  /** The duration of the video, to the millisecond. */
  seconds: number
  /** Rounded to three decimals. */
  framesPerSecond: number
}

/** Measures the segments of a rendition's playlist without decoding them. */
export async function measureOutput(ffprobe: string, playlist: string): Promise<MeasuredOutput> {
  const entries = 'stream=codec_type,profile,width,height,level,r_frame_rate:packet=codec_type,pts_time'
  const args = ['-v', 'error', '-show_entries', entries, '-of', 'compact=nokey=0:print_section=1', playlist]
  const { stdout } = await run(ffprobe, args, { maxBuffer: 1 << 29, env: ffmpegEnvironment })
  const rows = stdout.split('\n').map(line => new Map(line.split('|').map(cell => cell.split('=') as [string, string])))
  const streams = rows.filter(row => row.has('stream'))
  const videoRow = streams.find(row => row.get('codec_type') === 'video')
  const times = rows
    .filter(row => row.has('packet') && row.get('codec_type') === 'video')
    .map(row => Number(row.get('pts_time')))
  return {
    profile: videoRow?.get('profile') ?? 'High',
    level: Number(videoRow?.get('level') ?? 40),
    width: Number(videoRow?.get('width')),
    height: Number(videoRow?.get('height')),
    hasAudio: streams.some(row => row.get('codec_type') === 'audio'),
    ...frameTiming(times, parseFraction(videoRow?.get('r_frame_rate') ?? '')),
  }
}

/**
 * Computes duration and frame rate. Assumes that the last frame has the average duration of the others. A single frame
 * has the duration of its stream's rate.
 */
function frameTiming(times: number[], nominalRate: number) {
  const first = times.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY)
  const last = times.reduce((one, other) => Math.max(one, other), 0)
  const frames = times.length
  const framesPerSecond = frames > 1 ? (frames - 1) / (last - first) : nominalRate || 1
  return { seconds: roundToThousandths(frames / framesPerSecond), framesPerSecond: roundToThousandths(framesPerSecond) }
}

const roundToThousandths = (value: number) => Math.round(value * 1000) / 1000
