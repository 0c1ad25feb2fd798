/**
 * Makes a video without a size as wide as its largest rendition. Otherwise the video would be as small as the stream's
 * first rendition, and hls.js, which loads no more pixels than are shown, would never switch to a larger one. Sets only
 * the attribute, so that any CSS overrides it.
 * @param width in pixels; ignored if smaller than before
 */
export function setRenditionWidth(video: HTMLVideoElement, width: number): void {
  const previousWidth = Number(video.dataset.lecternWidth ?? 0)
  if (!(width > previousWidth) || (previousWidth === 0 && hasSize(video))) return
  video.dataset.lecternWidth = String(width)
  video.setAttribute('width', String(width))
}

/** Removes the width that `setRenditionWidth` set. */
export function removeRenditionWidth(video: HTMLVideoElement): void {
  if (video.dataset.lecternWidth === undefined) return
  delete video.dataset.lecternWidth
  video.removeAttribute('width')
}

/** Checks for a size in attributes or in CSS. Firefox has no API for the latter. */
function hasSize(video: HTMLVideoElement): boolean {
  if (video.hasAttribute('width') || video.hasAttribute('height')) return true
  const style = video.computedStyleMap?.()
  return ['width', 'height'].some(side => (style?.get(side)?.toString() ?? 'auto') !== 'auto')
}
