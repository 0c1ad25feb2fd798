import { mediaEvents } from './event-rules.ts'

const heardTargets = new WeakSet<EventTarget>()
const handledEvents = new WeakSet<Event>()

/**
 * Hears a video's media events before the page does. They do not bubble, but capturing listeners of `window` run first.
 * Events inside a shadow root do not reach `window`, and an element outside the page has no window above it. Therefore
 * the root and the element get listeners, too.
 * @param listenerOf returns who hears a video's events
 */
export function hearMediaEvents(
  video: HTMLVideoElement,
  listenerOf: (target: EventTarget) => { onEvent(event: Event): void } | undefined,
): void {
  const onEvent = (event: Event) => {
    const { target } = event
    if (!target || handledEvents.has(event)) return
    handledEvents.add(event)
    // The errors of sources come again when the browser goes through them once more.
    const video = target instanceof HTMLSourceElement ? target.parentNode : target
    if (video) listenerOf(video)?.onEvent(event)
  }
  for (const target of [window, video.getRootNode(), video]) {
    if (heardTargets.has(target)) continue
    heardTargets.add(target)
    for (const type of mediaEvents) target.addEventListener(type, onEvent, true)
  }
}
