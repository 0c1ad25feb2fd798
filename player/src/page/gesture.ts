/** How far from a video a gesture counts, in CSS pixels. Players put their controls over the video or beside it. */
const nearPx = 100

const gestures = ['pointerover', 'pointerdown', 'focusin']

const uses = ['pointermove', 'pointerdown', 'keydown', 'scroll']

const waiting = new Map<HTMLVideoElement, () => void>()

/**
 * Calls `callback` once, at the first gesture near a video: the pointer, a finger, or the keyboard's focus. A video has one
 * callback, and a video outside the page none.
 * @returns a function that stops waiting
 */
export function onGestureNear(video: HTMLVideoElement, callback: () => void): () => void {
  if (waiting.size === 0)
    for (const type of gestures) document.addEventListener(type, onGesture, { capture: true, passive: true })
  waiting.set(video, callback)
  return () => stopWaiting(video)
}

function stopWaiting(video: HTMLVideoElement): void {
  waiting.delete(video)
  if (waiting.size === 0) for (const type of gestures) document.removeEventListener(type, onGesture, true)
}

function onGesture(event: Event): void {
  const place = placeOf(event)
  for (const [video, callback] of waiting) {
    const isGone = !video.isConnected
    if (!isGone && !isNear(place, video)) continue
    stopWaiting(video)
    if (!isGone) callback()
  }
}

function placeOf(event: Event): DOMRect {
  if (event instanceof PointerEvent) return new DOMRect(event.clientX, event.clientY)
  return event.target instanceof Element ? event.target.getBoundingClientRect() : new DOMRect()
}

function isNear(place: DOMRect, video: HTMLVideoElement): boolean {
  const box = video.getBoundingClientRect()
  return (
    place.left < box.right + nearPx &&
    place.right > box.left - nearPx &&
    place.top < box.bottom + nearPx &&
    place.bottom > box.top - nearPx
  )
}

/** Calls `callback` once, when somebody first moves the pointer, touches, scrolls, or presses a key on the page. */
export function onFirstUse(callback: () => void): void {
  const onUse = () => {
    for (const type of uses) document.removeEventListener(type, onUse, true)
    callback()
  }
  for (const type of uses) document.addEventListener(type, onUse, { capture: true, passive: true })
}
