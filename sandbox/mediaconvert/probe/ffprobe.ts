import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { ffmpegEnvironment } from '../../programs/ffmpeg-environment.ts'
import { JobError } from '../job/errors.ts'

const run = promisify(execFile)

const streamShape = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  codec_tag_string: z.string().default(''),
  width: z.int().default(0),
  height: z.int().default(0),
  pix_fmt: z.string().default(''),
  sample_aspect_ratio: z.string().default('1:1'),
  r_frame_rate: z.string().default('0/0'),
  avg_frame_rate: z.string().default('0/0'),
  field_order: z.string().default('progressive'),
  color_transfer: z.string().optional(),
  color_primaries: z.string().optional(),
  color_space: z.string().optional(),
  disposition: z.object({ attached_pic: z.int().default(0) }).prefault({}),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
  channels: z.int().default(0),
  channel_layout: z.string().optional(),
  sample_rate: z.coerce.number().default(0),
  bit_rate: z.coerce.number().optional(),
  start_time: z.coerce.number().optional(),
  duration: z.coerce.number().optional(),
  tags: z.object({ language: z.string().optional(), DURATION: z.string().optional() }).default({}),
})

/** A stream with ffprobe's member names. Unknown values have neutral defaults. */
export type Stream = z.infer<typeof streamShape>

const outputShape = z.object({
  streams: z.array(streamShape),
  format: z.object({
    format_name: z.string(),
    duration: z.coerce.number().optional(),
    bit_rate: z.coerce.number().optional(),
    tags: z.object({ major_brand: z.string().optional() }).default({}),
  }),
})

/** The output of ffprobe for a file. */
export type ProbeOutput = z.infer<typeof outputShape>

/**
 * Reads a local file's streams. Does not detect a truncated MP4 file with its index at the start. See mp4-boxes.ts.
 * @param url the URL of the file, for messages
 * @throws JobError 1010 when the file is not a media file
 */
export async function ffprobeFile(ffprobe: string, path: string, url: string): Promise<ProbeOutput> {
  const args = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', path]
  const result = await run(ffprobe, args, { maxBuffer: 1 << 24, env: ffmpegEnvironment }).catch(error => {
    const reason = String(error.stderr ?? error)
      .trim()
      .split('\n')
      .at(-1)
      ?.replaceAll(path, url)
    throw new JobError(1010, `Unable to open input file [${url}]: [Failed probe/open: [${reason}]]`)
  })
  return outputShape.parse(JSON.parse(result.stdout))
}

/** Returns when the last frame of a stream that is in a local file starts, in seconds. */
export async function lastFrameTime(ffprobe: string, path: string, stream: number): Promise<number> {
  const entries = ['-select_streams', String(stream), '-show_entries', 'packet=pts_time', '-of', 'csv=p=0']
  const { stdout } = await run(ffprobe, ['-v', 'quiet', ...entries, path], {
    maxBuffer: 1 << 28,
    env: ffmpegEnvironment,
  })
  return stdout.split('\n').reduce((last, line) => Math.max(last, Number.parseFloat(line) || 0), 0)
}

/** Returns when the packets of a stream in a local file start and end, in seconds. Undefined without packets. */
export async function packetSpan(
  ffprobe: string,
  path: string,
  stream: number,
): Promise<{ start: number; end: number } | undefined> {
  const entries = ['-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0']
  const { stdout } = await run(ffprobe, ['-v', 'quiet', '-select_streams', String(stream), ...entries, path], {
    maxBuffer: 1 << 28,
    env: ffmpegEnvironment,
  })
  const packets = stdout.split('\n').map(line => line.split(',').map(Number.parseFloat))
  const times = packets.flatMap(([time = Number.NaN, duration]) =>
    Number.isNaN(time) ? [] : [{ start: time, end: time + (duration || 0) }],
  )
  if (times.length === 0) return undefined
  return {
    start: times.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY),
    end: times.reduce((last, { end }) => Math.max(last, end), 0),
  }
}

/** Returns the duration of a stream in seconds. Matroska stores it only in a tag. */
export function durationOf({ duration, tags }: Stream): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):([\d.]+)$/.exec(tags.DURATION ?? '') ?? []
  return duration ?? (seconds ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : undefined)
}

/** Returns whether a stream is a video. An album cover does not count. */
export const isVideoStream = ({ codec_type, disposition }: Stream) =>
  codec_type === 'video' && !disposition.attached_pic

/** Returns whether a stream is audio. */
export const isAudioStream = ({ codec_type, channels }: Stream) => codec_type === 'audio' && channels > 0

/** Returns the clockwise rotation that players apply, in degrees. ffprobe reports it counterclockwise. */
export function rotationOf({ side_data_list }: Stream): number {
  const { rotation = 0 } = side_data_list.find(({ rotation }) => rotation !== undefined) ?? {}
  return (360 - Math.round(rotation)) % 360
}

/** Returns the bits of a color component. */
export const bitDepthOf = ({ pix_fmt }: Stream) => Number(/p(9|1[0-6])(le|be)?$/.exec(pix_fmt)?.[1] ?? 8)

/** Parses a fraction such as `30000/1001`. Returns 0 for `0/0`. */
export function parseFraction(text: string): number {
  const [numerator = 0, denominator = 1] = text.split('/').map(Number)
  return denominator ? numerator / denominator : 0
}
