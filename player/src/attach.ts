import type { PageLocation } from './page-location.ts'
import { type DetachedSources, detachSources, play, seekOnceLoaded, sourcePaths } from './author.ts'
import { applyPlaylist } from './apply-playlist.ts'
import { whenAboutToPlay } from './preload.ts'
import { findPlaylist, type Playlist } from './playlists.ts'
import { stream } from './stream.ts'
import { removeRenditionWidth } from './width.ts'

/**
 * One video's way: the author's addresses are taken away at once, and either its stream takes their place or, whatever
 * fails, they come back with the time, the rate and the play state that the video had.
 */
export class VideoAttachment {
  /** The paths that the author's markup offers; once given back, those of what was given back. */
  paths: string[]
  /** `author`: the video is the author's again. `parked`: it is not in the page, nothing is loaded. */
  state: 'asking' | 'stream' | 'parked' | 'author' = 'asking'
  readonly #video: HTMLVideoElement
  readonly #pageLocation: PageLocation
  readonly #detachedSources: DetachedSources
  #playlist: Playlist | undefined
  #resumeTime: number
  #stopCallbacks: (() => void)[] = []
  #removePlaylist = () => {}

  constructor(video: HTMLVideoElement, pageLocation: PageLocation, playlists: Promise<Playlist[]>) {
    this.#video = video
    this.#pageLocation = pageLocation
    this.paths = sourcePaths(video, pageLocation)
    this.#detachedSources = detachSources(video)
    this.#resumeTime = this.#detachedSources.startAt
    playlists.then(list => this.#onPlaylists(list)).catch(() => this.#restoreAuthorVideo())
  }

  /** Ends the stream for as long as the video is not in the page. */
  park(): void {
    if (this.state === 'author') return
    this.#resumeTime = this.#video.currentTime || this.#resumeTime
    this.state = 'parked'
    this.#stop()
  }

  /** Goes on where it was parked. Without effect on a video that is not parked. */
  unpark(): void {
    if (this.state !== 'parked') return
    this.state = 'asking'
    if (this.#playlist) this.#startStream(this.#playlist)
  }

  /** Lets go without playing anything: the author's script gave the video another file. */
  detach(): void {
    this.#restoreSources()
    this.#removePlaylist()
    removeRenditionWidth(this.#video)
  }

  #restoreSources() {
    if (this.state === 'author') return
    this.state = 'author'
    this.#stop()
    this.#detachedSources.restore()
  }

  #onPlaylists(list: Playlist[]) {
    if (this.state === 'author') return
    const found = this.paths.flatMap(path => findPlaylist(list, path) ?? [])
    this.#playlist = found.find(one => one.url) ?? found[0]
    if (!this.#playlist) return this.#restoreAuthorVideo()
    this.#removePlaylist = applyPlaylist(this.#video, this.#playlist)
    if (this.state === 'asking') this.#startStream(this.#playlist)
  }

  #startStream({ url }: Playlist) {
    if (!url) return this.#restoreAuthorVideo()
    this.state = 'stream'
    const begin = () => {
      const request = { url, startAt: this.#resumeTime, onFailure: () => this.#restoreAuthorVideo() }
      this.#stopCallbacks.push(stream(this.#video, request))
    }
    this.#stopCallbacks.push(whenAboutToPlay(this.#video, begin))
  }

  #stop() {
    for (const stop of this.#stopCallbacks.splice(0)) stop()
  }

  #restoreAuthorVideo() {
    if (this.state === 'author') return
    const video = this.#video
    const { paused, playbackRate } = video
    const time = video.currentTime || this.#resumeTime
    this.#restoreSources()
    const fallback = this.#playlist?.fallbackUrl
    if (fallback && !this.paths.includes(this.#playlist!.path)) video.src = fallback // misspelt: the author's address leads nowhere
    this.paths = sourcePaths(video, this.#pageLocation)
    if (paused && time > this.#detachedSources.startAt) video.autoplay = false
    video.load()
    video.playbackRate = playbackRate
    seekOnceLoaded(video, time)
    if (!paused) play(video)
  }
}
