import type { Playlist } from './playlists.ts'

/**
 * Adds the playlist's poster and captions to a video. Keeps the author's poster and adds only captions in languages
 * that have no `<track>` yet.
 * @returns a function that removes what was added, for when the video gets another file
 */
export function applyPlaylist(video: HTMLVideoElement, playlist: Playlist): () => void {
  const added: Element[] = []
  const poster = video.hasAttribute('poster') ? null : playlist.posterUrl
  if (poster) video.setAttribute('poster', poster)
  const present = new Set([...video.querySelectorAll('track')].map(track => track.srclang.toLowerCase()))
  for (const { language, kind, label, url } of playlist.captions) {
    if (present.has(language.toLowerCase())) continue
    const track = video.ownerDocument.createElement('track')
    track.kind = kind === 'FORCED' ? 'subtitles' : 'captions'
    track.srclang = language
    track.label = label
    track.src = url
    video.append(track)
    added.push(track)
  }
  return () => {
    for (const track of added) track.remove()
    if (poster && video.getAttribute('poster') === poster) video.removeAttribute('poster')
  }
}
