import { canFillScreen, toggleFullScreen } from './full-screen.ts'

/**
 * Makes clicks on the picture play and pause, as with the browser's own controls. The page's own listeners come first: a click that
 * they prevent, or that plays or pauses already, does nothing more.
 */
export function handlePictureClicks(
  video: HTMLVideoElement,
  { onMouse, onTouch, signal }: { onMouse(): void; onTouch(): void; signal: AbortSignal },
): void {
  let wasPaused = video.paused
  const onStart = () => {
    wasPaused = video.paused
  }
  const onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || video.paused !== wasPaused) return
    if ((event as PointerEvent).pointerType === 'touch' && !video.paused) return onTouch()
    onMouse()
    togglePlay(video)
  }
  const onDoubleClick = (event: MouseEvent) => {
    if (!event.defaultPrevented && canFillScreen(video)) toggleFullScreen(video)
  }
  video.addEventListener('click', onStart, { signal, capture: true })
  video.addEventListener('click', onClick, { signal })
  video.addEventListener('dblclick', onDoubleClick, { signal })
}

/** Plays or pauses. A refusal to play is ignored: the button still says "Play". */
export function togglePlay(video: HTMLVideoElement): void {
  if (video.paused || video.ended) video.play()?.catch(() => {})
  else video.pause()
}
