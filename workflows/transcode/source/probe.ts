import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import { constantRate } from '../../mediaconvert/frame-rate.ts'
import { isBrowserPlayable } from './browser-playable.ts'

/** The version of the probe rules. An older probe is renewed before a job uses it. */
export const probeVersion = 2

type FfprobeStream = {
  codec_type: string
  codec_name?: string
  width?: number
  height?: number
  pix_fmt?: string
  avg_frame_rate?: string
  r_frame_rate?: string
  sample_aspect_ratio?: string
  field_order?: string
  color_transfer?: string
  channels?: number
  duration?: string
  disposition?: { attached_pic?: number }
  side_data_list?: { rotation?: number }[]
  tags?: { rotate?: string; DURATION?: string }
}

/** The part of ffprobe's JSON that we read. */
export type FfprobeOutput = { format?: { format_name?: string; duration?: string }; streams?: FfprobeStream[] }

/** What ffprobe does not report about a file: whether it is WebM, and whether its index comes first. */
export type Container = { isWebm: boolean; isMoovFirst: boolean }

/**
 * The properties of a video. Sizes are display sizes, after rotation and with square pixels. The duration is the
 * picture's, as in a stream. `frameRate` is constant. `problem` says why the video cannot be played, and `problemCode`
 * is its code.
 */
export type VideoProperties = {
  durationSeconds: number | null
  width: number | null
  height: number | null
  frameRate: number | null
  hasAudio: boolean
  interlaced: boolean
  hdr: boolean
  /** Whether browsers play the original file. */
  browserPlayable: boolean
  /** Whether browsers also start before they have read the whole file. */
  fastStart: boolean
  problem: string | null
  problemCode: VideoProblemCode | null
}

const problemMessages: Record<VideoProblemCode, string> = {
  UNREADABLE: 'The video cannot be read. The file is damaged or is not a video.',
  NO_PICTURE: 'The file has no moving picture.',
  NO_LENGTH: 'The video has no length. The file is damaged or incomplete.',
  TRUNCATED: 'The end of the video is missing. The file was not saved or uploaded completely.',
}

const fieldOrders = new Set(['tt', 'bb', 'tb', 'bt'])
/** The transfer functions of HDR: HDR10 and Dolby Vision, and HLG. */
const hdrTransfers = new Set(['smpte2084', 'arib-std-b67'])

/** Parses ffprobe's output. Null means that ffprobe could not read the file. Cover art does not count as a picture. */
export function parseFfprobe(output: FfprobeOutput | null, container: Container): VideoProperties {
  if (!output) return unplayableVideo('UNREADABLE')
  const { format, streams = [] } = output
  const video = streams.find(stream => stream.codec_type === 'video' && !stream.disposition?.attached_pic)
  const audio = streams.find(stream => stream.codec_type === 'audio' && stream.channels !== 0) ?? null
  const hasAudio = audio !== null
  if (!video?.width || !video.height) return unplayableVideo('NO_PICTURE', hasAudio)
  const durationSeconds = durationOf(video) || Number(format?.duration)
  if (!(durationSeconds > 0)) return unplayableVideo('NO_LENGTH', hasAudio)
  const interlaced = fieldOrders.has(video.field_order ?? '')
  const browserPlayable = isBrowserPlayable({
    ...{ format: format?.format_name ?? '', isWebm: container.isWebm },
    ...{ video: { codec: video.codec_name, pixelFormat: video.pix_fmt }, audio: audio && { codec: audio.codec_name } },
  })
  return {
    ...displaySize(video.width, video.height, video),
    ...{ durationSeconds, hasAudio, interlaced, hdr: hdrTransfers.has(video.color_transfer ?? '') },
    frameRate: constantRate(parseRatio(video.avg_frame_rate, '/'), parseRatio(video.r_frame_rate, '/'), interlaced),
    ...{ browserPlayable, fastStart: browserPlayable && (container.isWebm || container.isMoovFirst) },
    ...{ problem: null, problemCode: null },
  }
}

/** Returns the properties of a file that cannot be played. */
export const unplayableVideo = (problemCode: VideoProblemCode, hasAudio = false): VideoProperties => ({
  ...{ durationSeconds: null, width: null, height: null, frameRate: null, hasAudio, interlaced: false, hdr: false },
  ...{ browserPlayable: false, fastStart: false, problem: problemMessages[problemCode], problemCode },
})

/**
 * Returns the duration of the picture in seconds, or 0 if unknown. Audio may be longer. Matroska has it only in a tag,
 * as in `00:01:02.500000000`.
 */
function durationOf({ duration, tags }: FfprobeStream): number {
  const [hours, minutes, seconds] = (tags?.DURATION ?? '').split(':').map(Number)
  return Number(duration) || (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0) || 0
}

/**
 * Returns the display size: makes stored pixels square, then rotates. ffprobe before 5 reported the rotation in a tag.
 */
function displaySize(
  storedWidth: number,
  height: number,
  { sample_aspect_ratio, side_data_list, tags }: FfprobeStream,
) {
  const width = Math.round(storedWidth * (parseRatio(sample_aspect_ratio, ':') || 1))
  const rotation = side_data_list?.find(data => data.rotation !== undefined)?.rotation ?? Number(tags?.rotate ?? 0)
  return Math.abs(rotation) % 180 === 90 ? { width: height, height: width } : { width, height }
}

/** Converts a fraction to a number, or 0 if there is none. */
function parseRatio(text: string | undefined, separator: string): number {
  const [numerator, denominator] = (text ?? '').split(separator).map(Number)
  return numerator && denominator ? numerator / denominator : 0
}
