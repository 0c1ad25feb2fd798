import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import { constantRate } from '../../mediaconvert/frame-rate.ts'
import { isBrowserPlayable } from './browser-playable.ts'
import type { ContainerFacts, TrackTimes } from './inspect-container.ts'
import { formatPosition } from './position.ts'

/** The version of the probe rules. An older probe is renewed before a job uses it. */
export const probeVersion = 4

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
  start_time?: string
  duration?: string
  disposition?: { attached_pic?: number; timed_thumbnails?: number }
  side_data_list?: { rotation?: number }[]
  tags?: { rotate?: string; DURATION?: string; enc_key_id?: string }
}

/** The part of ffprobe's JSON that we read. */
export type FfprobeOutput = {
  format?: { format_name?: string; duration?: string; start_time?: string }
  streams?: FfprobeStream[]
}

/** What ffprobe does not report about a file. */
export type Container = Pick<ContainerFacts, 'isWebm' | 'isMoovFirst' | 'tracks'>

/**
 * The properties of a video. Sizes are display sizes, after rotation and with square pixels. The duration is from the
 * start of the first sample of picture or sound to the end of the last one; the picture starts and ends within it. That
 * of a truncated video is the one that it should have.
 * `frameRate` is constant. `problem` says why the video cannot be played, and `problemCode` is its code.
 */
