import { callNative } from './native.ts'

/**
 * Lets Chromium's own controls read the element again. They are listeners on the element, too, and would show the time
 * 0:00 and no sound forever.
 */
export function redrawControls(video: HTMLVideoElement): void {
  const redraw = () => {
    const value = callNative<string | null>(video, 'getAttribute', 'controls')
    if (value === null) return
    callNative(video, 'removeAttribute', 'controls')
    callNative(video, 'setAttribute', 'controls', value)
  }
  redraw()
  setTimeout(redraw, 300)
}
