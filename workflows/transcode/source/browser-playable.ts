/** What of a file decides whether browsers play it; names as ffprobe says them. `isWebm`: ffprobe calls other Matroska files the same. */
export type MediaFormat = {
  format: string
  isWebm: boolean
  video: { codec?: string; pixelFormat?: string }
  /** The first track of sound, which is the one that browsers play; null in a silent film. */
  audio: { codec?: string } | null
}

/** 8 bits and every second point in colour: all that browsers decode on every device. */
const supportedPixelFormats = new Set(['yuv420p', 'yuvj420p'])

const browserFormats = [
  { fits: ({ format }: MediaFormat) => format.split(',').includes('mp4'), video: ['h264'], audio: ['aac', 'mp3'] },
  { fits: ({ isWebm }: MediaFormat) => isWebm, video: ['vp8', 'vp9', 'av1'], audio: ['opus', 'vorbis'] },
]

/** Can a browser play the file as it is? MP4 and QuickTime with H.264, and WebM; never Ogg's films, AVI and the like. */
export function isBrowserPlayable(file: MediaFormat): boolean {
  const { video, audio } = file
  return browserFormats.some(
    family =>
      family.fits(file) &&
      family.video.includes(video.codec ?? '') &&
      supportedPixelFormats.has(video.pixelFormat ?? '') &&
      (audio === null || family.audio.includes(audio.codec ?? '')),
  )
}
