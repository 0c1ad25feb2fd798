import { captionName, captionTracks, showCaptions, shownCaptions } from './captions.ts'
import { createChoice, createElement } from './elements.ts'
import type { Qualities } from './qualities.ts'
import { pageLanguage, type Texts } from './texts.ts'

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]

/** The lists for speed, quality, and captions. A list that offers no choice is hidden. */
export type Settings = {
  element: HTMLElement
  isOpen(): boolean
  /** Opens or closes the lists, or changes between the two. */
  toggle(isOpen?: boolean): void
  onToggle(callback: (isOpen: boolean) => void): void
  setQualities(qualities: Qualities | null): void
  update(): void
}

export function createSettings(video: HTMLVideoElement, texts: Texts): Settings {
  let qualities: Qualities | null = null
  let onToggle = (_isOpen: boolean) => {}
  const speed = createChoice(texts.speed, value => {
    video.playbackRate = Number(value)
  })
  const quality = createChoice(texts.quality, value => qualities?.choose(value === '' ? null : Number(value)))
  const captions = createChoice(texts.captions, value =>
    showCaptions(video, captionTracks(video)[Number(value)] ?? null),
  )
  const element = createElement('div', 'settings', speed.element, quality.element, captions.element)
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', texts.settings)
  element.hidden = true

  const update = () => {
    speed.show(speedOptions(video.playbackRate), String(video.playbackRate))
    quality.show(qualityOptions(qualities, texts.automatic), String(qualities?.chosen() ?? ''))
    const tracks = captionTracks(video)
    const names = tracks.map((track, index): Option => [String(index), captionName(track, texts.captions)])
    captions.show([['-1', texts.off], ...names], String(tracks.indexOf(shownCaptions(video)!)))
  }
  return {
    element,
    isOpen: () => !element.hidden,
    toggle(isOpen = element.hidden === true) {
      if (isOpen) update()
      element.hidden = !isOpen
      onToggle(isOpen)
    },
    onToggle(callback) {
      onToggle = callback
      callback(false)
    },
    setQualities(value) {
      qualities = value
      update()
    },
    update,
  }
}

type Option = [value: string, name: string]

/** Lists the usual speeds, and the video's own if a script has set another one. */
export function speedOptions(current: number): Option[] {
  const rates = [...new Set([...speeds, current])].sort((one, other) => one - other)
  return rates.map(rate => [String(rate), `${rate.toLocaleString(pageLanguage())}×`])
}

/** Lists automatic and each rung by its height. Rungs of the same height are told apart by their bit rate. */
export function qualityOptions(qualities: Qualities | null, automatic: string): Option[] {
  if (!qualities) return []
  const rungs = qualities.list()
  const names = rungs.map(({ id, height, bitrate }): Option => {
    const isUnique = rungs.filter(rung => rung.height === height).length === 1
    const megabits = (bitrate / 1e6).toLocaleString(pageLanguage(), { maximumFractionDigits: 1 })
    return [String(id), isUnique ? `${height}p` : `${height}p · ${megabits} Mbit/s`]
  })
  return [['', automatic], ...names]
}
