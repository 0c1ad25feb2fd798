import type Hls from 'hls.js'
import type { HlsConfig } from 'hls.js'
import type { Qualities } from '../../controls/qualities.ts'
import { secondsAhead } from '../buffered.ts'
import { callNative } from '../masks/native.ts'
import { bandwidthEstimate } from './bandwidth.ts'
import { ByteWait } from './byte-wait.ts'
import { elementForHls } from './element-for-hls.ts'
import { watchLevelCap } from './level-cap.ts'
import type { PreparedStream, StreamTarget } from './media-source.ts'

/** How many seconds are loaded before the user plays: little more than the first picture. */
const secondsBeforePlay = 1
/** How many seconds are loaded ahead where the page asks for everything with `preload=auto`, and during playback. */
const secondsWithPreload = 30
const secondsWhilePlaying = 20
/** The upper limit of seconds ahead, while the memory limit allows it. */
const maxSecondsAhead = 60
/** How long the first segment after a seek may load, in seconds. */
const seekSeconds = 0.5
/** How long preparing may take. Afterward the author's file stays, and another video gets its turn. */
export const prepareTimeoutMs = 20_000

export type PrepareOptions = {
  url: string
  /** The address of the author's file, for the estimate of the bandwidth. */
  fileUrl: string
  /** The start position, in seconds. */
  startAt: number
  /** Whether the page asks for the whole video before it plays (the attribute, not the property: Firefox always says so). */
  preloadsAll: boolean
  signal: AbortSignal
}

/**
 * Loads the playlists and the first segment, without an element. hls.js keeps the parsed segment until it is attached.
 * @throws when the stream cannot be loaded or decoded, when `signal` is aborted, and after 20 seconds
 */
