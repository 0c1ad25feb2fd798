import { hearMediaEvents } from './capture-events.ts'
import { announcedEvents, isHidden, type Phase, readyEvents } from './event-rules.ts'
import { type FileValues, readFileValues } from './masks/file-values.ts'
import { callNative, readNative, writeNative } from './masks/native.ts'
import { forgetPlayed } from './masks/played-ranges.ts'
import type { PreparedStream, StreamTarget } from './source/media-source.ts'

/** The videos whose source is a stream, or is about to change. */
const swappedVideos = new WeakMap<EventTarget, SwappedVideo>()
let count = 0

/** Returns the state of a video that plays a stream. Cheap for all others. */
export const swappedVideoOf = (target: EventTarget): SwappedVideo | undefined =>
  count === 0 ? undefined : swappedVideos.get(target)

export const hasSwappedVideos = (): boolean => count > 0

/**
 * The addresses of files whose stream has ended, with what the browser says instead. Until the browser has chosen the next
 * source, `currentSrc` goes on naming the last one.
 */
const lastAddresses = new WeakMap<EventTarget, { browsers: string; authored: string }>()

/** Returns what `currentSrc` answers for a video without a stream, of which the browser says `now`. */
export function addressOf(target: EventTarget, now: string): string {
  const last = lastAddresses.get(target)
  return last?.browsers === now ? last.authored : now
}

/** A video whose source is a stream while the page sees the author's file. */
export class SwappedVideo implements StreamTarget {
  readonly video: HTMLVideoElement
  readonly stream: PreparedStream
  readonly file: FileValues
  phase: Phase
  hasPlayed = false
  /** The page's own seek while the source changes, in seconds. It is carried out afterwards. */
  seekTarget: number | null = null
  /** Attributes that the page must not see, because they are ours for now. */
  maskedAttributes = new Set(['src'])
  /** The still picture that stands for the stream until its first frame. */
  still: HTMLCanvasElement | null = null
  /** Inline style properties that we have added. */
  addedStyles: string[] = []
  /** What hls.js and our own code hear: every media event, also the hidden ones, and `settled` at the end of a swap. */
  readonly events = new EventTarget()
  #hiddenSeeks = 0
  #ownSeeks = 0
  /** Events of loading that the page has had. */
  readonly #knownEvents: Set<string>
  /** Events that the page has had, and that the present source will fire once more. */
  #repeatedEvents: Set<string>
  #isPageWaiting = false
  /** Whether the page has seen the beginning of a seek, and not its end. */
  isPageSeeking = false
  /** Whether a rescued video has its stream. */
  hasAttached = false
  /** Whether the author's file stays from now on. */
  isGivenBack = false
  #ownPlay: Promise<void> | undefined
  #cleanups: (() => void)[] = []

  /** @param announcedState the highest ready state that the page knows of */
  constructor(video: HTMLVideoElement, stream: PreparedStream, phase: Phase, announcedState: number) {
    this.video = video
    this.stream = stream
    this.phase = phase
    this.file = readFileValues(video)
    this.#knownEvents = announcedEvents(announcedState)
    this.#repeatedEvents = new Set(this.#knownEvents)
  }

  /** From now on the page sees the file's values and events. */
  mask(): void {
    if (!swappedVideos.has(this.video)) count++
    swappedVideos.set(this.video, this)
    hearMediaEvents(this.video, swappedVideoOf)
  }

  /** Calls `cleanup` when the stream is no longer the element's source, whatever the reason. */
  onEnd(cleanup: () => void): void {
    this.#cleanups.push(cleanup)
  }

  /** Ends the stream and all that belongs to it. The caller gives the element another source in the same task. */
  end(): void {
    if (!this.isMasked) return
    this.unmask()
    forgetPlayed(this.video)
    lastAddresses.set(this.video, { browsers: readNative(this.video, 'currentSrc'), authored: this.file.currentSrc })
    this.video.addEventListener('loadstart', () => lastAddresses.delete(this.video), { once: true, capture: true })
    this.stream.destroy()
    this.cleanUp()
  }

