import { formatTime } from '../controls/format-time.ts'
import { openOverlay } from '../controls/overlay.ts'
import { pageLanguage } from '../controls/texts.ts'

const texts = {
  en: { resume: 'Continue at {time}', restart: 'From the beginning', close: 'Close' },
  de: { resume: 'Weiter bei {time}', restart: 'Von vorn', close: 'Schließen' },
}

export type ResumeAnswer = 'resume' | 'restart' | 'close'

/**
 * Asks on the video whether to continue where the person stopped. Takes no clicks beside its own buttons.
 * @returns a function that removes the line
 */
export function showResumeLine(
  video: HTMLVideoElement,
  time: number,
  onAnswer: (answer: ResumeAnswer) => void,
): () => void {
  const overlay = openOverlay(video, 'lectern-resume', styles)
  const line = document.createElement('div')
  for (const [answer, text] of Object.entries(texts[pageLanguage()])) {
    const button = document.createElement('button')
    button.className = answer
    button.textContent = answer === 'close' ? '×' : text.replace('{time}', formatTime(time))
    button.ariaLabel = answer === 'close' ? text : null
    button.addEventListener('click', () => onAnswer(answer as ResumeAnswer))
    line.append(button)
  }
  // The page would take the click for one beside a dialog, or the key for the next slide.
  for (const type of ['click', 'pointerdown', 'mousedown', 'touchstart', 'keydown'])
    line.addEventListener(type, event => event.stopPropagation(), { passive: true })
  overlay.root.append(line)
  return overlay.remove
}

const styles = `
:host { container-type: size !important }
div { position: absolute; top: 10px; left: 10px; display: flex; max-width: calc(100% - 20px); border-radius: 18px; overflow: clip;
  color: #fff; background: #1d2129e6; box-shadow: 0 2px 10px #0006; pointer-events: auto }
button { all: unset; box-sizing: border-box; height: 36px; padding: 0 12px; white-space: nowrap; cursor: pointer; color: #d5d9e0;
  font: 13px/36px system-ui, sans-serif }
.resume { font-weight: 600; color: #fff; padding-left: 16px }
.close { padding: 0 14px 0 8px; font-size: 18px }
button:hover { background: #fff2; color: #fff }
button:focus-visible { outline: 2px solid #fff; outline-offset: -3px; border-radius: 18px }
@container (width < 340px) { .restart { display: none } }
@container ((width < 200px) or (height < 90px)) { div { display: none } }
@media (forced-colors: active) { div { border: 1px solid CanvasText } }`
