import { createElement } from './elements.ts'
import { formatTime } from './format-time.ts'
import { createSlider, type Slider } from './slider.ts'
import { loadStoryboard, type Tile, tileAt } from './storyboard.ts'
import type { Texts } from './texts.ts'

/** The bar that shows and sets the position, with a preview of the place under the pointer. */
export type SeekBar = { element: HTMLElement; input: HTMLInputElement; update(): void }

export function createSeekBar(
  video: HTMLVideoElement,
  { texts, storyboardUrl, signal }: { texts: Texts; storyboardUrl: string | null; signal: AbortSignal },
): SeekBar {
  const seek = createSeeker(video, signal)
  const slider = createSlider('seek', texts.position, (value, isFinal) => {
    seek(value * video.duration, isFinal)
    if (!isFinal) preview.show(value)
  })
  const preview = createPreview(video, slider, storyboardUrl)
  return {
    element: slider.element,
    input: slider.input,
    update() {
      const { currentTime, duration } = video
      const isKnown = Number.isFinite(duration) && duration > 0
      slider.input.disabled = !isKnown
      const text = texts.positionOf
        .replace('{time}', formatTime(currentTime))
        .replace('{duration}', formatTime(duration))
      slider.show(isKnown ? currentTime / duration : 0, text)
      slider.showLoaded(isKnown ? loadedUntil(video) / duration : 0)
    },
  }
}

/** Seeks while the slider moves, one seek after the other, because browsers show a picture only once a seek is done. */
function createSeeker(video: HTMLVideoElement, signal: AbortSignal): (time: number, isFinal: boolean) => void {
  let next: number | null = null
  const seekNext = () => {
    if (next !== null) video.currentTime = next
    next = null
  }
  video.addEventListener('seeked', seekNext, { signal })
  return (time, isFinal) => {
    if (video.seeking && !isFinal) next = time
    else {
      next = null
      video.currentTime = time
    }
  }
}

function loadedUntil({ buffered, currentTime }: HTMLVideoElement): number {
  for (let index = 0; index < buffered.length; index++)
    if (buffered.start(index) <= currentTime + 0.5 && buffered.end(index) >= currentTime) return buffered.end(index)
  return 0
}

/** The time under the pointer, with a picture from the storyboard. The storyboard is loaded when it is first needed. */
function createPreview(video: HTMLVideoElement, { element, input }: Slider, storyboardUrl: string | null) {
  const picture = createElement('div', 'picture')
  const time = createElement('div', 'time')
  const preview = createElement('div', 'preview', picture, time)
  preview.setAttribute('aria-hidden', 'true')
  element.append(preview)
  let tiles: Promise<Tile[]> | undefined
  let shownAt = 0

  const showPicture = (tile: Tile | null) => {
    picture.hidden = !tile
    if (!tile) return
    Object.assign(picture.style, {
      width: `${tile.width}px`,
      height: `${tile.height}px`,
      backgroundImage: `url(${JSON.stringify(tile.url)})`,
      backgroundPosition: `-${tile.left}px -${tile.top}px`,
    })
  }
  const move = () => {
    const room = Math.max(0, element.clientWidth / 2 - preview.offsetWidth / 2)
    const center = (shownAt - 0.5) * element.clientWidth
    preview.style.translate = `calc(-50% + ${Math.min(room, Math.max(-room, center))}px) 0`
  }
  const show = (value: number) => {
    shownAt = value
    time.textContent = formatTime(value * video.duration)
    preview.classList.toggle('shown', !input.disabled)
    move()
    if (!storyboardUrl) return showPicture(null)
    tiles ??= loadStoryboard(storyboardUrl)
    tiles.then(list => {
      showPicture(tileAt(list, shownAt * video.duration))
      move()
    })
  }
  const hide = () => preview.classList.remove('shown')
  input.addEventListener('pointermove', ({ clientX }) => {
    const { left, width } = input.getBoundingClientRect()
    show(Math.min(1, Math.max(0, (clientX - left) / width)))
  })
  for (const type of ['pointerleave', 'pointercancel', 'blur', 'keydown']) input.addEventListener(type, hide)
  return { show }
}
