/** The distance around the window within which a video counts as about to play. */
const preloadMargin = '300px'

/**
 * Calls `callback` once when a video plays, has autoplay, or comes near the window.
 * @returns a function that stops waiting
 */
export function whenAboutToPlay(video: HTMLVideoElement, callback: () => void): () => void {
  if (!video.paused || video.autoplay) {
    callback()
    return () => {}
  }
  const observer = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && call(), {
    rootMargin: preloadMargin,
  })
  const stop = () => {
    observer.disconnect()
    video.removeEventListener('play', call)
  }
  const call = () => {
    stop()
    callback()
  }
  video.addEventListener('play', call)
  observer.observe(video)
  return stop
}
