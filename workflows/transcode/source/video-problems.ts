import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import { formatPosition } from './position.ts'
import type { VideoProperties } from './video-properties.ts'

const incompleteFile = 'The file was not saved or uploaded completely.'

const problemMessages: Record<VideoProblemCode, string> = {
  UNREADABLE: 'The video cannot be read. The file is damaged or is not a video.',
  NO_PICTURE: 'The file has no moving picture.',
  NO_LENGTH: 'The video has no length. The file is damaged or incomplete.',
  TRUNCATED: `The end of the video is missing. ${incompleteFile}`,
  SOUND_TRUNCATED: `The end of the sound is missing. ${incompleteFile}`,
  PROTECTED: 'The video is copy-protected. Lectern cannot read its picture.',
}

/** Returns the properties of a file that cannot be played. */
export const unplayableVideo = (
  problemCode: VideoProblemCode,
  hasAudio = false,
  problem = problemMessages[problemCode],
): VideoProperties => ({
  ...{ durationSeconds: null, pictureStartSeconds: null, pictureEndSeconds: null },
  ...{ soundStartSeconds: null, soundEndSeconds: null, soundTracks: null, soundTrack: null },
  ...{ sourceWidth: null, sourceHeight: null, sourceSeconds: null },
  ...{ width: null, height: null, frameRate: null, hasAudio, interlaced: false, hdr: false },
  ...{ pictureCodec: null, pictureBitrate: null, assumedColors: null },
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
export type MissingPart = { fromSeconds: number; ofSeconds: number }

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
