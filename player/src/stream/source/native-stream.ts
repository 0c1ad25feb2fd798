import { callNative, writeNative } from '../masks/native.ts'
import { type PrepareOptions, prepareTimeoutMs } from './hls-stream.ts'
import type { PreparedStream } from './media-source.ts'

const hlsType = 'application/vnd.apple.mpegurl'

/**
 * How long the first segment may take, in milliseconds. The browser's own HLS loads it once more, and would not show a
 * picture before the file comes back.
 */
const maxSegmentMs = 3000

/**
 * Returns whether the browser plays HLS itself, well. Chromium claims it, too, but fails on some streams and hides
 * their captions. ManagedMediaSource tells Safari, where the browser's own HLS also keeps AirPlay.
 */
export function playsHlsNatively(): boolean {
  return 'ManagedMediaSource' in window && document.createElement('video').canPlayType(hlsType) !== ''
}

/**
 * Requests the master playlist, a rendition, and its first segment, so that they are known to exist and to come in time.
 * @throws when one of them does not load, and when the line is too slow
 */
export async function prepareNativeStream({ url, signal }: PrepareOptions): Promise<PreparedStream> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(prepareTimeoutMs)])
  const read = async (address: string) => {
    const response = await fetch(address, { signal: limited, credentials: 'omit' })
    if (!response.ok) throw new Error(`${address}: status ${response.status}`)
    return response
  }
  const firstLine = async (address: string) => {
    const lines = (await (await read(address)).text()).split(/\r?\n/)
    const line = lines.find(text => text !== '' && !text.startsWith('#'))
    if (!line) throw new Error(`${address}: no addresses`)
    return new URL(line, address).href
  }
  const segment = await firstLine(await firstLine(url))
  const begin = performance.now()
  await (await read(segment)).arrayBuffer()
  if (performance.now() - begin > maxSegmentMs) throw new Error(`${segment}: too slow`)
  return nativeStream(url)
}

/** The events that tell that a stream goes on, or that the user has just asked for another part of it. */
const signs = ['progress', 'timeupdate', 'play', 'playing', 'canplay', 'seeking', 'seeked']

function nativeStream(url: string): PreparedStream {
  let hasFailed = false
  // WebKitGTK does not always fire `waiting` when a stream runs dry.
  let lastSignAt = performance.now()
  const noteSign = () => {
    lastSignAt = performance.now()
  }
  const end = new AbortController()
  return {
    attach({ video, events }) {
      const removeSource = () => callNative<void>(video, 'removeAttribute', 'src')
      // A stream that was given up must leave the file's address alone.
      events.addEventListener('loadedmetadata', removeSource, { once: true, signal: end.signal })
      events.addEventListener('error', () => {
        hasFailed = true
      })
      for (const type of signs) events.addEventListener(type, noteSign)
      noteSign()
      writeNative(video, 'src', url)
    },
    onPlay() {},
    restart: noteSign,
    waitingMs: () => performance.now() - lastSignAt,
    hasFailed: () => hasFailed,
    qualities: null,
    destroy: () => end.abort(),
  }
}
