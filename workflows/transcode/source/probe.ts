import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import { constantRate } from '../../mediaconvert/frame-rate.ts'
import { isBrowserPlayable } from './browser-playable.ts'

/** Of the rules by which a video is looked at. A look by older ones is renewed before a job is made from it. */
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

/** What ffprobe does not say of a file: is it a WebM, and does its index stand in front? */
export type Container = { isWebm: boolean; isMoovFirst: boolean }

/**
 * What we know of a video. Sizes as it is shown, after rotation and with square pixels; the length is the picture's, as a stream's is;
 * `frameRate` is constant. `problem` says why it cannot be played, `problemCode` the same as a code.
 */
export type VideoProperties = {
  durationSeconds: number | null
  width: number | null
  height: number | null
  frameRate: number | null
  hasAudio: boolean
  interlaced: boolean
  hdr: boolean
  /** A browser plays the file as it is … */
  browserPlayable: boolean
  /** … and begins before it has read all of it. */
  fastStart: boolean
  problem: string | null
  problemCode: VideoProblemCode | null
}

const problemMessages: Record<VideoProblemCode, string> = {
  UNREADABLE: 'The video cannot be read; the file is damaged or no video at all.',
  NO_PICTURE: 'There is no moving picture in this file.',
  NO_LENGTH: 'The video has no length; the file is damaged or incomplete.',
  CUT_SHORT: 'The end of the video is missing; the file was not saved or uploaded to its end.',
}

const fieldOrders = new Set(['tt', 'bb', 'tb', 'bt'])
/** Transfer functions of HDR: that of HDR10 and Dolby Vision, and that of HLG. */
const hdrTransfers = new Set(['smpte2084', 'arib-std-b67'])

/** Reads ffprobe's answer; null: it could not read the file at all. Cover art is no picture that moves, wherever it stands. */
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

/** The facts of a file that cannot be played. */
export const unplayableVideo = (problemCode: VideoProblemCode, hasAudio = false): VideoProperties => ({
  ...{ durationSeconds: null, width: null, height: null, frameRate: null, hasAudio, interlaced: false, hdr: false },
  ...{ browserPlayable: false, fastStart: false, problem: problemMessages[problemCode], problemCode },
})

/** Seconds of the picture, or 0: sound may go on longer. Matroska has it in a tag only, as in `00:01:02.500000000`. */
function durationOf({ duration, tags }: FfprobeStream): number {
  const [hours, minutes, seconds] = (tags?.DURATION ?? '').split(':').map(Number)
  return Number(duration) || (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0) || 0
}

/** As it is shown: pixels are made square as they are stored, then the picture is turned. ffprobe before 5 told the turning in a tag. */
function displaySize(
  storedWidth: number,
  height: number,
  { sample_aspect_ratio, side_data_list, tags }: FfprobeStream,
) {
  const width = Math.round(storedWidth * (parseRatio(sample_aspect_ratio, ':') || 1))
  const rotation = side_data_list?.find(data => data.rotation !== undefined)?.rotation ?? Number(tags?.rotate ?? 0)
  return Math.abs(rotation) % 180 === 90 ? { width: height, height: width } : { width, height }
}

/** A fraction as a number; 0 where there is none. */
function parseRatio(text: string | undefined, separator: string): number {
  const [numerator, denominator] = (text ?? '').split(separator).map(Number)
  return numerator && denominator ? numerator / denominator : 0
}
