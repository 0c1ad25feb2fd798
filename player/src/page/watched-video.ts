import { onGestureNear } from './gesture.ts'
import { hasFirstPicture, isUnplayable, isUntouched, maySwap } from './may-swap.ts'
import type { PageContext } from './page-context.ts'
import { findPlaylist, type Playlist } from './playlists.ts'
import { chosenPath, isDecoration, sourcePaths } from './sources.ts'

/** For how long a file must not change its state before it counts as loaded. Events may still be queued before. */
const quietMs = 200

/** For how long an element may be out of the page until it counts as removed. */
const removedMs = 5000

/** The events after which a video may have become ready for a stream. */
const progressEvents = [
  ...['loadstart', 'loadedmetadata', 'loadeddata', 'suspend', 'progress', 'canplay', 'canplaythrough'],
  ...['pause', 'seeked', 'emptied', 'error'],
]

/**
 * One video of the page. While the author's file is the source, waits for the moment at which a stream loses nothing,
 * and prepares it then.
 */
export class WatchedVideo {
  readonly #video: HTMLVideoElement
  readonly #context: PageContext
  #isNear = false
  #state: 'file' | 'waiting' | 'preparing' | 'stream' = 'file'
  /** The file for which nothing is tried any more. */
  #finishedSource: string | null = null
  #enhancedPath: string | null = null
  #undoEnhancements = () => {}
  /** The highest ready state that an event has announced to the page. */
  #announcedState: number
  #preparation: AbortController | null = null
  #isWaitingForGesture = false
  #quietTimer: ReturnType<typeof setTimeout> | undefined

