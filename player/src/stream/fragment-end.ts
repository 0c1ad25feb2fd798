import { callNative, readNative } from './masks/native.ts'
import type { SwappedVideo } from './swapped-video.ts'

/** How often the end is looked for, in milliseconds. Browsers are as exact with files. */
const intervalMs = 50

/**
 * Returns the end of a media fragment in seconds, or null. Reads all forms of Media Fragments URI 1.0 that browsers
 * read: `t=3,6`, `t=npt:3,6`, `t=,6`, and clock times such as `t=0:01:30,0:02:00`.
 */
export function fragmentEnd(address: string): number | null {
  const hash = address.split('#', 2)[1] ?? ''
  const value = new URLSearchParams(hash).getAll('t').at(-1)?.replace(/^npt:/, '')
  const [start = '', end] = value?.split(',') ?? []
  const endSeconds = end === undefined ? null : parseTime(end)
  const startSeconds = start === '' ? 0 : parseTime(start)
  return endSeconds !== null && startSeconds !== null && endSeconds > startSeconds ? endSeconds : null
}

function parseTime(text: string): number | null {
  const match = /^(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:\.\d*)?)s?$/.exec(text)
  if (!match) return null
  const [, hours = 0, minutes = 0, seconds = 0] = match.map(Number).map(number => number || 0)
  return hours * 3600 + minutes * 60 + seconds
}

/** Pauses a stream once behind the end of the file's media fragment, as browsers do with files. Returns a function that stops. */
export function stopAtFragmentEnd(swapped: SwappedVideo): () => void {
  const end = fragmentEnd(swapped.file.currentSrc)
  if (end === null) return () => {}
  const { video } = swapped
  const timer = setInterval(() => {
    if (readNative(video, 'paused') || readNative(video, 'seeking') || readNative(video, 'currentTime') < end) return
    clearInterval(timer)
    callNative(video, 'pause')
  }, intervalMs)
  return () => clearInterval(timer)
}
