import { callNative, readNative } from './masks/native.ts'
import type { SwappedVideo } from './swapped-video.ts'

/** Chromium's controls play about 300 ms after a click, once it cannot become a double click. In milliseconds. */
const clickMs = 500
/** The height of the bar of Chromium's controls, in CSS pixels. */
const barPx = 80

let pressedAt = Number.NEGATIVE_INFINITY
document.addEventListener(
  'pointerdown',
  () => {
    pressedAt = performance.now()
  },
  { capture: true, passive: true },
)

/** Waits while a press may still become a play. A source that changed meanwhile would swallow it. */
export async function afterPress(): Promise<void> {
  for (;;) {
    const rest = pressedAt + clickMs - performance.now()
    if (rest <= 0) return
    await new Promise(resolve => setTimeout(resolve, rest))
  }
}

/**
 * Plays a video that was clicked while its source changed. Chromium's controls do nothing for a click while a source has
 * no data.
 */
export function keepClicks(swapped: SwappedVideo): void {
  const { video, events } = swapped
  const isChromium = 'userAgentData' in navigator
  if (!isChromium) return
  let clicked: MouseEvent | null = null
  const onClick = (event: MouseEvent) => {
    const isOnPicture = event.offsetY < video.clientHeight - Math.min(barPx, video.clientHeight / 2)
    if (isOnPicture && video.controls) clicked = event
  }
  const stop = () => video.removeEventListener('click', onClick)
  video.addEventListener('click', onClick)
  swapped.onEnd(stop)
  events.addEventListener('settled', () => {
    stop()
    if (clicked) setTimeout(playIfForgotten, clickMs)
  })
  const playIfForgotten = () => {
    const isWanted = swapped.isMasked && !swapped.hasPlayed && !clicked?.defaultPrevented
    if (isWanted && readNative(video, 'paused')) callNative<Promise<void>>(video, 'play').catch(() => {})
  }
}