export type VideoProperties = {
  durationSeconds: number | null
  pictureStartSeconds: number | null
  pictureEndSeconds: number | null
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

const incompleteFile = 'The file was not saved or uploaded completely.'

const problemMessages: Record<VideoProblemCode, string> = {
  UNREADABLE: 'The video cannot be read. The file is damaged or is not a video.',
  NO_PICTURE: 'The file has no moving picture.',
  NO_LENGTH: 'The video has no length. The file is damaged or incomplete.',
  TRUNCATED: `The end of the video is missing. ${incompleteFile}`,
  SOUND_TRUNCATED: `The end of the sound is missing. ${incompleteFile}`,
  PROTECTED: 'The video is copy-protected. Lectern cannot read its picture.',
}

const fieldOrders = new Set(['tt', 'bb', 'tb', 'bt'])
/** The transfer functions of HDR: HDR10 and Dolby Vision, and HLG. */
const hdrTransfers = new Set(['smpte2084', 'arib-std-b67'])

/** Parses ffprobe's output. Null means that ffprobe could not read the file. Cover art does not count as a picture. */
export function parseFfprobe(output: FfprobeOutput | null, container: Container): VideoProperties {
  if (!output) return unplayableVideo('UNREADABLE')
  const { format, streams = [] } = output
  const video = streams.find(isPicture)
  const audio = streams.find(stream => stream.codec_type === 'audio' && stream.channels !== 0) ?? null
  const hasAudio = audio !== null
  if (streams.some(stream => stream.tags?.enc_key_id)) return unplayableVideo('PROTECTED', hasAudio)
  if (!video?.width || !video.height) return unplayableVideo('NO_PICTURE', hasAudio)
  const times = lengthOf(container.tracks) ?? lengthOf(trackTimes(output, video, audio))
  if (!times) return unplayableVideo('NO_LENGTH', hasAudio)
  const interlaced = fieldOrders.has(video.field_order ?? '')
  const browserPlayable = isBrowserPlayable({
    ...{ format: format?.format_name ?? '', isWebm: container.isWebm },
    ...{ video: { codec: video.codec_name, pixelFormat: video.pix_fmt }, audio: audio && { codec: audio.codec_name } },
  })
  return {
    ...displaySize(video.width, video.height, video),
    ...{ ...times, hasAudio, interlaced, hdr: hdrTransfers.has(video.color_transfer ?? '') },
    frameRate: constantRate(parseRatio(video.avg_frame_rate, '/'), parseRatio(video.r_frame_rate, '/'), interlaced),
    ...{ browserPlayable, fastStart: browserPlayable && (container.isWebm || container.isMoovFirst) },
    ...{ problem: null, problemCode: null },
  }
}

const isPicture = ({ codec_type, disposition }: FfprobeStream) =>
  codec_type === 'video' && !disposition?.attached_pic && !disposition?.timed_thumbnails

/** Returns the properties of a file that cannot be played. */
export const unplayableVideo = (
  problemCode: VideoProblemCode,
  hasAudio = false,
  problem = problemMessages[problemCode],
): VideoProperties => ({
  ...{ durationSeconds: null, pictureStartSeconds: null, pictureEndSeconds: null },
  ...{ width: null, height: null, frameRate: null, hasAudio, interlaced: false, hdr: false },
  ...{ browserPlayable: false, fastStart: false, problem, problemCode },
})

/** Returns the properties of a file of which only the beginning is there. Null: how much is not known. */
export function truncatedVideo(missing: MissingPart | null): VideoProperties {
  const durationSeconds = missing && missing.ofSeconds > 0 ? missing.ofSeconds : null
  return { ...unplayableVideo('TRUNCATED', false, describeMissing('video', missing)), durationSeconds }
}

/** Returns the properties of a sound with the name of a video, of which only the beginning is there. */
export const truncatedSound = (missing: MissingPart | null): VideoProperties =>
  unplayableVideo('SOUND_TRUNCATED', true, describeMissing('sound', missing))

/** Where the part that is there ends, and where the whole should end, in seconds. */
type MissingPart = { fromSeconds: number; ofSeconds: number }

function describeMissing(what: 'video' | 'sound', missing: MissingPart | null): string {
  if (!missing || missing.ofSeconds <= 0) return problemMessages[what === 'video' ? 'TRUNCATED' : 'SOUND_TRUNCATED']
  if (missing.fromSeconds < 1) return `Almost all of the ${what} is missing. ${incompleteFile}`
  return `The ${what} ends at ${formatPosition(missing.fromSeconds, missing.ofSeconds)}. ${incompleteFile}`
}

/** The properties of a file whose container takes too much time or memory to read, so that nobody knows what it lacks. */
export const uncheckedVideo: VideoProperties = unplayableVideo(
  'UNREADABLE',
  false,
  'The video cannot be checked, because reading it takes too long. The file is damaged, or was made in an unusual way.',
)

/** How much a video may end before its own header says so, in seconds. */
const lengthToleranceSeconds = 0.5

/**
 * Returns which part of a file is missing that is shorter than it says. `lastTime` is when the last picture that is there
 * starts, or the last sound of a file without a picture. `headerSeconds`: the length by its header, if ffprobe does not
 * read that. Null if the header says no length, or all of it is there: what is
 * missing may be only the list of positions behind it.
 */
export function missingPart(
  lastTime: number,
  { format, streams = [] }: FfprobeOutput,
  headerSeconds: number | null = null,
): MissingPart | null {
  const track = streams.find(isPicture) ?? streams.find(({ codec_type }) => codec_type === 'audio')
  const ofSeconds = headerSeconds ?? ((track && durationOf(track)) || Number(format?.duration) || 0)
  const tolerance = Math.max(lengthToleranceSeconds, ofSeconds / 100)
  return ofSeconds - lastTime > tolerance ? { fromSeconds: lastTime, ofSeconds } : null
}

type Length = Pick<VideoProperties, 'durationSeconds' | 'pictureStartSeconds' | 'pictureEndSeconds'>

/** Returns the length of these tracks, and the picture's place in it. Null without a picture that has a length. */
function lengthOf(tracks: TrackTimes[]): Length | null {
  const picture = tracks.find(({ type }) => type === 'video')
  if (!picture) return null
  const start = Math.min(...tracks.map(track => track.start))
  const durationSeconds = Math.max(...tracks.map(({ end }) => end)) - start
  if (!(durationSeconds > 0)) return null
  const rounded = (seconds: number) => Math.round((seconds - start) * 1e6) / 1e6
  return {
    durationSeconds: Math.round(durationSeconds * 1e6) / 1e6,
    pictureStartSeconds: rounded(picture.start),
    pictureEndSeconds: rounded(picture.end),
  }
}

/** The times of picture and sound as ffprobe reports them. A format that has only one length has it for the picture. */
function trackTimes({ format }: FfprobeOutput, video: FfprobeStream, audio: FfprobeStream | null): TrackTimes[] {
  const videoSeconds = durationOf(video) || Number(format?.duration)
  const audioSeconds = audio ? durationOf(audio) : 0
  const times = (type: TrackTimes['type'], seconds: number, { start_time }: FfprobeStream): TrackTimes[] => {
    const start = Math.max(0, Number(start_time) || 0)
    return seconds > 0 ? [{ type, start, end: start + seconds }] : []
  }
  return [...times('video', videoSeconds, video), ...(audio ? times('audio', audioSeconds, audio) : [])]
}

/**
 * Returns the duration of a track in seconds, or 0 if unknown. Matroska has it only in a tag, as in
 * `00:01:02.500000000`.
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
