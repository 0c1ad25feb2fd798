import { type PageLocation, pathInPackage } from './page-location.ts'

/**
 * Checks whether a video is decoration: a muted loop that plays automatically without controls. The player ignores it.
 */
export function isDecoration(video: HTMLVideoElement): boolean {
  return (video.muted || video.hasAttribute('muted')) && video.loop && video.autoplay && !video.controls
}

/**
 * Returns the package paths of the files in the author's markup, in the browser's order. These are `src` alone, else
 * each `<source>`.
 */
export function sourcePaths(video: HTMLVideoElement, pageLocation: PageLocation): string[] {
  const src = video.getAttribute('src')
  const addresses = src === null ? sourceElements(video).map(source => source.getAttribute('src')) : [src]
  return addresses.flatMap(address => (address && pathInPackage(pageLocation, address, video.baseURI)) || [])
}

/** The sources that were removed from a video, with a way to restore them. */
export type DetachedSources = {
  /** The position of the author's file, or its start time (`#t=5`), in seconds. */
  startAt: number
  /** Restores every address that was not replaced since. Does not load anything itself when there is no `src`. */
  restore(): void
}

/**
 * Removes the addresses of the author's files, so that the browser downloads none of them while a stream plays. The
 * elements stay, because the author's scripts may need them. A video that was playing resumes once it has a source.
 */
export function detachSources(video: HTMLVideoElement): DetachedSources {
  const wasPlaying = !video.paused
  const startAt = video.currentTime || mediaFragmentStart(video)
  const detached = [video, ...sourceElements(video)].flatMap(element => {
    const src = element.getAttribute('src')
    element.removeAttribute('src')
    return src === null ? [] : [{ element, src }]
  })
  video.load() // Otherwise the browser continues the download it has started.
  if (wasPlaying) play(video)
  return {
    startAt,
    restore() {
      for (const { element, src } of detached) if (!element.hasAttribute('src')) element.setAttribute('src', src)
    },
  }
}

/** Plays a video. Ignores a refusal by the browser (no user gesture yet), because the user still has the controls. */
export function play(video: HTMLVideoElement): void {
  video.play()?.catch(() => {})
}

/** Seeks to `time`, in seconds, as soon as the video's new source has loaded its metadata. */
export function seekOnceLoaded(video: HTMLVideoElement, time: number, signal?: AbortSignal): void {
  if (time <= 0) return
  const seek = () => {
    video.currentTime = time
  }
  video.addEventListener('loadedmetadata', seek, { once: true, ...(signal && { signal }) })
}

function sourceElements(video: HTMLVideoElement): HTMLSourceElement[] {
  return [...video.querySelectorAll<HTMLSourceElement>(':scope > source')]
}

function mediaFragmentStart(video: HTMLVideoElement): number {
  const src = video.getAttribute('src') ?? sourceElements(video)[0]?.getAttribute('src') ?? ''
  return Number(/#(?:.*&)?t=(?:npt:)?([\d.]+)/.exec(src)?.[1] ?? 0) || 0
}
