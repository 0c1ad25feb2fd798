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

/**
 * Adds the package's captions in the languages that no track of the page has. They are off until the user chooses one,
 * so that at most one track shows.
 */
export function addCaptions(video: HTMLVideoElement, captions: CaptionTrack[]): void {
  const present = Array.from(video.textTracks, ({ language, label }) => languageOf(language || label))
  for (const { language, kind, label, url } of captions) {
    if (present.includes(languageOf(language))) continue
    const modes = keepTextTracks(video)
    const element = video.ownerDocument.createElement('track')
    element.kind = kind === 'FORCED' ? 'subtitles' : 'captions'
    element.srclang = language
    element.label = label
    element.src = url
    video.append(element)
    element.track.mode = 'disabled'
    // Chromium chooses among the tracks in a task of its own, and shows a second one.
    setTimeout(() => {
      element.track.mode = 'disabled'
      modes()
    })
  }
}

/** `en` and `en-US` are the same language. Labels of tracks without a language are compared as they are. */
const languageOf = (text: string) => text.toLowerCase().split(/[-_]/, 1)[0]
