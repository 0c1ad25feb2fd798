import { constantRate } from '../../mediaconvert/frame-rate.ts'
import { assumedColors } from './assumed-colors.ts'
import { isBrowserPlayable } from './browser-playable.ts'
import type { ContainerFacts } from './container/inspect-container.ts'
import { lengthOf, type TrackTimes, type VideoLength } from './container/track-times.ts'
import {
  type FfprobeOutput,
  type FfprobeStream,
  isPicture,
  isRotated,
  parseRatio,
  pixelAspectRatio,
  soundOf,
} from './ffprobe-output.ts'
import type { StreamTimes } from './packet-times.ts'
import { sourceAsShown } from './source-as-shown.ts'
import { type MissingPart, unplayableVideo } from './video-problems.ts'
import type { VideoProperties } from './video-properties.ts'

/** The version of the probe rules. An older probe is renewed before a job uses it. */
export const probeVersion = 6

/** What ffprobe does not report about a file, and its size. */
export type Container = Pick<ContainerFacts, 'isWebm' | 'isMoovFirst' | 'tracks'> & { bytes: number }

const fieldOrders = new Set(['tt', 'bb', 'tb', 'bt'])
/** The transfer functions of HDR: HDR10 and Dolby Vision, and HLG. */
const hdrTransfers = new Set(['smpte2084', 'arib-std-b67'])

/** Parses ffprobe's output. Null means that ffprobe could not read the file. Cover art does not count as a picture. */
export function parseFfprobe(output: FfprobeOutput | null, container: Container): VideoProperties {
  if (!output) return unplayableVideo('UNREADABLE')
  const { format, streams = [] } = output
  const video = streams.find(isPicture)
  const { stream: audio, track: soundTrack, tracks: soundTracks } = soundOf(output)
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
    ...sourceAsShown(output),
    ...{ ...times, hasAudio, interlaced, hdr: hdrTransfers.has(video.color_transfer ?? '') },
    ...{ soundTrack, soundTracks, pictureCodec: video.codec_name ?? null, assumedColors: assumedColors(video) },
    pictureBitrate: pictureBitrate(output, times, container.bytes),
    frameRate: constantRate(parseRatio(video.avg_frame_rate, '/'), parseRatio(video.r_frame_rate, '/'), interlaced),
    ...{ browserPlayable, fastStart: browserPlayable && (container.isWebm || container.isMoovFirst) },
    ...{ problem: null, problemCode: null },
  }
}

/** Returns whether these are the times of all that a video has: its picture, and its sound if there is one. */
export const hasAllTracks = (tracks: TrackTimes[], output: FfprobeOutput): boolean =>
  tracks.some(({ type }) => type === 'video') &&
  (soundOf(output).stream === null || tracks.some(({ type }) => type === 'audio'))

/** Returns the times of picture and sound from those of their packets. */
export function tracksOfPackets(packets: Map<number, StreamTimes>, output: FfprobeOutput): TrackTimes[] {
  const times = (type: TrackTimes['type'], stream: FfprobeStream | null | undefined): TrackTimes[] => {
    const found = packets.get(stream?.index ?? -1)
    return found ? [{ type, start: Math.max(0, found.start), end: found.end }] : []
  }
  return [...times('video', output.streams?.find(isPicture)), ...times('audio', soundOf(output).stream)]
}

/** More than any picture has. A large sound beside one picture would give more than the column holds. */
const maxBitrate = 1e9

/**
 * Returns the average bits per second of the picture: of the whole file without its sounds, because headers often say
 * none. Null without a length, or if the sounds seem to be larger than the file.
 */
function pictureBitrate({ streams = [] }: FfprobeOutput, length: VideoLength, bytes: number): number | null {
  const pictureSeconds = length.pictureEndSeconds - length.pictureStartSeconds
  const soundSeconds = (length.soundEndSeconds ?? 0) - (length.soundStartSeconds ?? 0)
  // A header with a wrong length has a bitrate that is wrong by the same factor, so its own length cancels that.
  const soundBits = streams
    .filter(({ codec_type }) => codec_type === 'audio')
    .reduce((sum, sound) => sum + (Number(sound.bit_rate) || 0) * (durationOf(sound) || soundSeconds), 0)
  const pictureBits = bytes * 8 - soundBits
  if (pictureSeconds <= 0 || pictureBits <= 0) return null
  return Math.round(Math.min(maxBitrate, pictureBits / pictureSeconds))
}

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

/** Returns the display size: makes stored pixels square, then rotates. */
function displaySize(storedWidth: number, height: number, stream: FfprobeStream) {
  const width = Math.round(storedWidth * pixelAspectRatio(stream))
  return isRotated(stream) ? { width: height, height: width } : { width, height }
}
