/** Where an overlay lies inside its containing block, in CSS pixels, and its `clip-path`. */
export type Place = { left: number; top: number; clip: string }

/**
 * Finds the place of a video for its overlay, which lies beside it in the document. The difference between where the two are now
 * tells how far the overlay has to move, whatever its containing block is.
 * @param now the overlay's present place
 */
export function findPlace(video: HTMLVideoElement, host: HTMLElement, now: Place, isFixed: boolean): Place {
  const scrollers = isFixed ? [] : scrollersBetween(video, host.offsetParent)
  if (!isFixed && scrollers.length === 0 && video.offsetParent === host.offsetParent) {
    const left = now.left + video.offsetLeft + video.clientLeft - host.offsetLeft
    const top = now.top + video.offsetTop + video.clientTop - host.offsetTop
    return { left, top, clip: 'none' } // Also right where the page rotates both.
  }
  const [box, hostBox] = [video.getBoundingClientRect(), host.getBoundingClientRect()]
  const scale = box.width / video.offsetWidth || 1
  return {
    left: now.left + (box.left - hostBox.left) / scale + video.clientLeft,
    top: now.top + (box.top - hostBox.top) / scale + video.clientTop,
    clip: clipOf(box, scrollers, scale),
  }
}

/** Elements that scroll or clip the video, but not an overlay that is positioned outside of them. */
function scrollersBetween(video: HTMLVideoElement, outer: Element | null): Element[] {
  const found: Element[] = []
  for (let element = video.parentElement; element && element !== outer; element = element.parentElement) {
    if (element === document.body || element === document.documentElement) break
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflow)) found.push(element)
  }
  return found
}

function clipOf(box: DOMRect, scrollers: Element[], scale: number): string {
  const outer = scrollers.map(scroller => scroller.getBoundingClientRect())
  const hidden = [
    Math.max(0, ...outer.map(({ top }) => top - box.top)),
    Math.max(0, ...outer.map(({ right }) => box.right - right)),
    Math.max(0, ...outer.map(({ bottom }) => box.bottom - bottom)),
    Math.max(0, ...outer.map(({ left }) => left - box.left)),
  ]
  return hidden.some(side => side > 0) ? `inset(${hidden.map(side => `${side / scale}px`).join(' ')})` : 'none'
}
