/**
 * Keeps a video that its author gave no size as wide as its largest rendition: else it would show as small as the rendition
 * that a stream starts with, and hls.js, which loads no more pixels than are shown, would never leave that one. Only the
 * attribute is set, so that any CSS is stronger.
 * @param width pixels; a smaller one than before is ignored
 */
export function setRenditionWidth(video: HTMLVideoElement, width: number): void {
  const previousWidth = Number(video.dataset.lecternWidth ?? 0)
  if (!(width > previousWidth) || (previousWidth === 0 && hasSize(video))) return
  video.dataset.lecternWidth = String(width)
  video.setAttribute('width', String(width))
}

/** Takes off what `keepWidth` gave. */
export function removeRenditionWidth(video: HTMLVideoElement): void {
  if (video.dataset.lecternWidth === undefined) return
  delete video.dataset.lecternWidth
  video.removeAttribute('width')
}

/** By attribute or, where the browser can say (Firefox cannot), by CSS. */
function hasSize(video: HTMLVideoElement): boolean {
  if (video.hasAttribute('width') || video.hasAttribute('height')) return true
  const style = video.computedStyleMap?.()
  return ['width', 'height'].some(side => (style?.get(side)?.toString() ?? 'auto') !== 'auto')
}