  /** Takes back what was changed on the element for the stream. */
  cleanUp(): void {
    for (const cleanup of this.#cleanups.splice(0)) cleanup()
  }

  /** The page sees the element as it is. */
  unmask(): void {
    if (!this.isMasked) return
    swappedVideos.delete(this.video)
    count--
    this.video.addEventListener('emptied', () => forgetPlayed(this.video), { once: true, capture: true })
  }

  get isMasked(): boolean {
    return swappedVideos.get(this.video) === this
  }

  /** From now on the author's file becomes the source again. */
  startReturn(): void {
    this.phase = 'returning'
    this.#repeatedEvents = new Set(this.#knownEvents)
  }

  /** Seeks without the page noticing. */
  seekSilently(seconds: number): void {
    if (readNative(this.video, 'readyState') > 0) this.#ownSeeks++
    writeNative(this.video, 'currentTime', seconds)
  }

  /** Gives an event to our own code and to hls.js, and hides it from the page where it is not the page's. */
  onEvent(event: Event): void {
    const { type, target } = event
    if (target !== this.video) {
      if (this.phase === 'returning') event.stopImmediatePropagation()
      return
    }
    // A script has set another source by a way that the masks do not see.
    if (type === 'emptied' && this.#hasForeignSource()) {
      this.end()
      return
    }
    const hides = this.#hides(type)
    if (hides) event.stopImmediatePropagation()
    else this.#recordSeen(type)
    if (type === 'play') this.hasPlayed = true
    if (type === 'playing') this.#isPageWaiting = false
    this.events.dispatchEvent(new Event(type))
  }

  /** Records what the page has seen. */
  #recordSeen(type: string): void {
    this.#knownEvents.add(type)
    if (type === 'waiting') this.#isPageWaiting = true
    if (type === 'seeking') this.isPageSeeking = true
    if (type === 'seeked') this.isPageSeeking = false
    // Browsers announce the end of a wait and of a seek with the same events as the first load.
    if (type === 'waiting' || type === 'seeking') for (const known of readyEvents) this.#knownEvents.delete(known)
    // The page has given the element another source, which is news from its beginning.
    if (type === 'emptied') this.#knownEvents.clear()
  }

  /** Between its changes, a swapped video has the source that it had before. */
  #hasForeignSource(): boolean {
    return this.phase === 'stream' || (this.phase === 'rescue' && this.hasAttached)
  }

  #hides(type: string): boolean {
    if (type === 'seeking' && this.#ownSeeks > 0) {
      this.#ownSeeks--
      this.#hiddenSeeks++
      return true
    }
    if (type === 'seeked' && this.#hiddenSeeks > 0 && !this.isPageSeeking) {
      this.#hiddenSeeks = 0
      return true
    }
    // A page that has seen the beginning of a wait or a seek sees its end.
    if (this.phase === 'returning' && type === 'playing' && this.#isPageWaiting) return false
    if (this.phase === 'returning' && type === 'seeked' && this.isPageSeeking) return false
    if (this.#repeatedEvents.delete(type)) return true
    // The duration of a stream is set before its first segment. That of a file comes with it.
    if (this.phase === 'starting' && type === 'durationchange' && readNative(this.video, 'readyState') === 0)
      return true
    // A stream that runs short while nothing plays is no news.
    if (this.phase !== 'rescue' && readyEvents.includes(type) && this.#knownEvents.has(type)) return true
    const hides = isHidden(type, this.phase)
    if (hides && type === 'seeking') this.#hiddenSeeks++
    return hides
  }

  /** Plays a stream that took over after the page has heard `play`. */
  playAgain(): void {
    this.#repeatedEvents.add('play')
    this.hasPlayed = true
    this.playNatively()
  }

  /** Plays past the masks. A refusal by the browser stays without effect, because the page did not ask. */
  playNatively(): void {
    this.#ownPlay = callNative<Promise<void> | undefined>(this.video, 'play')
    this.#ownPlay?.catch(() => {})
  }

  /** Settles a promise of the page's `play()` that was rejected, as it would have been without a change of the source. */
  settlePlay(error: unknown): Promise<void> {
    const isOurs = this.phase === 'returning' || this.phase === 'returned'
    const isAborted = error instanceof DOMException && error.name === 'AbortError'
    return isOurs && isAborted && this.#ownPlay ? this.#ownPlay : Promise.reject(error)
  }

  /** Sets the attribute `src` of the element to what the author wrote. Loads the file. */
  loadFile(): void {
    const { src } = this.file.attributes
    if (src === null) callNative(this.video, 'removeAttribute', 'src')
    else callNative(this.video, 'setAttribute', 'src', src)
    // Setting the attribute loads, too, but not against `preload=none`.
    if (src === null || this.video.preload === 'none') callNative(this.video, 'load')
  }

  get canRecover(): boolean {
    return this.phase === 'rescue'
  }

  get knownDuration(): number | undefined {
    const { duration } = this.file
    return this.phase !== 'rescue' && Number.isFinite(duration) && duration > 0 ? duration : undefined
  }

  /** Whether the present source shows a picture and is not seeking. */
  get isSettled(): boolean {
    return readNative(this.video, 'readyState') >= 2 && !readNative(this.video, 'seeking')
  }
}
