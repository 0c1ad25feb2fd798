import { JobError } from '../job/errors.ts'
import {
  bitDepthOf,
  durationOf,
  ffprobeFile,
  isAudioStream,
  isVideoStream,
  type ProbeOutput,
  parseFraction,
  rotationOf,
  type Stream,
} from './ffprobe.ts'

/** The picture that a player would show, and what ffmpeg must know to get there. */
export interface VideoStream {
  /** Among the file's streams. */
  index: number
  codec: string
  /** Four letters of the container for the codec: `avc1`. */
  fourCC: string
  /** As stored. */
  codedWidth: number
  codedHeight: number
  pixelFormat: string
  bitDepth: number
  /** `16:15`. */
  sampleAspectRatio: string
  /** As shown: after sample aspect ratio and rotation. */
  width: number
  height: number
  /** What the outputs get, as ffmpeg takes it: `30`, `30000/1001`; a variable rate becomes the next usual one, 60 at most. */
  frameRate: string
  framesPerSecond: number
  isInterlaced: boolean
  /** Colours of a wider range than an ordinary screen's, in ffmpeg's names. */
  hdr?: { transfer: string; primaries: string; matrix: string }
  /** Seconds from the file's beginning, if the file tells. */
  start: number
  end?: number
}

/** An audio track. Times are as in VideoStream. */
export interface AudioStream {
  index: number
  codec: string
  channels: number
  sampleRate: number
  language: string
  start: number
  end?: number
}

/** What ffprobe says about an input. */
export interface Source {
  /** Seconds of the picture, which is how long the outputs will be. */
  duration: number
  /** Whether the file is made of boxes: MP4, QuickTime. */
  isMp4: boolean
  video: VideoStream
  /** In the file's order; none in a silent film. Outputs get the first. */
  audio: AudioStream[]
}

/**
 * Looks at a job's input in a local file.
 * @param url how the job named it, for messages
 * @throws JobError 1010 when it is no media file, 1020 when there is no picture in it
 */
export async function probe(ffprobe: string, path: string, url: string): Promise<Source> {
  const probeOutput = await ffprobeFile(ffprobe, path, url)
  const video = probeOutput.streams.find(isVideoStream)
  if (!video) throw new JobError(1020, `Input file [${url}] has no video stream`)
  return {
    duration: durationOf(video) ?? probeOutput.format.duration ?? 0,
    isMp4: isMp4(probeOutput),
    video: videoStream(video),
    audio: probeOutput.streams.filter(isAudioStream).map(audioStream),
  }
}

/** Whether a file is made of boxes: MP4, QuickTime. */
export const isMp4 = ({ format }: ProbeOutput) => format.format_name.split(',').includes('mp4')

function videoStream(stream: Stream): VideoStream {
  const aspect = parseFraction(stream.sample_aspect_ratio.replace(':', '/')) || 1
  const displaySize = [Math.round(stream.width * aspect), stream.height] as const
  const isRotated = rotationOf(stream) % 180 === 90
  const isInterlaced = ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order)
  const frameRate = constantFrameRate(stream.avg_frame_rate, stream.r_frame_rate, isInterlaced)
  return {
    index: stream.index,
    codec: stream.codec_name,
    fourCC: stream.codec_tag_string,
    codedWidth: stream.width,
    codedHeight: stream.height,
    pixelFormat: stream.pix_fmt,
    bitDepth: bitDepthOf(stream),
    sampleAspectRatio: stream.sample_aspect_ratio,
    width: isRotated ? displaySize[1] : displaySize[0],
    height: isRotated ? displaySize[0] : displaySize[1],
    frameRate,
    framesPerSecond: parseFraction(frameRate),
    isInterlaced,
    hdr: hdrOf(stream),
    ...streamTimes(stream),
  }
}

/** What HDR leaves unsaid is what most of it is: BT.2020. */
function hdrOf({ color_transfer: transfer = '', color_primaries, color_space }: Stream): VideoStream['hdr'] {
  if (transfer !== 'smpte2084' && transfer !== 'arib-std-b67') return undefined
  const specified = (value: string | undefined) => (value === 'unknown' ? undefined : value)
  return { transfer, primaries: specified(color_primaries) ?? 'bt2020', matrix: specified(color_space) ?? 'bt2020nc' }
}

function audioStream(stream: Stream): AudioStream {
  const { index, codec_name: codec, channels, sample_rate: sampleRate, tags } = stream
  return {
    index,
    codec,
    channels,
    sampleRate,
    language: (tags.language ?? 'und').toUpperCase(),
    ...streamTimes(stream),
  }
}

function streamTimes(stream: Stream): { start: number; end?: number } {
  const start = stream.start_time ?? 0
  const duration = durationOf(stream)
  return { start, ...(duration !== undefined && { end: start + duration }) }
}

/** Rates that MediaConvert gives films whose rate varies (MediaConvert User Guide, «Frame rate»). */
const COMMON_RATES = [1, 5, 10, 15, 24, 30, 50, 60]

/**
 * The rate of the outputs. Rates that differ by more than a hundredth mean a variable one, which becomes the next usual rate
 * above the average. Of an interlaced film ffprobe's nominal rate may be that of its fields, twice that of its frames.
 */
export function constantFrameRate(average: string, nominal: string, isInterlaced = false): string {
  const [averageRate, nominalRate] = [parseFraction(average), parseFraction(nominal)]
  const isSteadyAt = (rate: number) => rate > 0 && rate <= 60 && Math.abs(averageRate - rate) / rate <= 0.01
  if (isSteadyAt(nominalRate)) return nominal
  if (isInterlaced && isSteadyAt(nominalRate / 2)) return average
  if (averageRate === 0) return '24'
  return String(COMMON_RATES.find(usual => usual >= averageRate - 0.01) ?? 60)
}
