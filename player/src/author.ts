import { type PageLocation, pathInPackage } from './page-location.ts'

/** A muted loop that starts by itself and cannot be controlled is decoration: short, no sound, best left as it is. */
export function isDecoration(video: HTMLVideoElement): boolean {
  return (video.muted || video.hasAttribute('muted')) && video.loop && video.autoplay && !video.controls
}

/** Paths inside the package of what the author's markup offers, in the browser's order: `src` alone, else each `<source>`. */
export function sourcePaths(video: HTMLVideoElement, pageLocation: PageLocation): string[] {
  const src = video.getAttribute('src')
  const addresses = src === null ? sourceElements(video).map(source => source.getAttribute('src')) : [src]
  return addresses.flatMap(address => (address && pathInPackage(pageLocation, address, video.baseURI)) || [])
}

/** What was taken from a video, to be given back. */
export type DetachedSources = {
  /** Seconds at which the author's file stood, or was to start (`#t=5`). */
  startAt: number
  /** Puts every address back that nobody has replaced since. Loads nothing by itself where there is no `src`. */
  restore(): void
}

/**
 * Takes the addresses of the author's files away, so that not a byte of them is downloaded while a stream plays. Elements
 * stay, for the author's own scripts may look for them. A video that was playing already goes on once it has a source.
 */
export function detachSources(video: HTMLVideoElement): DetachedSources {
  const wasPlaying = !video.paused
  const startAt = video.currentTime || mediaFragmentStart(video)
  const detached = [video, ...sourceElements(video)].flatMap(element => {
    const src = element.getAttribute('src')
    element.removeAttribute('src')
    return src === null ? [] : [{ element, src }]
  })
  video.load() // without this the browser goes on with what it had begun
  if (wasPlaying) play(video)
  return {
    startAt,
    restore() {
      for (const { element, src } of detached) if (!element.hasAttribute('src')) element.setAttribute('src', src)
    },
  }
}

/** Plays, and takes a refusal (no gesture of the user yet) for what it is: the controls are still there. */
export function play(video: HTMLVideoElement): void {
  video.play()?.catch(() => {})
}

/** Goes to a time, in seconds, as soon as the video's new source knows how long it is. */
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
