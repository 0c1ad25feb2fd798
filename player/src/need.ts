/** How far below the window a video counts as about to be seen. */
const margin = '300px'

/**
 * Calls once when a video is about to be played: it plays, or will by itself, or comes near the window.
 * @returns stops waiting
 */
export function whenNeeded(video: HTMLVideoElement, needed: () => void): () => void {
  if (!video.paused || video.autoplay) {
    needed()
    return () => {}
  }
  const watcher = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && call(), {
    rootMargin: margin,
  })
  const stop = () => {
    watcher.disconnect()
    video.removeEventListener('play', call)
  }
  const call = () => {
    stop()
    needed()
  }
  video.addEventListener('play', call)
  watcher.observe(video)
  return stop
}
