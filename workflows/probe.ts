import type { VideoProblem } from '@lectern/schema/changes/looks'

/** The part of ffprobe's JSON that we read. */
export type ProbeAnswer = {
  format?: { duration?: string }
  streams?: {
    codec_type: string
    width?: number
    height?: number
    avg_frame_rate?: string
    sample_aspect_ratio?: string
    duration?: string
    disposition?: { attached_pic?: number }
    side_data_list?: { rotation?: number }[]
  }[]
}

/**
 * What we know of a video. Sizes as it is shown, after rotation and with square pixels; `problem` says why it cannot be played, `problemCode`
 * the same as a code.
 */
export type VideoFacts = {
  durationSeconds: number | null
  width: number | null
  height: number | null
  frameRate: number | null
  hasAudio: boolean
  problem: string | null
  problemCode: VideoProblem | null
}

const words: Record<VideoProblem, string> = {
  UNREADABLE: 'The video cannot be read; the file is damaged or no video at all.',
  NO_PICTURE: 'There is no moving picture in this file.',
  NO_LENGTH: 'The video has no length; the file is damaged or incomplete.',
  CUT_SHORT: 'The end of the video is missing; the file was not saved or uploaded to its end.',
}

/** Reads ffprobe's answer; null: it could not read the file at all. Cover art is no picture that moves. */
export function videoFacts(answer: ProbeAnswer | null): VideoFacts {
  if (!answer) return unplayable('UNREADABLE')
  const video = answer.streams?.find(stream => stream.codec_type === 'video' && !stream.disposition?.attached_pic)
  const hasAudio = answer.streams?.some(stream => stream.codec_type === 'audio') ?? false
  const durationSeconds = Number(answer.format?.duration ?? video?.duration ?? Number.NaN)
  if (!video?.width || !video.height) return unplayable('NO_PICTURE', hasAudio)
  if (!(durationSeconds > 0)) return unplayable('NO_LENGTH', hasAudio)
  const shown = video.width * ratio(video.sample_aspect_ratio, ':')
  const turned = Math.abs(video.side_data_list?.find(data => data.rotation !== undefined)?.rotation ?? 0) % 180 === 90
  const [width, height] = turned ? [video.height, shown] : [shown, video.height]
  const rate = ratio(video.avg_frame_rate, '/')
  return {
    durationSeconds,
    width: Math.round(width),
    height: Math.round(height),
    frameRate: rate,
    hasAudio,
    problem: null,
    problemCode: null,
  }
}

/** The facts of a file that cannot be played. */
export const unplayable = (problemCode: VideoProblem, hasAudio = false): VideoFacts => ({
  ...{ durationSeconds: null, width: null, height: null, frameRate: null, hasAudio },
  ...{ problem: words[problemCode], problemCode },
})

function ratio(text: string | undefined, separator: string): number {
  const [above, below] = (text ?? '').split(separator).map(Number)
  return above && below ? above / below : 1
}
