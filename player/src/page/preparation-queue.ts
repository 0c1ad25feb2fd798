/** How many videos are prepared at the same time. */
const maxRunning = 3

type Waiting = { video: HTMLVideoElement; run: () => Promise<void> }

/** Runs at most three preparations at a time. The video that is nearest to the middle of the window comes first. */
export class PreparationQueue {
  #running = 0
  #waiting: Waiting[] = []

  /** Runs `run` when its turn comes. The caller checks there whether it still applies. */
  add(video: HTMLVideoElement, run: () => Promise<void>): void {
    this.#waiting.push({ video, run })
    this.#startNext()
  }

  #startNext(): void {
    if (this.#running >= maxRunning || this.#waiting.length === 0) return
    const distances = this.#waiting.map(({ video }) => distanceFromMiddle(video))
    const [next] = this.#waiting.splice(distances.indexOf(Math.min(...distances)), 1)
    this.#running++
    void next!
      .run()
      .catch(() => {})
      .then(() => {
        this.#running--
        this.#startNext()
      })
  }
}

/** In CSS pixels, from middle to middle. */
function distanceFromMiddle(video: HTMLVideoElement): number {
  const { left, top, width, height } = video.getBoundingClientRect()
  return Math.hypot(left + width / 2 - innerWidth / 2, top + height / 2 - innerHeight / 2)
}
