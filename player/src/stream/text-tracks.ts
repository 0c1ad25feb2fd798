import type { CaptionTrack } from '../page/playlists.ts'
import { HeldModes } from './track-modes.ts'

/** The tracks that stand for captions of the package. */
const addedTracks = new WeakSet<Element>()
let hasAdded = false

/** Whether any video of the page has, or has had, captions of the package. */
export const hasAddedTracks = (): boolean => hasAdded

export const isAddedTrack = (track: Element): boolean => addedTracks.has(track)

/** For how long the captions stay away when the page adds a track, in milliseconds. */
const stepBackMs = 100

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
    }, stepBackMs)
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
  const modes = new HeldModes(video)
  const elements = missing.map(caption => trackElement(video.ownerDocument, caption))
  video.append(...elements)
  for (const { track, srclang } of elements) modes.set(track, shown.includes(srclang) ? 'showing' : 'disabled')
  modes.release()
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
