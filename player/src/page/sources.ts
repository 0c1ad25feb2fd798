import { type PageLocation, pathInPackage } from './page-location.ts'

/**
 * Returns the package path of the file that the browser has chosen for a video, with `media` and `type` of the sources
 * considered. Null while it has chosen none, and for files of other sites.
 */
export function chosenPath(video: HTMLVideoElement, pageLocation: PageLocation): string | null {
  return video.currentSrc === '' ? null : pathInPackage(pageLocation, video.currentSrc, video.baseURI)
}

/** Returns the package paths of the files in the markup: `src` alone, else each `<source>`. */
export function sourcePaths(video: HTMLVideoElement, pageLocation: PageLocation): string[] {
  const src = video.getAttribute('src')
  const addresses =
    src === null ? [...video.querySelectorAll(':scope > source')].map(source => source.getAttribute('src')) : [src]
  return addresses.flatMap(address => (address && pathInPackage(pageLocation, address, video.baseURI)) || [])
}

/**
 * Returns whether a video is decoration: a muted loop without controls that plays by itself, or that a script plays behind
 * a slide. It stays a file.
 */
export function isDecoration(video: HTMLVideoElement): boolean {
  const isMuted = video.muted || video.hasAttribute('muted')
  return isMuted && video.loop && !video.controls && (video.autoplay || !video.paused)
}
