import type Hls from 'hls.js'

/**
 * Limits the renditions to the smallest one that fills the video's place on the screen.
 * @returns a function that stops watching the size
 */
export function watchLevelCap(video: HTMLVideoElement, hls: Hls): () => void {
  const update = () => {
    hls.autoLevelCapping = levelCap(hls.levels, video.clientWidth * devicePixelRatio)
  }
  const observer = new ResizeObserver(update)
  observer.observe(video)
  update()
  return () => observer.disconnect()
}

/** Returns the index of the narrowest level with at least `width` pixels, or -1 for no limit. */
export function levelCap(levels: { width: number }[], width: number): number {
  const wideEnough = levels.flatMap((level, index) => (level.width >= width ? { index, width: level.width } : []))
  if (wideEnough.length === 0 || width === 0) return -1
  return wideEnough.reduce((a, b) => (b.width < a.width ? b : a)).index
}
