import type { CaptionTrack } from '../page/playlists.ts'

/**
 * Remembers which text tracks show. Browsers choose anew for a new source.
 * @returns a function that restores the modes
 */
export function keepTextTracks(video: HTMLVideoElement): () => void {
  const modes = Array.from(video.textTracks, track => ({ track, mode: track.mode }))
  return () => {
    for (const { track, mode } of modes) if (track.mode !== mode) track.mode = mode
  }
}

/** The tracks that stand for captions of the package. */
const addedTracks = new WeakSet<Element>()
let hasAdded = false

/** Whether any video of the page has, or has had, captions of the package. */
export const hasAddedTracks = (): boolean => hasAdded

export const isAddedTrack = (track: Element): boolean => addedTracks.has(track)

/** How long browsers may take to choose among the tracks after one was added, in milliseconds. */
const choiceMs = 100

/**
 * Adds the package's captions in the languages that no track of the page has. They are off until the user chooses one,
 * so that at most one track shows. When the page adds a track later, they step back: pages name their tracks by number,
 * and the browser chooses among the page's own.
 * @returns a function that removes them
 */
export function addCaptions(video: HTMLVideoElement, captions: CaptionTrack[]): () => void {
  let elements = appendMissing(video, captions, [])
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new MutationObserver(records => {
    const added = records.flatMap(({ addedNodes }) => [...addedNodes])
    if (!added.some(node => node.nodeName.toLowerCase() === 'track' && !isAddedTrack(node as Element))) return
    const shown = elements.filter(({ track }) => track.mode === 'showing').map(({ srclang }) => srclang)
    for (const element of elements) element.remove()
    clearTimeout(timer)
    timer = setTimeout(() => {
      elements = appendMissing(video, captions, shown)
    }, choiceMs)
  })
  if (captions.length > 0) observer.observe(video, { childList: true })
  return () => {
    clearTimeout(timer)
    observer.disconnect()
    for (const element of elements) element.remove()
  }
}

/** Appends the captions that the page has not. `shown`: the languages that the user had chosen. */
function appendMissing(video: HTMLVideoElement, captions: CaptionTrack[], shown: string[]): HTMLTrackElement[] {
  const present = Array.from(video.textTracks).filter(({ kind }) => kind === 'captions' || kind === 'subtitles')
  const isPresent = ({ language, label }: CaptionTrack) =>
    present.some(track => (track.language ? isSameLanguage(track.language, language) : track.label === label))
  // In a sandboxed frame, browsers refuse tracks, since the page has no origin.
  const missing = self.origin === 'null' ? [] : captions.filter(track => !isPresent(track))
  const restoreModes = keepTextTracks(video)
  const elements = missing.map(caption => trackElement(video.ownerDocument, caption))
  const setModes = () => {
    for (const { track, srclang } of elements) {
      const mode = shown.includes(srclang) ? 'showing' : 'disabled'
      if (track.mode !== mode) track.mode = mode
    }
  }
  video.append(...elements)
  setModes()
  restoreModes()
  // Browsers choose among the tracks in a task of their own, and show a second one.
  setTimeout(setModes)
  video.textTracks.addEventListener('change', setModes)
  setTimeout(() => video.textTracks.removeEventListener('change', setModes), choiceMs)
  return elements
}

function trackElement(page: Document, { language, kind, label, url }: CaptionTrack): HTMLTrackElement {
  const element = page.createElement('track')
  element.kind = kind === 'FORCED' ? 'subtitles' : 'captions'
  element.srclang = language
  element.label = label
  element.src = url
  addedTracks.add(element)
  hasAdded = true
  return element
}

/** `en` and `en-US` are the same language. */
const isSameLanguage = (a: string, b: string) => mainLanguage(a) === mainLanguage(b)

const mainLanguage = (code: string) => code.toLowerCase().split(/[-_]/, 1)[0]
