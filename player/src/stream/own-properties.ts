import type { SwappedVideo } from './swapped-video.ts'

/**
 * Masks what a script has defined on the element itself. video.js puts `src`, `load`, and `setAttribute` there, and they
 * call the browser's own, which it remembered before the masks were installed. They come back when the stream ends.
 */
export function maskOwnProperties(swapped: SwappedVideo): void {
  const { video } = swapped
  const own = (name: string) => Object.getOwnPropertyDescriptor(video, name)
  const replace = (name: string, original: PropertyDescriptor, replacement: PropertyDescriptor) => {
    if (!original.configurable) return
    const masked = { ...original, ...replacement }
    Object.defineProperty(video, name, masked)
    swapped.onEnd(() => {
      const now = own(name)
      if (now && now.get === masked.get && now.value === masked.value) Object.defineProperty(video, name, original)
    })
  }

  const src = own('src')
  if (src?.get)
    replace('src', src, {
      get: () => Reflect.get(HTMLMediaElement.prototype, 'src', video),
      set(value: string) {
        swapped.end()
        video.src = value
      },
    })
  const load = own('load')
  if (load?.value)
    replace('load', load, {
      value() {
        swapped.end()
        swapped.loadFile()
      },
    })
  const setAttribute = own('setAttribute')
  if (setAttribute?.value)
    replace('setAttribute', setAttribute, {
      value(name: string, value: string) {
        if (String(name).toLowerCase() === 'src') swapped.end()
        return setAttribute.value.call(video, name, value)
      },
    })
}
