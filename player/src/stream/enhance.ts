import type * as Controls from '../controls/controls.ts'
import type { PageLocation } from '../page/page-location.ts'
import type { PlayerSettings, Playlist } from '../page/playlists.ts'
import { offerResume } from '../resume/offer-resume.ts'
import { watchLink } from './ended-link.ts'
import { installMasks } from './masks/masks.ts'
import { onQualities } from './quality-listeners.ts'
import { addCaptions } from './text-tracks.ts'

const controlsFile = './controls.js'

/**
 * Adds to a video what the package and the environment have for it, whatever its source is: captions, controls where they
 * are wanted, the offer to continue, and a notice when the page's link ends.
 * @returns a function that removes what belongs to this file, for when the page gives the video another one
 */
export function enhance(
  video: HTMLVideoElement,
  playlist: Playlist,
  settings: PlayerSettings,
  pageLocation: PageLocation,
): () => void {
  const { package: slug, release } = pageLocation
  // A page that stores its own HTML must not store the captions of the package.
  if (playlist.captions.length > 0) installMasks()
  const removals = [addCaptions(video, playlist.captions), watchLink(video, pageLocation)]
  if (settings.resume && release !== undefined)
    removals.push(offerResume(video, { package: slug, release, path: playlist.path }))
  if (settings.controls || video.hasAttribute('data-lectern-controls'))
    removals.push(loadControls(video, playlist.storyboardUrl))
  return () => {
    for (const remove of removals) remove()
  }
}

/** Shows controls as soon as their file is loaded. Without it, the browser's own controls stay. */
function loadControls(video: HTMLVideoElement, storyboardUrl: string | null): () => void {
  let isWanted = true
  let remove = () => {}
  const options = {
    storyboardUrl,
    onQualities: (listener: Parameters<typeof onQualities>[1]) => onQualities(video, listener),
  }
  import(/* @vite-ignore */ controlsFile)
    .then(({ showControls }: typeof Controls) => {
      if (isWanted) remove = showControls(video, options)
    })
    .catch(() => {})
  return () => {
    isWanted = false
    remove()
  }
}
