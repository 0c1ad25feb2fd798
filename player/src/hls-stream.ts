import type Hls from 'hls.js'
import type { LoadPolicy } from 'hls.js'
import { play } from './author.ts'
import { chooseRecovery, initialRecoveryState } from './recovery.ts'
import type { StopStream, StreamRequest } from './stream-request.ts'
import { setRenditionWidth } from './width.ts'

/** How many seconds are loaded before the user plays: little more than the first picture and the duration. */
const bufferSecondsBeforePlay = 1
/** How many seconds are loaded ahead during playback. The second value applies while the memory limit allows it. */
const bufferConfigWhilePlaying = { maxBufferLength: 20, maxMaxBufferLength: 60 }

/** How often a segment is retried before the error is fatal. Takes about 3 seconds, instead of 30 by default. */
const maxSegmentRetries = 2

/** Plays a stream with hls.js. Recovers from errors where possible, else calls `request.onFailure`. */
export function streamWithHls(Library: typeof Hls, video: HTMLVideoElement, request: StreamRequest): StopStream {
  const connection = (navigator as { connection?: { downlink?: number; saveData?: boolean } }).connection
  const shouldDeferLoad = video.paused && !video.autoplay && (video.preload === 'none' || connection?.saveData === true)
  const hls = new Library({
    startPosition: request.startAt || -1,
    autoStartLoad: !shouldDeferLoad,
    startLevel: -1,
    testBandwidth: false, // With startLevel -1, the test would load the first segment twice.
    abrEwmaDefaultEstimate: (connection?.downlink ?? 1.5) * 1e6,
    capLevelToPlayerSize: true,
    maxBufferLength: bufferSecondsBeforePlay,
    maxMaxBufferLength: bufferSecondsBeforePlay,
    backBufferLength: 30,
    startFragPrefetch: true,
    lowLatencyMode: false,
    fragLoadPolicy: withFewerRetries(Library.DefaultConfig.fragLoadPolicy),
    enableWorker: false, // ESM builds do not include the worker.
  })
  let recoveryState = initialRecoveryState
  const { Events, ErrorTypes } = Library

  hls.on(Events.MANIFEST_PARSED, (_, { levels }) =>
    setRenditionWidth(video, Math.max(...levels.map(level => level.width))),
  )
  hls.on(Events.ERROR, (_, error) => {
    if (!error.fatal) return
    const type =
      error.type === ErrorTypes.MEDIA_ERROR ? 'media' : error.type === ErrorTypes.NETWORK_ERROR ? 'network' : 'other'
    const code = error.response?.code ?? 0
    const isRetryable = hls.levels.length > 0 && !(code >= 400 && code < 500)
    const [action, nextState] = chooseRecovery(type, isRetryable, recoveryState, performance.now())
    recoveryState = nextState
    if (action === 'give up') return request.onFailure()
    if (action === 'restart') return hls.startLoad()
    if (action === 'swap') hls.swapAudioCodec()
    hls.recoverMediaError()
  })

  const startLoading = () => {
    Object.assign(hls.config, bufferConfigWhilePlaying)
    if (shouldDeferLoad) hls.startLoad(request.startAt || -1)
  }
  video.addEventListener('play', startLoading, { once: true })
  const wasPlaying = !video.paused
  if (wasPlaying || video.autoplay) startLoading()

  hls.loadSource(request.url)
  hls.attachMedia(video)
  if (wasPlaying) play(video) // With `<source>` elements, a new source pauses the video.
  return () => {
    video.removeEventListener('play', startLoading)
    hls.destroy()
  }
}

function withFewerRetries({ default: config }: LoadPolicy): LoadPolicy {
  const { errorRetry } = config
  return { default: { ...config, errorRetry: errorRetry && { ...errorRetry, maxNumRetry: maxSegmentRetries } } }
}