  constructor(video: HTMLVideoElement, context: PageContext) {
    this.#video = video
    this.#context = context
    this.#announcedState = video.readyState
    for (const type of progressEvents)
      video.addEventListener(
        type,
        () => {
          this.#announcedState = type === 'emptied' ? 0 : Math.max(this.#announcedState, video.readyState)
          if (type === 'emptied') this.#withdraw()
          this.#checkLater()
        },
        true,
      )
    video.addEventListener('play', () => this.#preparation?.abort(), true)
  }

  setNear(isNear: boolean): void {
    this.#isNear = isNear
    if (isNear) {
      this.#checkLater()
      return
    }
    this.#withdraw()
    this.#context.queue.release(this.#video)
    // Pages move elements. What stays outside the page must not be kept in memory.
    setTimeout(() => {
      if (!this.#video.isConnected) this.#removeEnhancements()
    }, removedMs)
  }

  /** Gives up the place in the queue. */
  #withdraw(): void {
    if (this.#state !== 'waiting') return
    this.#state = 'file'
    this.#context.queue.withdraw(this.#video)
  }

  /** Checks again when the file has not changed its state for a while. */
  #checkLater(): void {
    if (!this.#isNear || this.#state === 'preparing' || this.#state === 'stream') return
    clearTimeout(this.#quietTimer)
    const progress = progressOf(this.#video)
    this.#quietTimer = setTimeout(() => {
      if (progressOf(this.#video) === progress) this.#check().catch(() => {})
      else this.#checkLater()
    }, quietMs)
  }

  async #check(): Promise<void> {
    const video = this.#video
    if (!video.isConnected || isDecoration(video) || this.#finishedSource === sourceOf(video)) return
    const playlist = await this.#findPlaylist().catch(() => undefined)
    if (playlist?.path !== this.#enhancedPath) this.#removeEnhancements()
    if (!playlist) return
    const [{ settings }, code] = await Promise.all([this.#context.playback(), this.#context.streamCode()])
    // Two checks may run at the same time, and a script may have begun to play. From here on nothing waits.
    if (this.#state === 'preparing' || this.#state === 'stream' || isDecoration(video)) return
    if (this.#enhancedPath === null) {
      this.#enhancedPath = playlist.path
      this.#undoEnhancements = code.enhance(video, playlist, settings, this.#context.pageLocation)
    }
    if (this.#state === 'waiting' || this.#finishedSource === sourceOf(video) || !playlist.url || isSavingData()) return
    if (isUnplayable(video)) this.#start(playlist, 'rescue')
    else if (hasFirstPicture(video) && maySwap(video)) this.#start(playlist, 'swap')
    else if (isUntouched(video) && isSourceKnown(playlist)) this.#startAtGesture(playlist)
  }

  #removeEnhancements(): void {
    this.#undoEnhancements()
    this.#undoEnhancements = () => {}
    this.#enhancedPath = null
  }

  async #findPlaylist(): Promise<Playlist | undefined> {
    const { pageLocation, playback } = this.#context
    const chosen = chosenPath(this.#video, pageLocation)
    const paths = chosen === null || isUnplayable(this.#video) ? sourcePaths(this.#video, pageLocation) : [chosen]
    if (paths.length === 0) return undefined
    const { playlists } = await playback()
    const found = paths.flatMap(path => findPlaylist(playlists, path) ?? [])
    return found.find(({ url }) => url !== null) ?? found[0]
  }

  #startAtGesture(playlist: Playlist): void {
    if (this.#isWaitingForGesture) return
    this.#isWaitingForGesture = true
    onGestureNear(this.#video, () => {
      this.#isWaitingForGesture = false
      if (this.#state === 'file' && isUntouched(this.#video)) this.#start(playlist, 'first play')
    })
  }

  #start(playlist: Playlist, mode: Mode): void {
    const source = sourceOf(this.#video)
    const preparation = new AbortController()
    if (mode !== 'rescue') this.#preparation = preparation
    const isStillRight = () => sourceOf(this.#video) === source && conditions[mode](this.#video)
    const onReleased = (isFinished: boolean) => {
      if (isFinished) this.#finishedSource = source
      this.#state = 'file'
      this.#context.queue.release(this.#video)
      this.#checkLater()
    }
    const run = async () => {
      this.#state = 'preparing'
      const options = { preparation, isStillRight, onReleased }
      const isStream = isStillRight() && (await this.#prepare(playlist, mode, options).catch(() => false))
      this.#preparation = null
      if (isStream) this.#state = 'stream'
      else onReleased(!preparation.signal.aborted && isStillRight())
      return isStream
    }
    // A video that cannot be played at all does not wait.
    if (mode === 'rescue') void run()
    else {
      this.#state = 'waiting'
      this.#context.queue.add(this.#video, run)
    }
  }

  async #prepare(
    playlist: Playlist,
    mode: Mode,
    options: {
      preparation: AbortController
      isStillRight: () => boolean
      onReleased: (isFinished: boolean) => void
    },
  ): Promise<boolean> {
    const code = await this.#context.streamCode()
    const { preparation, ...rest } = options
    const request = {
      video: this.#video,
      playlist,
      url: playlist.url!,
      announcedState: () => Math.max(this.#announcedState, this.#video.readyState),
      loadHls: code.loadHls,
      signal: preparation.signal,
      ...rest,
    }
    const start = { swap: code.swap, rescue: code.rescue, 'first play': code.swapAtFirstPlay }
    return start[mode](request)
  }
}

/** How a stream takes the place of a file, and what must be true of the video until then. */
const conditions = { swap: maySwap, rescue: isUnplayable, 'first play': isUntouched }
type Mode = keyof typeof conditions

const isSourceKnown = ({ sourceWidth, sourceHeight, sourceSeconds }: Playlist) =>
  sourceWidth !== null && sourceHeight !== null && sourceSeconds !== null

const progressOf = ({ readyState, networkState }: HTMLVideoElement) => `${readyState} ${networkState}`

/** Identifies what a video would play, before and after the browser has chosen a file. */
function sourceOf(video: HTMLVideoElement): string {
  return video.currentSrc || video.innerHTML
}

function isSavingData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
}
