import { JobError } from '../job/errors.ts'
import {
  bitDepthOf,
  durationOf,
  ffprobeFile,
  isAudioStream,
  isVideoStream,
  lastFrameTime,
  type ProbeOutput,
  packetSpan,
  parseFraction,
  rotationOf,
  type Stream,
} from './ffprobe.ts'

/** A video stream, as stored and as players show it. */
export interface VideoStream {
  /** The index among the file's streams. */
  index: number
  codec: string
  /** The container's four-letter code of the codec, such as `avc1`. */
  fourCC: string
  /** The stored size. */
  codedWidth: number
  codedHeight: number
  pixelFormat: string
  bitDepth: number
  /** Such as `16:15`. */
  sampleAspectRatio: string
  /** The displayed size, after sample aspect ratio and rotation. */
  width: number
  height: number
  /**
   * The frame rate of the outputs for ffmpeg, such as `30000/1001`. A variable rate becomes the next common one, at
   * most 60.
   */
  frameRate: string
  framesPerSecond: number
  isInterlaced: boolean
  /** The HDR color parameters, in ffmpeg's names. Undefined for SDR. */
  hdr?: { transfer: string; primaries: string; matrix: string }
  /** In seconds from the start of the file. */
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

/** The properties of an input. */
export interface Source {
  /** The duration of the video in seconds, with `black`. It is also the duration of the outputs. */
  duration: number
  /** The seconds of black before and after the picture, with PadVideo. */
  black?: { before: number; after: number }
  /** Whether the file consists of boxes (MP4, QuickTime). */
  isMp4: boolean
  video: VideoStream
  /** The audio tracks in the file's order. Empty for a silent video. Outputs use the selected track. */
  audio: AudioStream[]
}

/**
 * Probes a job's input in a local file.
 * @param url the URL of the input, for messages
 * @throws JobError 1010 when the file is not a media file, 1020 when it has no video
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

/**
 * Returns the input with the black that PadVideo adds, so that the picture is as long as the sound (MediaConvert User
 * Guide, "Padding video with black video frames"). Reads the whole local file.
 */
export async function withBlack(ffprobe: string, path: string, source: Source, audio: AudioStream): Promise<Source> {
  const picture = await packetSpan(ffprobe, path, source.video.index)
  const sound = await packetSpan(ffprobe, path, audio.index)
  if (!picture || !sound) return source
  const black = {
    before: Math.max(0, picture.start - Math.max(0, sound.start)),
    after: Math.max(0, sound.end - picture.end),
  }
  return { ...source, black, duration: black.before + picture.end - picture.start + black.after }
}

/** How much earlier than announced the last frame may start, in seconds. */
const MISSING_SECONDS = 0.5

/** Returns whether frames that the index lists are missing at the end of a local file. Reads the whole file. */
export async function isPictureMissing(ffprobe: string, path: string, { duration, video }: Source): Promise<boolean> {
  return video.start + duration - (await lastFrameTime(ffprobe, path, video.index)) > MISSING_SECONDS
}

/** Returns whether a file consists of boxes (MP4, QuickTime). */
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

/** Returns the HDR color parameters. Missing ones default to BT.2020, which most HDR videos use. */
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

/** The rates that MediaConvert uses for videos with a variable rate (MediaConvert User Guide, "Frame rate"). */
const COMMON_RATES = [1, 5, 10, 15, 24, 30, 50, 60]

/**
 * Returns the frame rate of the outputs. If the average and nominal rates differ by more than 1 percent, the rate is
 * variable and becomes the next common rate above the average. For an interlaced video, ffprobe's nominal rate may
 * count fields, which is twice the frame rate.
 */
export function constantFrameRate(average: string, nominal: string, isInterlaced = false): string {
  const [averageRate, nominalRate] = [parseFraction(average), parseFraction(nominal)]
  const isSteadyAt = (rate: number) => rate > 0 && rate <= 60 && Math.abs(averageRate - rate) / rate <= 0.01
  if (isSteadyAt(nominalRate)) return nominal
  if (isInterlaced && isSteadyAt(nominalRate / 2)) return average
  if (averageRate === 0) return '24'
  return String(COMMON_RATES.find(rate => rate >= averageRate - 0.01) ?? 60)
}
