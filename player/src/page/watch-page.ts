import { watchCaptures } from './captured-videos.ts'
import { allowsStream, policiesOf } from './content-security-policy.ts'
import { findVideos } from './find-videos.ts'
import type { PageContext } from './page-context.ts'
import type { PageLocation } from './page-location.ts'
import { fetchPlayback } from './playlists.ts'
import { PreparationQueue } from './preparation-queue.ts'
import { loadStreamCode } from './stream-code.ts'
import { WatchedVideo } from './watched-video.ts'

/** How far from the window a video counts as near. */
const nearMargin = '300px'
/** A page with more videos than this prepares none before somebody uses it. */
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
    queue: new PreparationQueue(() => videoCount > crowdedVideos),
    playback: once(() => fetchPlayback(pageLocation)),
    streamCode: once(() => loadStreamCode(pageLocation)),
  }
  const watchedVideos = new WeakMap<Element, WatchedVideo>()
  const observer = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) watchedVideos.get(target)?.setNear(isIntersecting)
    },
    { rootMargin: nearMargin },
  )
  findVideos(page, video => {
    if (watchedVideos.has(video)) return
    videoCount++
    watchedVideos.set(video, new WatchedVideo(video, context))
    observer.observe(video)
  })
}

/** Calls `load` on the first call alone. All callers share its result. */
function once<Result>(load: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined
  return () => (result ??= load())
}
