import { browserOptions, encodeTestVideo } from '../../../sandbox/programs/test-video.ts'

/** The content of a file, or a function that makes it. */
type Content = string | Buffer | (() => Promise<Buffer>)

/** A small package, and what a synchronization must make of it. */
export type SmallPackage = {
  /** The files by path. A path that ends with a slash is an empty folder; its content is ''. */
  files: Record<string, Content>
  /** The page that it opens with. Null when that is unclear or there is none. */
  rootPage: string | null
  /** The findings in the order of paths and lines: `CODE path line`, without a line for findings of a whole file. */
  findings: string[]
  /** The paths of the videos that are streamed: not decoration, not an alternate source of another one. */
  videos: string[]
}

/** A page with this body. */
export const page = (body = ''): string =>
  `<!doctype html><html><head><title>x</title></head><body>${body}</body></html>`

const videos = new Map<string, Promise<Buffer>>()

/** Makes a video from ffmpeg's sources, the same one only once. See `encodeTestVideo`. */
export const video =
  (sources: string[], options = browserOptions, extension = 'mp4') =>
  (): Promise<Buffer> => {
    const key = JSON.stringify([sources, options, extension])
    const made = videos.get(key) ?? encodeTestVideo(sources, options, extension)
    videos.set(key, made)
    return made
  }

/** Returns the first part of a file, as a fraction. */
export const part = (make: () => Promise<Buffer>, fraction: number) => async () => {
  const bytes = await make()
  return bytes.subarray(0, bytes.length * fraction)
}

/** Changes the bytes of a file. */
export const changed = (make: () => Promise<Buffer>, change: (bytes: Buffer) => void) => async () => {
  const bytes = Buffer.from(await make())
  change(bytes)
  return bytes
}
