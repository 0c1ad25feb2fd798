import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ffmpegEnvironment } from '../../programs/ffmpeg-environment.ts'

const run = promisify(execFile)

/** What is really in the segments of a rendition. */
export interface MeasuredOutput {
  /** As ffprobe names it: `High`. */
  profile: string
  /** 31 is level 3.1. */
  level: number
  width: number
  height: number
  hasSound: boolean
  /** Of the picture, to the millisecond. */
  seconds: number
  /** To three decimals. */
  framesPerSecond: number
}

/** Reads the segments that a rendition's playlist names, without decoding them. */
export async function measureOutput(ffprobe: string, playlist: string): Promise<MeasuredOutput> {
  const entries = 'stream=codec_type,profile,width,height,level:packet=codec_type,pts_time'
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
    hasSound: streams.some(row => row.get('codec_type') === 'audio'),
    ...frameTiming(times),
  }
}

/** The last frame is taken to be as long as the others are on average. */
function frameTiming(times: number[]) {
  const first = times.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY)
  const last = times.reduce((one, other) => Math.max(one, other), 0)
  const frames = times.length
  // A single frame has no measurable pace; a second is what it is counted as.
  const framesPerSecond = frames > 1 ? (frames - 1) / (last - first) : 1
  return { seconds: roundToThousandths(frames / framesPerSecond), framesPerSecond: roundToThousandths(framesPerSecond) }
}

const roundToThousandths = (value: number) => Math.round(value * 1000) / 1000