export function prepareHlsStream(Library: typeof Hls, options: PrepareOptions): Promise<PreparedStream> {
  const { url, signal } = options
  const hls = new Library(configFor(options))
  const { Events } = Library
  return new Promise<PreparedStream>((resolve, reject) => {
    const fail = (error: unknown) => {
      finish()
      hls.destroy()
      reject(error)
    }
    const timeout = setTimeout(() => fail(new Error('the stream takes too long to prepare')), prepareTimeoutMs)
    const onAbort = () => fail(signal.reason)
    const finish = () => {
      clearTimeout(timeout)
      signal.removeEventListener('abort', onAbort)
    }
    if (signal.aborted) return fail(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    const onError = (_: unknown, { fatal, error }: { fatal: boolean; error: Error }) => {
      if (fatal) fail(error)
    }
    hls.on(Events.ERROR, onError)
    hls.once(Events.FRAG_PARSED, () => {
      finish()
      hls.off(Events.ERROR, onError)
      resolve(new HlsStream(Library, hls))
    })
    hls.loadSource(url)
  })
}

function configFor({ fileUrl, startAt, preloadsAll }: PrepareOptions): Partial<HlsConfig> {
  const seconds = preloadsAll ? secondsWithPreload : secondsBeforePlay
  return {
    startPosition: startAt || -1,
    startLevel: -1,
    testBandwidth: false, // With startLevel -1, the test would load the first segment twice.
    abrEwmaDefaultEstimate: bandwidthEstimate(fileUrl),
    capLevelToPlayerSize: false, // It observes the element's size, which does not work with a Proxy.
    maxBufferLength: seconds,
    maxMaxBufferLength: seconds,
    backBufferLength: 30,
    startFragPrefetch: true,
    lowLatencyMode: false,
    enableWorker: false, // ESM builds do not include the worker.
    preferManagedMediaSource: false, // With it, hls.js removes the author's sources.
    // These would add text tracks that the page sees.
    enableID3MetadataCues: false,
    enableDateRangeMetadataCues: false,
    enableEmsgMetadataCues: false,
  }
}

class HlsStream implements PreparedStream {
  readonly qualities: Qualities
  readonly #Library: typeof Hls
  readonly #hls: Hls
  readonly #byteWait = new ByteWait()
  #hasFailed = false

  constructor(Library: typeof Hls, hls: Hls) {
    this.#Library = Library
    this.#hls = hls
    this.qualities = qualitiesOf(hls)
    this.#watchBytes()
  }

  attach(target: StreamTarget): void {
    const { Events } = this.#Library
    const hls = this.#hls
    this.#handleErrors(target)
    hls.once(Events.BUFFER_CREATED, (_, { tracks }) => {
      // The end of the stream becomes the end of the file.
      for (const track of Object.values(tracks)) if (track?.buffer) limitToDuration(track.buffer, target.knownDuration)
    })
    hls.once(Events.MEDIA_ATTACHED, () => callNative(target.video, 'removeAttribute', 'src'))
    hls.attachMedia({ media: elementForHls(target), overrides: { duration: target.knownDuration } })
    target.onEnd(watchLevelCap(target.video, hls))
    target.events.addEventListener('seeking', () => this.#seekFast(target.video))
  }

  onPlay(): void {
    Object.assign(this.#hls.config, { maxBufferLength: secondsWhilePlaying, maxMaxBufferLength: maxSecondsAhead })
  }

  restart(): void {
    this.#hls.startLoad()
    this.#byteWait.restart()
  }

  waitingMs(): number {
    return this.#byteWait.ms
  }

  hasFailed(): boolean {
    return this.#hasFailed
  }

  destroy(): void {
    this.#hls.destroy()
  }

  /** After a seek into what is not loaded, begins with a rendition whose segment arrives within half a second. */
  #seekFast(video: HTMLVideoElement): void {
    const hls = this.#hls
    const details = hls.levels[hls.loadLevel]?.details
    if (!details || !hls.autoLevelEnabled || secondsAhead(video) > 0) return
    const level = levelForSeek(hls.levels, hls.bandwidthEstimate, details.targetduration)
    if (level < hls.nextAutoLevel) hls.nextAutoLevel = level
  }

  /**
   * A stream that cannot be decoded has failed, and the file comes back. Only in place of a file that cannot be played, it
   * is tried once more: hls.js gives the element a new source for that, and the page sees it. What does not load is
   * loaded again.
   */
  #handleErrors({ canRecover }: StreamTarget): void {
    const { Events, ErrorTypes } = this.#Library
    const recover = this.#hls.recoverMediaError.bind(this.#hls)
    this.#hls.recoverMediaError = () => {
      if (canRecover && !this.#hasFailed) recover()
      this.#hasFailed = true
    }
    this.#hls.on(Events.ERROR, (_, { fatal, type }) => {
      if (!fatal) return
      if (type === ErrorTypes.MEDIA_ERROR) this.#hls.recoverMediaError()
      else if (type !== ErrorTypes.NETWORK_ERROR) this.#hasFailed = true
    })
  }

  #watchBytes(): void {
    const { Events, ErrorDetails } = this.#Library
    const wait = this.#byteWait
    const hls = this.#hls
    hls.on(Events.FRAG_LOADING, (_, { frag }) => wait.onRequest(frag.stats))
    hls.on(Events.LEVEL_LOADING, () => wait.onRequest(null))
    hls.on(Events.FRAG_LOADED, () => wait.onLoaded())
    hls.on(Events.LEVEL_LOADED, () => wait.onLoaded())
    hls.on(Events.FRAG_LOAD_EMERGENCY_ABORTED, () => wait.onAborted())
    hls.on(Events.ERROR, (_, { details }) => {
      if (details === ErrorDetails.FRAG_LOAD_ERROR || details === ErrorDetails.FRAG_LOAD_TIMEOUT) wait.onFailed()
    })
  }
}

/** Returns the level with the highest bitrate whose segment loads within half a second, else the lowest one. */
export function levelForSeek(levels: { bitrate: number }[], bitsPerSecond: number, segmentSeconds: number): number {
  const sorted = levels.map(({ bitrate }, id) => ({ id, bitrate })).sort((a, b) => a.bitrate - b.bitrate)
  return (
    (sorted.findLast(({ bitrate }) => (bitrate * segmentSeconds) / bitsPerSecond <= seekSeconds) ?? sorted[0])?.id ?? 0
  )
}

/** Cuts off what a stream has beyond the file's end: a frame or the padding of the sound. */
function limitToDuration(buffer: SourceBuffer, duration: number | undefined): void {
  if (!buffer.updating && duration !== undefined) buffer.appendWindowEnd = duration
}

function qualitiesOf(hls: Hls): Qualities {
  return {
    list: () =>
      hls.levels
        .map(({ height, bitrate }, id) => ({ id, height, bitrate }))
        .sort((a, b) => b.height - a.height || b.bitrate - a.bitrate),
    chosen: () => (hls.autoLevelEnabled ? null : hls.loadLevel),
    choose: id => {
      hls.nextLevel = id ?? -1
    },
  }
}
