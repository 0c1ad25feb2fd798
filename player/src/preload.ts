/** How far below the window a video counts as about to be seen. */
const preloadMargin = '300px'

/**
 * Calls once when a video is about to be played: it plays, or will by itself, or comes near the window.
 * @returns stops waiting
 */
export function whenAboutToPlay(video: HTMLVideoElement, callback: () => void): () => void {
  if (!video.paused || video.autoplay) {
    callback()
    return () => {}
  }
  const watcher = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && call(), {
    rootMargin: preloadMargin,
  })
  const stop = () => {
    watcher.disconnect()
    video.removeEventListener('play', call)
  }
  const call = () => {
    stop()
    callback()
  }
  video.addEventListener('play', call)
  watcher.observe(video)
  return stop
}
