import { applyPlaylist } from './apply-playlist.ts'
import { type DetachedSources, detachSources, play, seekOnceLoaded, sourcePaths } from './author.ts'
import type { PageLocation } from './page-location.ts'
import { findPlaylist, type Playlist } from './playlists.ts'
import { whenAboutToPlay } from './preload.ts'
import { stream } from './stream.ts'
import { removeRenditionWidth } from './width.ts'

/**
 * Replaces the author's file with a stream, for one video. Removes the author's addresses at once. If anything fails,
 * it restores them with the video's time, playback rate, and play state.
 */
export class VideoAttachment {
  /** The paths in the author's markup. After a restore, the paths of the restored sources. */
  paths: string[]
  /** `author`: the author's file is restored. `parked`: the video is not in the page, and nothing is loaded. */
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

  /** Stops the stream while the video is not in the page. */
  park(): void {
    if (this.state === 'author') return
    this.#resumeTime = this.#video.currentTime || this.#resumeTime
    this.state = 'parked'
    this.#stop()
  }

  /** Resumes a parked video at its last position. Does nothing if the video is not parked. */
  unpark(): void {
    if (this.state !== 'parked') return
    this.state = 'asking'
    if (this.#playlist) this.#startStream(this.#playlist)
  }

  /** Releases the video without playing, because the author's script gave it another file. */
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
    this.#playlist = found.find(playlist => playlist.url) ?? found[0]
    if (!this.#playlist) return this.#restoreAuthorVideo()
    this.#removePlaylist = applyPlaylist(this.#video, this.#playlist)
    if (this.state === 'asking') this.#startStream(this.#playlist)
  }

  #startStream({ url }: Playlist) {
    if (!url) return this.#restoreAuthorVideo()
    this.state = 'stream'
    const startStream = () => {
      const request = { url, startAt: this.#resumeTime, onFailure: () => this.#restoreAuthorVideo() }
      this.#stopCallbacks.push(stream(this.#video, request))
    }
    this.#stopCallbacks.push(whenAboutToPlay(this.#video, startStream))
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
    // The page misspells the path, so the author's own address does not work.
    if (fallback && !this.paths.includes(this.#playlist!.path)) video.src = fallback
    this.paths = sourcePaths(video, this.#pageLocation)
    if (paused && time > this.#detachedSources.startAt) video.autoplay = false
    video.load()
    video.playbackRate = playbackRate
    seekOnceLoaded(video, time)
    if (!paused) play(video)
  }
}
