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

/**
 * Adds the package's captions in the languages that no track of the page has. They are off until the user chooses one,
 * so that at most one track shows.
 * @returns a function that removes them
 */
export function addCaptions(video: HTMLVideoElement, captions: CaptionTrack[]): () => void {
  const present = Array.from(video.textTracks).filter(({ kind }) => kind === 'captions' || kind === 'subtitles')
  const isPresent = ({ language, label }: CaptionTrack) =>
    present.some(track => (track.language ? isSameLanguage(track.language, language) : track.label === label))
  // In a sandboxed frame, browsers refuse tracks, since the page has no origin.
  const missing = self.origin === 'null' ? [] : captions.filter(track => !isPresent(track))
  const restoreModes = keepTextTracks(video)
  const elements = missing.map(({ language, kind, label, url }) => {
    const element = video.ownerDocument.createElement('track')
    element.kind = kind === 'FORCED' ? 'subtitles' : 'captions'
    element.srclang = language
    element.label = label
    element.src = url
    addedTracks.add(element)
    hasAdded = true
    return element
  })
  const switchOff = () => {
    for (const { track } of elements) track.mode = 'disabled'
    restoreModes()
  }
  video.append(...elements)
  switchOff()
  // Chromium chooses among the tracks in a task of its own, and shows a second one.
  setTimeout(switchOff)
  const stopWatching = keepLast(video, elements)
  return () => {
    stopWatching()
    for (const element of elements) element.remove()
  }
}

/** Keeps tracks behind those that the page adds later, because pages name their own by number. */
function keepLast(video: HTMLVideoElement, elements: HTMLTrackElement[]): () => void {
  const observer = new MutationObserver(records => {
    const added = records.flatMap(({ addedNodes }) => [...addedNodes])
    if (!added.some(node => node.nodeName.toLowerCase() === 'track' && !isAddedTrack(node as Element))) return
    const restoreModes = keepTextTracks(video)
    video.append(...elements)
    restoreModes()
    setTimeout(restoreModes)
  })
  if (elements.length > 0) observer.observe(video, { childList: true })
  return () => observer.disconnect()
}

/** `en` and `en-US` are the same language. */
const isSameLanguage = (a: string, b: string) => mainLanguage(a) === mainLanguage(b)

const mainLanguage = (code: string) => code.toLowerCase().split(/[-_]/, 1)[0]
