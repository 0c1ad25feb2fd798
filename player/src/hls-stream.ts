import type Hls from 'hls.js'
import type { LoadPolicy } from 'hls.js'
import { play } from './author.ts'
import { mendFor, nothingTried } from './recovery.ts'
import type { Stop, Wish } from './stream.ts'
import { keepWidth } from './width.ts'

/** Seconds that are loaded ahead before anybody plays: the first picture and the duration, hardly more. */
const aheadBeforePlay = 1
/** Seconds that are loaded ahead while it plays; the second one for as long as the memory's limit allows. */
const aheadWhilePlaying = { maxBufferLength: 20, maxMaxBufferLength: 60 }

/** Retries of a segment before hls.js calls the error fatal: about three seconds, instead of half a minute. */
const retries = 2

/** Plays a stream with hls.js, mends what can be mended, and says `failed` when nothing is left to try. */
export function streamWithHls(Library: typeof Hls, video: HTMLVideoElement, wish: Wish): Stop {
  const connection = (navigator as { connection?: { downlink?: number; saveData?: boolean } }).connection
  const waits = video.paused && !video.autoplay && (video.preload === 'none' || connection?.saveData === true)
  const hls = new Library({
    startPosition: wish.startAt || -1,
    autoStartLoad: !waits,
    startLevel: -1,
    testBandwidth: false, // with startLevel -1 it would load the first segment twice
    abrEwmaDefaultEstimate: (connection?.downlink ?? 1.5) * 1e6,
    capLevelToPlayerSize: true,
    maxBufferLength: aheadBeforePlay,
    maxMaxBufferLength: aheadBeforePlay,
    backBufferLength: 30,
    startFragPrefetch: true,
    lowLatencyMode: false,
    fragLoadPolicy: fewerRetries(Library.DefaultConfig.fragLoadPolicy),
    enableWorker: false, // ESM builds have no worker inside
  })
  let tried = nothingTried
  const { Events, ErrorTypes } = Library

  hls.on(Events.MANIFEST_PARSED, (_, { levels }) => keepWidth(video, Math.max(...levels.map(level => level.width))))
  hls.on(Events.ERROR, (_, error) => {
    if (!error.fatal) return
    const type =
      error.type === ErrorTypes.MEDIA_ERROR ? 'media' : error.type === ErrorTypes.NETWORK_ERROR ? 'network' : 'other'
    const code = error.response?.code ?? 0
    const worthwhile = hls.levels.length > 0 && !(code >= 400 && code < 500)
    const [mend, next] = mendFor(type, worthwhile, tried, performance.now())
    tried = next
    if (mend === 'give up') return wish.failed()
    if (mend === 'restart') return hls.startLoad()
    if (mend === 'swap') hls.swapAudioCodec()
    hls.recoverMediaError()
  })

  const begin = () => {
    Object.assign(hls.config, aheadWhilePlaying)
    if (waits) hls.startLoad(wish.startAt || -1)
  }
  video.addEventListener('play', begin, { once: true })
  const playing = !video.paused
  if (playing || video.autoplay) begin()

  hls.loadSource(wish.url)
  hls.attachMedia(video)
  if (playing) play(video) // where `<source>` elements are, a new source pauses
  return () => {
    video.removeEventListener('play', begin)
    hls.destroy()
  }
}

function fewerRetries({ default: config }: LoadPolicy): LoadPolicy {
  const { errorRetry } = config
  return { default: { ...config, errorRetry: errorRetry && { ...errorRetry, maxNumRetry: retries } } }
}
