import type Hls from 'hls.js'
import type { LoadPolicy } from 'hls.js'
import { play } from './author.ts'
import { chooseRecovery, initialRecoveryState } from './recovery.ts'
import type { StopStream, StreamRequest } from './stream-request.ts'
import { setRenditionWidth } from './width.ts'

/** Seconds that are loaded ahead before anybody plays: the first picture and the duration, hardly more. */
const bufferSecondsBeforePlay = 1
/** Seconds that are loaded ahead while it plays; the second one for as long as the memory's limit allows. */
const bufferConfigWhilePlaying = { maxBufferLength: 20, maxMaxBufferLength: 60 }

/** Retries of a segment before hls.js calls the error fatal: about three seconds, instead of half a minute. */
const maxSegmentRetries = 2

/** Plays a stream with hls.js, mends what can be mended, and says `failed` when nothing is left to try. */
export function streamWithHls(Library: typeof Hls, video: HTMLVideoElement, request: StreamRequest): StopStream {
  const connection = (navigator as { connection?: { downlink?: number; saveData?: boolean } }).connection
  const shouldDeferLoad = video.paused && !video.autoplay && (video.preload === 'none' || connection?.saveData === true)
  const hls = new Library({
    startPosition: request.startAt || -1,
    autoStartLoad: !shouldDeferLoad,
    startLevel: -1,
    testBandwidth: false, // with startLevel -1 it would load the first segment twice
    abrEwmaDefaultEstimate: (connection?.downlink ?? 1.5) * 1e6,
    capLevelToPlayerSize: true,
    maxBufferLength: bufferSecondsBeforePlay,
    maxMaxBufferLength: bufferSecondsBeforePlay,
    backBufferLength: 30,
    startFragPrefetch: true,
    lowLatencyMode: false,
    fragLoadPolicy: withFewerRetries(Library.DefaultConfig.fragLoadPolicy),
    enableWorker: false, // ESM builds have no worker inside
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
  if (wasPlaying) play(video) // where `<source>` elements are, a new source pauses
  return () => {
    video.removeEventListener('play', startLoading)
    hls.destroy()
  }
}

function withFewerRetries({ default: config }: LoadPolicy): LoadPolicy {
  const { errorRetry } = config
  return { default: { ...config, errorRetry: errorRetry && { ...errorRetry, maxNumRetry: maxSegmentRetries } } }
}
