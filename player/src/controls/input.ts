import { toggleCaptions } from './captions.ts'
import { canFillScreen, toggleFullScreen } from './full-screen.ts'
import { actionOfKey, runKeyAction } from './keys.ts'
import type { Panel } from './panel.ts'
import { handlePictureClicks, togglePlay } from './picture.ts'

/** What never reaches the page: its listeners would take a click for one beside a dialog, or a swipe for the next slide. */
const keptEvents = [
  ...['click', 'dblclick', 'pointerdown', 'pointermove', 'pointerup', 'mousedown', 'mousemove', 'mouseup'],
  ...['touchstart', 'touchmove', 'touchend', 'wheel'],
]

/** Handles the keyboard while the focus is inside the controls, and clicks in them and on the picture. */
export function handleInput(
  video: HTMLVideoElement,
  panel: Panel,
  setIdle: (isIdle: boolean) => void,
  signal: AbortSignal,
): void {
  const { element, bar, settings } = panel
  const toggle = {
    play: () => togglePlay(video),
    captions: () => toggleCaptions(video),
    fullScreen: () => canFillScreen(video) && toggleFullScreen(video),
  }
  element.addEventListener('keydown', event => {
    if (event.key !== 'Tab') event.stopPropagation()
    if (event.key === 'Escape') settings.toggle(false)
    const action = actionOfKey(event, focusOf(event.target, panel))
    if (!action) return
    event.preventDefault()
    runKeyAction(video, action, toggle)
  })
  bar.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !settings.element.contains(relatedTarget as Node)) settings.toggle(false)
  })
  for (const type of keptEvents) bar.addEventListener(type, event => event.stopPropagation(), { passive: true })
  handlePictureClicks(video, {
    onMouse() {
      // The browser's own controls take the focus too, so that the keys work.
      element.focus({ preventScroll: true })
      settings.toggle(false)
    },
    onTouch: () => setIdle(!element.hasAttribute('data-idle')),
    signal,
  })
}

function focusOf(target: EventTarget | null, { volumeInput }: Panel): 'list' | 'button' | 'volume' | 'other' {
  if (target instanceof HTMLSelectElement) return 'list'
  if (target instanceof HTMLButtonElement) return 'button'
  return target === volumeInput ? 'volume' : 'other'
}
