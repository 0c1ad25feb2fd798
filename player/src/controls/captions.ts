import { pageLanguage } from './texts.ts'

/** The tracks that a person can choose: captions and subtitles. */
export function captionTracks(video: HTMLVideoElement): TextTrack[] {
  return [...video.textTracks].filter(({ kind }) => kind === 'captions' || kind === 'subtitles')
}

/** The track that is shown, or null. */
export function shownCaptions(video: HTMLVideoElement): TextTrack | null {
  return captionTracks(video).find(track => track.mode === 'showing') ?? null
}

/** Shows one track and no other, or none for null. */
export function showCaptions(video: HTMLVideoElement, chosen: TextTrack | null): void {
  for (const track of captionTracks(video)) {
    if (track === chosen) track.mode = 'showing'
    else if (track.mode === 'showing') track.mode = 'disabled'
  }
}

/** The track to show first: in the page's language if there is one. */
function preferredCaptions(tracks: TextTrack[], language: string): TextTrack | null {
  return tracks.find(track => track.language.toLowerCase().startsWith(language)) ?? tracks[0] ?? null
}

/** Hides the captions, or shows those that were shown last, else those in the page's language. */
export function toggleCaptions(video: HTMLVideoElement): void {
  const shown = shownCaptions(video)
  if (shown) lastShown.set(video, shown)
  const tracks = captionTracks(video)
  const last = lastShown.get(video)
  showCaptions(video, shown ? null : last && tracks.includes(last) ? last : preferredCaptions(tracks, pageLanguage()))
}

const lastShown = new WeakMap<HTMLVideoElement, TextTrack>()

/** The name of a track for the menu: its label, else its language. */
export function captionName(track: TextTrack, fallback: string): string {
  if (track.label) return track.label
  try {
    return (
      (track.language && new Intl.DisplayNames(pageLanguage(), { type: 'language' }).of(track.language)) || fallback
    )
  } catch {
    return track.language || fallback
  }
}
