import type { PageLocation } from '../page/page-location.ts'
import type { PlayerSettings, Playlist } from '../page/playlists.ts'
import { addCaptions } from './text-tracks.ts'

/** Adds to a video what the package and the environment have for it, whatever its source is. */
export function enhance(
  video: HTMLVideoElement,
  playlist: Playlist,
  _settings: PlayerSettings,
  _pageLocation: PageLocation,
): void {
  addCaptions(video, playlist.captions)
}
