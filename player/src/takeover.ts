import type { Place } from './address.ts'
import { offeredPaths, play, seekOnceLoaded, type Taken, takeSources } from './author.ts'
import { dress } from './dress.ts'
import { whenNeeded } from './need.ts'
import { findPlaylist, type Playlist } from './playlists.ts'
import { stream } from './stream.ts'
import { forgetWidth } from './width.ts'

/**
 * One video's way: the author's addresses are taken away at once, and either its stream takes their place or, whatever
 * fails, they come back with the time, the rate and the play state that the video had.
 */
export class Takeover {
  /** The paths that the author's markup offers; once given back, those of what was given back. */
  paths: string[]
  /** `author`: the video is the author's again. `parked`: it is not in the page, nothing is loaded. */
  state: 'asking' | 'stream' | 'parked' | 'author' = 'asking'
  readonly #video: HTMLVideoElement
  readonly #place: Place
  readonly #taken: Taken
  #playlist: Playlist | undefined
  #time: number
  #stops: (() => void)[] = []
  #undress = () => {}

  constructor(video: HTMLVideoElement, place: Place, playlists: Promise<Playlist[]>) {
    this.#video = video
    this.#place = place
    this.paths = offeredPaths(video, place)
    this.#taken = takeSources(video)
    this.#time = this.#taken.startAt
    playlists.then(list => this.#answered(list)).catch(() => this.#giveBack())
  }

  /** Ends the stream for as long as the video is not in the page. */
  park(): void {
    if (this.state === 'author') return
    this.#time = this.#video.currentTime || this.#time
    this.state = 'parked'
    this.#stop()
  }

  /** Goes on where it was parked. Without effect on a video that is not parked. */
  unpark(): void {
    if (this.state !== 'parked') return
    this.state = 'asking'
    if (this.#playlist) this.#begin(this.#playlist)
  }

  /** Lets go without playing anything: the author's script gave the video another file. */
  abandon(): void {
    this.#letGo()
    this.#undress()
    forgetWidth(this.#video)
  }

  #letGo() {
    if (this.state === 'author') return
    this.state = 'author'
    this.#stop()
    this.#taken.putBack()
  }

  #answered(list: Playlist[]) {
    if (this.state === 'author') return
    const found = this.paths.flatMap(path => findPlaylist(list, path) ?? [])
    this.#playlist = found.find(one => one.url) ?? found[0]
    if (!this.#playlist) return this.#giveBack()
    this.#undress = dress(this.#video, this.#playlist)
    if (this.state === 'asking') this.#begin(this.#playlist)
  }

  #begin({ url }: Playlist) {
    if (!url) return this.#giveBack()
    this.state = 'stream'
    const begin = () => {
      const wish = { url, startAt: this.#time, failed: () => this.#giveBack() }
      this.#stops.push(stream(this.#video, wish))
    }
    this.#stops.push(whenNeeded(this.#video, begin))
  }

  #stop() {
    for (const stop of this.#stops.splice(0)) stop()
  }

  #giveBack() {
    if (this.state === 'author') return
    const video = this.#video
    const { paused, playbackRate } = video
    const time = video.currentTime || this.#time
    this.#letGo()
    const fallback = this.#playlist?.fallbackUrl
    if (fallback && !this.paths.includes(this.#playlist!.path)) video.src = fallback // misspelt: the author's address leads nowhere
    this.paths = offeredPaths(video, this.#place)
    if (paused && time > this.#taken.startAt) video.autoplay = false
    video.load()
    video.playbackRate = playbackRate
    seekOnceLoaded(video, time)
    if (!paused) play(video)
  }
}
