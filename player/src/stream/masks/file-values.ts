import { callNative, readNative } from './native.ts'

/** What a video said about the author's file when the stream took over. The page goes on reading these values. */
export type FileValues = {
  /** The names of the author's attributes, in their order. */
  attributeNames: string[]
  /** The author's attributes, null where there is none. */
  attributes: { src: string | null; poster: string | null; style: string | null }
  currentSrc: string
  readyState: number
  networkState: number
  /** In seconds. */
  duration: number
  videoWidth: number
  videoHeight: number
  buffered: TimeRanges
  seekable: TimeRanges
  /** In seconds: the start position, or where the page has put it. */
  currentTime: number
  playbackRate: number
}

export function readFileValues(video: HTMLVideoElement): FileValues {
  const attribute = (name: string) => callNative<string | null>(video, 'getAttribute', name)
  return {
    attributeNames: callNative(video, 'getAttributeNames'),
    attributes: { src: attribute('src'), poster: attribute('poster'), style: attribute('style') },
    currentSrc: readNative(video, 'currentSrc'),
    readyState: readNative(video, 'readyState'),
    networkState: readNative(video, 'networkState'),
    duration: readNative(video, 'duration'),
    videoWidth: readNative(video, 'videoWidth'),
    videoHeight: readNative(video, 'videoHeight'),
    buffered: readNative(video, 'buffered'),
    seekable: readNative(video, 'seekable'),
    currentTime: readNative(video, 'currentTime'),
    playbackRate: readNative(video, 'playbackRate'),
  }
}
