/** What ffprobe says about one stream of a file. We read only these fields. */
export type FfprobeStream = {
  index?: number
  codec_type: string
  codec_name?: string
  width?: number
  height?: number
  pix_fmt?: string
  avg_frame_rate?: string
  r_frame_rate?: string
  sample_aspect_ratio?: string
  field_order?: string
  color_primaries?: string
  color_transfer?: string
  color_space?: string
  channels?: number
  start_time?: string
  duration?: string
  bit_rate?: string
  disposition?: { default?: number; attached_pic?: number; timed_thumbnails?: number }
  side_data_list?: { rotation?: number }[]
  tags?: { rotate?: string; DURATION?: string; enc_key_id?: string }
}

/** The part of ffprobe's JSON that we read. */
export type FfprobeOutput = {
  format?: { format_name?: string; duration?: string; start_time?: string }
  streams?: FfprobeStream[]
}

/** Whether a stream is a moving picture. Cover art is not. */
export const isPicture = ({ codec_type, disposition }: FfprobeStream) =>
  codec_type === 'video' && !disposition?.attached_pic && !disposition?.timed_thumbnails

type Sound = { stream: FfprobeStream | null; track: number | null; tracks: number | null }

/**
 * Returns the sound that players choose: the first track that is marked as the default one, or else the first. `track` is
 * its number among the sound tracks, from 1.
 */
export function soundOf({ streams = [] }: FfprobeOutput): Sound {
  const sounds = streams.filter(({ codec_type, channels }) => codec_type === 'audio' && channels !== 0)
  if (sounds.length === 0) return { stream: null, track: null, tracks: null }
  const index = Math.max(
    0,
    sounds.findIndex(({ disposition }) => disposition?.default),
  )
  return { stream: sounds[index]!, track: index + 1, tracks: sounds.length }
}

/** Returns how much wider than high a stored pixel is shown. 1 if the file does not say. */
export const pixelAspectRatio = ({ sample_aspect_ratio }: FfprobeStream): number =>
  parseRatio(sample_aspect_ratio, ':') || 1

/** Whether the picture is shown rotated by 90 degrees to either side. ffprobe before 5 reported the rotation in a tag. */
export function isRotated({ side_data_list, tags }: FfprobeStream): boolean {
  const rotation = side_data_list?.find(data => data.rotation !== undefined)?.rotation ?? Number(tags?.rotate ?? 0)
  return Math.abs(rotation) % 180 === 90
}

/** Converts a fraction to a number, or 0 if there is none. */
export function parseRatio(text: string | undefined, separator: string): number {
  const [numerator, denominator] = (text ?? '').split(separator).map(Number)
  return numerator && denominator ? numerator / denominator : 0
}
