import { isReplaced, readNative, writeNative } from '../masks/native.ts'
import type { StreamTarget } from './media-source.ts'

/**
 * Returns the element as hls.js must see it: with the browser's own values instead of the masked ones, the stream as
 * its source, no children, and without the power to touch the author's attributes. Its seeks are hidden from the page.
 */
export function elementForHls(target: StreamTarget): HTMLVideoElement {
  const { video, events } = target
  let source = ''
  const own: Record<PropertyKey, unknown> = {
    load: () => {},
    removeAttribute: () => {},
    querySelector: () => null,
    querySelectorAll: () => [],
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  }
  return new Proxy(video, {
    get(_, name) {
      if (name === 'src' || name === 'currentSrc') return source
      if (Object.hasOwn(own, name)) return own[name]
      const value: unknown = isReplaced(name)
        ? readNative(video, name as keyof HTMLVideoElement)
        : Reflect.get(video, name, video)
      return typeof value === 'function' ? value.bind(video) : value
    },
    set(_, name, value) {
      if (name === 'src') source = value
      if (name === 'currentTime') target.seekSilently(value)
      else writeNative(video, name as keyof HTMLVideoElement, value as never)
      return true
    },
  })
}
