import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { ffmpegEnvironment } from '../ffmpeg-environment.ts'
import { JobError } from './errors.ts'

const run = promisify(execFile)

/** The picture that a player would show, and what ffmpeg must know to get there. */
export interface VideoStream {
  /** Among the file's streams. */
  index: number
  codec: string
  /** As stored. */
  codedWidth: number
  codedHeight: number
  /** As shown: after sample aspect ratio and rotation. */
  width: number
  height: number
  /** What the outputs get, as ffmpeg takes it: `30`, `30000/1001`; a variable rate becomes the next usual one, 60 at most. */
  frameRate: string
  framesPerSecond: number
  interlaced: boolean
  hdr: boolean
}

/** The first audio track. */
export interface AudioStream {
  index: number
  codec: string
  channels: number
  sampleRate: number
  language: string
}

/** What ffprobe says about an input. */
export interface Source {
  /** Seconds. */
  duration: number
  /** Whether the file is made of boxes: MP4, QuickTime. */
  isMp4: boolean
  video: VideoStream
  /** Absent in a silent film. */
  audio?: AudioStream
}

const streamShape = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  width: z.int().default(0),
  height: z.int().default(0),
  sample_aspect_ratio: z.string().default('1:1'),
  r_frame_rate: z.string().default('0/0'),
  avg_frame_rate: z.string().default('0/0'),
  field_order: z.string().default('progressive'),
  color_transfer: z.string().optional(),
  disposition: z.object({ attached_pic: z.int().default(0) }).prefault({}),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
  channels: z.int().default(0),
  sample_rate: z.coerce.number().default(0),
  duration: z.coerce.number().optional(),
  tags: z.object({ language: z.string().optional() }).default({}),
})
type Stream = z.infer<typeof streamShape>

const answerShape = z.object({
  streams: z.array(streamShape),
  format: z.object({ format_name: z.string(), duration: z.coerce.number().optional() }),
})

/**
 * Reads a local file's streams. A cut MP4 with its index at the start looks whole here: see mp4-boxes.ts.
 * @param url how the job named it, for messages
 * @throws JobError 1010 when it is no media file, 1020 when there is no picture in it
 */
export async function probe(ffprobe: string, path: string, url: string): Promise<Source> {
  const args = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', path]
  const said = await run(ffprobe, args, { maxBuffer: 1 << 24, env: ffmpegEnvironment }).catch(error => {
    const reason = String(error.stderr ?? error)
      .trim()
      .split('\n')
      .at(-1)
      ?.replaceAll(path, url)
    throw new JobError(1010, `Unable to open input file [${url}]: [Failed probe/open: [${reason}]]`)
  })
  const { streams, format } = answerShape.parse(JSON.parse(said.stdout))
  const video = streams.find(stream => stream.codec_type === 'video' && !stream.disposition.attached_pic)
  if (!video) throw new JobError(1020, `Input file [${url}] has no video stream`)
  const audio = streams.find(stream => stream.codec_type === 'audio' && stream.channels > 0)
  return {
    duration: format.duration ?? video.duration ?? 0,
    isMp4: format.format_name.split(',').includes('mp4'),
    video: videoStream(video),
    ...(audio && { audio: audioStream(audio) }),
  }
}

function videoStream(stream: Stream): VideoStream {
  const aspect = fraction(stream.sample_aspect_ratio.replace(':', '/')) || 1
  const shown = [Math.round(stream.width * aspect), stream.height] as const
  const turned = stream.side_data_list.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90)
  const frameRate = steadyRate(stream.avg_frame_rate, stream.r_frame_rate)
  return {
    index: stream.index,
    codec: stream.codec_name,
    codedWidth: stream.width,
    codedHeight: stream.height,
    width: turned ? shown[1] : shown[0],
    height: turned ? shown[0] : shown[1],
    frameRate,
    framesPerSecond: fraction(frameRate),
    interlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order),
    hdr: stream.color_transfer === 'smpte2084' || stream.color_transfer === 'arib-std-b67',
  }
}

function audioStream(stream: Stream): AudioStream {
  const { index, codec_name: codec, channels, sample_rate: sampleRate, tags } = stream
  return { index, codec, channels, sampleRate, language: (tags.language ?? 'und').toUpperCase() }
}

/**
 * The rate of the outputs. Rates that differ by more than a hundredth mean a variable one, which becomes the next usual rate
 * above the average (MediaConvert User Guide, «Frame rate»).
 */
export function steadyRate(average: string, nominal: string): string {
  const [mean, most] = [fraction(average), fraction(nominal)]
  if (most > 0 && most <= 60 && Math.abs(mean - most) / most <= 0.01) return nominal
  return String([24, 25, 30, 50, 60].find(usual => usual >= mean - 0.01) ?? 60)
}

function fraction(text: string): number {
  const [numerator = 0, denominator = 1] = text.split('/').map(Number)
  return denominator ? numerator / denominator : 0
}
