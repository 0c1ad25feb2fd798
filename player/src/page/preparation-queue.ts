import { onGestureNear } from './gesture.ts'

/** How many videos have a stream, or are about to, without having been played. */
const maxUnplayed = 3

type Waiting = { video: HTMLVideoElement; prepare: () => Promise<boolean> }

/**
 * Prepares the streams of at most three videos that nobody has played yet: a page with sixty videos costs no more than
 * one with three. The video nearest to the middle of the window comes first. A gesture near another video lets that one
 * pass.
 */
export class PreparationQueue {
  readonly #unplayed = new Set<HTMLVideoElement>()
  #waiting: Waiting[] = []

  /**
   * Calls `prepare` when the video's turn comes. The caller checks there whether it still applies, and resolves to whether
   * the video plays a stream from now on.
   */
  add(video: HTMLVideoElement, prepare: () => Promise<boolean>): void {
    const waiting = { video, prepare }
    this.#waiting.push(waiting)
    this.#startNext()
    if (this.#waiting.includes(waiting)) onGestureNear(video, () => this.#start(waiting))
  }

  /** Takes back a video that waits for its turn. */
  withdraw(video: HTMLVideoElement): void {
    this.#waiting = this.#waiting.filter(each => each.video !== video)
  }

  /** Makes room for the next video, because this one was played, has another source, or is far away. */
  release(video: HTMLVideoElement): void {
    if (this.#unplayed.delete(video)) this.#startNext()
  }

  #startNext(): void {
    if (this.#unplayed.size >= maxUnplayed || this.#waiting.length === 0) return
    const distances = this.#waiting.map(({ video }) => distanceFromMiddle(video))
    this.#start(this.#waiting[distances.indexOf(Math.min(...distances))]!)
  }

  #start(waiting: Waiting): void {
    if (!this.#waiting.includes(waiting)) return
    const { video, prepare } = waiting
    this.#waiting = this.#waiting.filter(each => each !== waiting)
    this.#unplayed.add(video)
    const release = () => this.release(video)
    video.addEventListener('play', release, { capture: true, once: true })
    void prepare()
      .catch(() => false)
      .then(isStream => isStream || release())
  }
}

/** In CSS pixels, from middle to middle. */
function distanceFromMiddle(video: HTMLVideoElement): number {
  const { left, top, width, height } = video.getBoundingClientRect()
  return Math.hypot(left + width / 2 - innerWidth / 2, top + height / 2 - innerHeight / 2)
}
