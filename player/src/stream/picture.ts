import { removeAddedStyles } from './masks/authored-style.ts'
import { readNative } from './masks/native.ts'
import { drawSilently } from './masks/pixel-reads.ts'
import type { SwappedVideo } from './swapped-video.ts'

/** For how long the still picture stays at most after the stream has loaded, where the browser tells of no frames. */
const stillMs = 500
/** An animation that holds its end values, for as long as it exists. */
const holding: KeyframeAnimationOptions = { duration: 1, fill: 'both' }

/** The picture that a video shows while its source changes. */
export type Still = { canvas: HTMLCanvasElement; url: string }

/**
 * Draws the frame that a video shows. Null where the page shows a poster or nothing. Without it, the video would be gray
 * while the source changes.
 */
export async function captureStill(video: HTMLVideoElement): Promise<Still | null> {
  const showsPoster = video.hasAttribute('poster') && video.played.length === 0 && video.currentTime === 0
  if (showsPoster || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null
  const canvas = document.createElement('canvas')
  canvas.width = readNative(video, 'videoWidth')
  canvas.height = readNative(video, 'videoHeight')
  drawSilently(canvas, video)
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.92))
  if (!blob) return null
  const url = URL.createObjectURL(blob)
  const image = new Image()
  image.src = url
  await image.decode().catch(() => {})
  return { canvas, url }
}

/** Holds the picture and the size of a video until `showStream` is called or the stream ends. */
export function holdPicture(swapped: SwappedVideo, still: Still | null): void {
  const { video } = swapped
  if (swapped.phase === 'starting') {
    keepSizeOnceLoaded(swapped)
    return
  }
  const { width, height } = getComputedStyle(video)
  const animation = video.animate([{ width, height }], holding)
  swapped.onEnd(() => animation.cancel())
  swapped.events.addEventListener('settled', () => releaseBox(swapped, animation), { once: true })
  if (!still) return
  swapped.still = still.canvas
  video.poster = still.url
  swapped.maskedAttributes.add('poster')
  swapped.onEnd(() => removeStill(swapped, still))
  swapped.events.addEventListener('settled', () => afterFirstFrame(video, () => removeStill(swapped, still)), {
    once: true,
  })
}

function removeStill(swapped: SwappedVideo, still: Still): void {
  if (swapped.still !== still.canvas) return
  swapped.still = null
  const { poster } = swapped.file.attributes
  if (swapped.maskedAttributes.delete('poster')) {
    if (poster === null) swapped.video.removeAttribute('poster')
    else swapped.video.setAttribute('poster', poster)
  }
  URL.revokeObjectURL(still.url)
}

/** Calls `callback` once, when the video has shown a frame of its present source. */
function afterFirstFrame(video: HTMLVideoElement, callback: () => void): void {
  let isCalled = false
  const call = () => {
    if (!isCalled) callback()
    isCalled = true
  }
  video.requestVideoFrameCallback?.(call)
  setTimeout(call, stillMs)
}

/**
 * Lets the page's styles decide about the size again. A stream may be smaller than the file, so that a video without a
 * size would shrink. Such a video keeps the file's size. `contain` cannot be animated.
 */
function releaseBox(swapped: SwappedVideo, animation: Animation): void {
  setTimeout(() => {
    if (!swapped.isMasked) return
    animation.cancel()
    keepSize(swapped)
  }, stillMs + 50)
}

/** Gives a video that has no size of its own the file's size, as soon as the stream's size would count. */
function keepSizeOnceLoaded(swapped: SwappedVideo): void {
  swapped.events.addEventListener('loadedmetadata', () => keepSize(swapped), { once: true })
}

/** Keeps the size of the file where the size of a rendition would show, now or after a change of the quality. */
function keepSize(swapped: SwappedVideo): void {
  const { video, file } = swapped
  const added = keepNaturalSize(video, file.videoWidth, file.videoHeight)
  const restore = () => removeAddedStyles(video, added, file.attributes.style)
  if (!added.includes('contain-intrinsic-size') || !dependsOnNaturalSize(video)) {
    restore()
    return
  }
  swapped.addedStyles = added
  swapped.maskedAttributes.add('style')
  swapped.onEnd(restore)
}

/** Returns whether the box of a video with a kept size would be another one with half that size, as with a smaller rendition. */
function dependsOnNaturalSize(video: HTMLVideoElement): boolean {
  const property = 'contain-intrinsic-size'
  const size = video.style.getPropertyValue(property)
  const box = boxOf(video)
  video.style.setProperty(
    property,
    size.replace(/[\d.]+/g, pixels => `${Number(pixels) / 2}`),
  )
  const isDifferent = boxOf(video) !== box
  video.style.setProperty(property, size)
  return isDifferent
}

/**
 * Gives an element without a size the size of the author's file, in pixels. All three engines treat these styles like a
 * natural size. Returns the properties that were added.
 */
export function keepNaturalSize(video: HTMLVideoElement, width: number, height: number): string[] {
  const styles = {
    contain: 'size',
    'contain-intrinsic-size': `${width}px ${height}px`,
    'aspect-ratio': `${width} / ${height}`,
  }
  return Object.entries(styles).flatMap(([property, value]) => {
    if (video.style.getPropertyValue(property) !== '') return []
    video.style.setProperty(property, value)
    return [property]
  })
}

function boxOf(video: HTMLVideoElement): string {
  const { width, height } = video.getBoundingClientRect()
  return `${Math.round(width)} ${Math.round(height)}`
}
