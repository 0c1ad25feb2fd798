import { secondsAhead } from './buffered.ts'
import { giveBack } from './give-back.ts'
import { readNative } from './masks/native.ts'
import type { SwappedVideo } from './swapped-video.ts'
import { reportUnreachable } from './unreachable.ts'

/** How often a playing stream is looked at, in milliseconds. */
const intervalMs = 200
/** The most that one look counts, in milliseconds. */
const maxLookMs = 1000
/** For how long a stream may bring no bytes while it needs some. */
const patienceMs = 4000
/** With less than this ahead, a stream counts as dry, in seconds. */
const drySeconds = 0.2
/** For how long a stream may stand still although it has pictures ahead. Its decoder has lost its way. */
const stuckMs = 5000
/** How long the author's file has for its answer. */
const fileTimeoutMs = 2000
/** A removed element keeps its stream for this long, since pages move elements. */
const removedMs = 5000

/** What the watchdog does with a stream. */
export type Verdict = 'wait' | 'ask for the file'

/**
 * Judges a stream. A stream that cannot show the next picture is given up when it has failed or has had no bytes for four
 * seconds. A stream that has pictures and does not show them is given up after five seconds.
 */
export function judge(state: { isDry: boolean; hasFailed: boolean; waitingMs: number; stillMs: number }): Verdict {
  const { isDry, hasFailed, waitingMs, stillMs } = state
  const isLost = isDry ? waitingMs >= patienceMs : stillMs >= stuckMs
  return hasFailed || isLost ? 'ask for the file' : 'wait'
}

/** Watches a stream for as long as it is the element's source. Gives back the author's file when the stream stays dry. */
export function watchStream(swapped: SwappedVideo): void {
  const { video, stream } = swapped
  let isAsking = false
  let removedSince: number | null = null
  let stillForMs = 0
  let lastTime = -1
  let lookedAt = performance.now()
  let askAgainAt = 0
  const look = async () => {
    if (!swapped.isMasked || isAsking || swapped.phase !== 'stream' || performance.now() < askAgainAt) return
    removedSince = video.isConnected ? null : (removedSince ?? performance.now())
    const isPaused = readNative(video, 'paused')
    // An element that nobody sees or hears needs no stream. Its timers would keep it in memory.
    if (removedSince !== null && isPaused && performance.now() - removedSince > removedMs)
      return giveBack(swapped, false)
    const time = readNative(video, 'currentTime')
    // A device that was asleep has not stood still.
    stillForMs =
      time !== lastTime || !isExpectedToMove(video) ? 0 : stillForMs + Math.min(performance.now() - lookedAt, maxLookMs)
    lookedAt = performance.now()
    lastTime = time
    const isDry = needsData(video) && secondsAhead(video) < drySeconds
    const hasFailed = stream.hasFailed() || readNative(video, 'error') !== null
    if (judge({ isDry, hasFailed, waitingMs: stream.waitingMs(), stillMs: stillForMs }) === 'wait') return
    isAsking = true
    const answers = await fileAnswers(swapped.file.currentSrc)
    isAsking = false
    if (!swapped.isMasked || swapped.phase !== 'stream') return
    if (answers) return giveBack(swapped, true)
    stillForMs = 0
    askAgainAt = performance.now() + patienceMs
    reportUnreachable(video)
    stream.restart()
  }
  const timer = setInterval(() => void look(), intervalMs)
  swapped.onEnd(() => clearInterval(timer))
}

/** Scripts hold a video with a rate of 0, and browsers halt the picture of hidden pages. */
function isExpectedToMove(video: HTMLVideoElement): boolean {
  return needsData(video) && readNative(video, 'playbackRate') !== 0 && document.visibilityState === 'visible'
}

/** A paused element that is not seeking shows its picture, and needs nothing. */
function needsData(video: HTMLVideoElement): boolean {
  return !readNative(video, 'ended') && (!readNative(video, 'paused') || readNative(video, 'seeking'))
}

/** Asks for the first bytes of the author's file, past the cache. */
async function fileAnswers(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(fileTimeoutMs)
  try {
    const { ok } = await fetch(url, { headers: { range: 'bytes=0-1' }, cache: 'no-store', credentials: 'omit', signal })
    return ok
  } catch {
    return false
  }
}
