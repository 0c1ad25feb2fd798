/** How far from a video a gesture counts, in CSS pixels. Players put their controls over the video or beside it. */
const nearPx = 100

const gestures = ['pointerover', 'pointerdown', 'focusin']

/** Calls `callback` once, at the first gesture near a video: the pointer, a finger, or the keyboard's focus. */
export function onGestureNear(video: HTMLVideoElement, callback: () => void): void {
  const onGesture = (event: Event) => {
    if (!isNear(event, video)) return
    for (const type of gestures) document.removeEventListener(type, onGesture, true)
    callback()
  }
  for (const type of gestures) document.addEventListener(type, onGesture, { capture: true, passive: true })
}

function isNear(event: Event, video: HTMLVideoElement): boolean {
  const place = event instanceof PointerEvent ? new DOMRect(event.clientX, event.clientY) : boxOfTarget(event)
  const box = video.getBoundingClientRect()
  return (
    place.left < box.right + nearPx &&
    place.right > box.left - nearPx &&
    place.top < box.bottom + nearPx &&
    place.bottom > box.top - nearPx
  )
}

const boxOfTarget = ({ target }: Event) => (target instanceof Element ? target.getBoundingClientRect() : new DOMRect())
