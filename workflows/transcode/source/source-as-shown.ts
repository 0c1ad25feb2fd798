import { type FfprobeOutput, isPicture, isRotated, pixelAspectRatio } from './ffprobe-output.ts'

/** The size and duration that browsers report: `videoWidth`, `videoHeight`, and `duration` in seconds. Null when unknown. */
export type SourceAsShown = {
  sourceWidth: number | null
  sourceHeight: number | null
  sourceSeconds: number | null
}

/** Returns the size and duration that browsers report of a file that ffprobe has read. */
export function sourceAsShown(output: FfprobeOutput): SourceAsShown {
  return { ...shownSize(output), sourceSeconds: shownSeconds(output) }
}

/**
 * Pixels that are not square make one side longer and leave the other one, as in the HTML standard: "the user agent must
 * apply the ratio by increasing one dimension and leaving the other unchanged."
 */
function shownSize({ streams = [] }: FfprobeOutput): Pick<SourceAsShown, 'sourceWidth' | 'sourceHeight'> {
  const picture = streams.find(isPicture)
  if (!picture?.width || !picture.height) return { sourceWidth: null, sourceHeight: null }
  const ratio = pixelAspectRatio(picture)
  const width = Math.round(picture.width * Math.max(1, ratio))
  const height = Math.round(picture.height * Math.max(1, 1 / ratio))
  return isRotated(picture)
    ? { sourceWidth: height, sourceHeight: width }
    : { sourceWidth: width, sourceHeight: height }
}

/**
 * MP4 and QuickTime have a length for each track, and browsers take the longest one of picture and sound, whatever the
 * header of the movie says. WebM has only that of the header. A recording without any length is endless for browsers.
 * Measured in Chromium 156.
 */
function shownSeconds({ format, streams = [] }: FfprobeOutput): number | null {
  const lengths = streams.flatMap(stream =>
    isPicture(stream) || stream.codec_type === 'audio' ? Number(stream.duration) || [] : [],
  )
  return lengths.length > 0 ? Math.max(...lengths) : Number(format?.duration) || null
}
