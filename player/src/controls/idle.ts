/** After how long without a movement the controls disappear during playback. */
const idleAfterMs = 2500

/**
 * Reports when nobody uses the controls during playback, and when somebody does again. During a pause the controls are always in
 * use.
 * @param isInUse whether the controls must stay, for example while a list is open
 */
export function watchIdle(
  video: HTMLVideoElement,
  element: HTMLElement,
  { isInUse, setIdle, signal }: { isInUse(): boolean; setIdle(isIdle: boolean): void; signal: AbortSignal },
): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const sleepAfter = (delayMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (video.paused) return
      if (isInUse()) sleepAfter(delayMs)
      else setIdle(true)
    }, delayMs)
  }
  const wake = () => {
    setIdle(false)
    sleepAfter(idleAfterMs)
  }
  const wakeByMouse = (event: PointerEvent) => event.pointerType !== 'touch' && wake()
  for (const target of [video, element]) {
    target.addEventListener('pointermove', wakeByMouse, { signal })
    target.addEventListener('pointerleave', () => sleepAfter(600), { signal })
  }
  for (const type of ['focusin', 'keydown', 'pointerdown']) element.addEventListener(type, wake, { signal })
  for (const type of ['pause', 'ended']) video.addEventListener(type, () => setIdle(false), { signal })
  video.addEventListener('play', () => sleepAfter(idleAfterMs), { signal })
  signal.addEventListener('abort', () => clearTimeout(timer))
  setIdle(!video.paused)
}
