/**
 * What decides whether browsers play a file, in ffprobe's names. ffprobe does not distinguish WebM from other Matroska.
 */
export type MediaFormat = {
  format: string
  isWebm: boolean
  video: { codec?: string; pixelFormat?: string }
  /** The first audio track, which browsers play. Null in a silent video. */
  audio: { codec?: string } | null
}

/** 8 bits with 4:2:0 chroma subsampling, which browsers decode on every device. */
const supportedPixelFormats = new Set(['yuv420p', 'yuvj420p'])

const browserFormats = [
  { matches: ({ format }: MediaFormat) => format.split(',').includes('mp4'), video: ['h264'], audio: ['aac', 'mp3'] },
  { matches: ({ isWebm }: MediaFormat) => isWebm, video: ['vp8', 'vp9', 'av1'], audio: ['opus', 'vorbis'] },
]

/** Returns whether browsers can play the original file: MP4 and QuickTime with H.264, and WebM, but not Ogg or AVI. */
export function isBrowserPlayable(file: MediaFormat): boolean {
  const { video, audio } = file
  return browserFormats.some(
    supported =>
      supported.matches(file) &&
      supported.video.includes(video.codec ?? '') &&
      supportedPixelFormats.has(video.pixelFormat ?? '') &&
      (audio === null || supported.audio.includes(audio.codec ?? '')),
  )
}
