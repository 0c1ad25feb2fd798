import { watchCaptures } from './captured-videos.ts'
import { allowsStream, policiesOf } from './content-security-policy.ts'
import { findVideos } from './find-videos.ts'
import { onFirstUse } from './gesture.ts'
import type { PageContext } from './page-context.ts'
import type { PageLocation } from './page-location.ts'
import { fetchPlayback } from './playlists.ts'
import { PreparationQueue } from './preparation-queue.ts'
import { loadStreamCode } from './stream-code.ts'
import { WatchedVideo } from './watched-video.ts'

/** How far from the window a video counts as near. */
const nearMargin = '300px'
/** On a page with more videos than this, nothing happens before somebody uses it: most of the work would be for nothing. */
const crowdedVideos = 12

/**
 * Watches all videos of a page. Does nothing to a video, and requests nothing, before one comes near the window. Does
 * nothing at all on a page with a policy that may forbid a stream.
 */
export function watchPage(page: Document, pageLocation: PageLocation): void {
  if (!allowsStream(policiesOf(page), location.protocol)) return
  watchCaptures(HTMLMediaElement.prototype)
  let videoCount = 0
  const context: PageContext = {
    pageLocation,
    queue: new PreparationQueue(),
    playback: once(() => fetchPlayback(pageLocation)),
    streamCode: once(() => loadStreamCode(pageLocation)),
  }
  const foundVideos = new WeakSet<HTMLVideoElement>()
  const watchedVideos = new WeakMap<HTMLVideoElement, WatchedVideo>()
  const report = (video: HTMLVideoElement, isNear: boolean) => {
    // A video costs nothing before it is near for the first time.
    if (isNear && !watchedVideos.has(video)) watchedVideos.set(video, new WatchedVideo(video, context))
    watchedVideos.get(video)?.setNear(isNear)
  }
  const unreported = new Set<Element>()
  let isPageUsed = false
  const observer = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries)
        if (isPageUsed || videoCount <= crowdedVideos) report(target as HTMLVideoElement, isIntersecting)
        else unreported.add(target)
    },
    { rootMargin: nearMargin },
  )
  onFirstUse(() => {
    isPageUsed = true
    for (const video of unreported) {
      // To observe a video again reports where it is now.
      observer.unobserve(video)
      observer.observe(video)
    }
    unreported.clear()
  })
  findVideos(page, video => {
    if (foundVideos.has(video)) return
    foundVideos.add(video)
    videoCount++
    observer.observe(video)
  })
}

/** Calls `load` on the first call alone. All callers share its result. */
function once<Result>(load: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined
  return () => (result ??= load())
}
