import { callNative } from './native.ts'
import type { SwappedVideo } from './swapped-video.ts'

/** The attribute that holds the author's `src` while a stream plays. */
export const authoredSrcAttribute = 'data-lectern-src'

/** Returns a selector that reads the author's `src` where a stream plays, and the element's own elsewhere. */
export const authoredSelector = (selector: string): string =>
  selector.replaceAll(
    /\[\s*src\s*((?:[~|^$*]?=[^\]]*)?)\]/gi,
    (own, condition) => `:is(${own},[${authoredSrcAttribute}${condition}])`,
  )

/** Keeps the author's `src` where selectors find it, until the stream ends. */
export function keepAuthoredSrc(swapped: SwappedVideo): void {
  const { video, file } = swapped
  const { src } = file.attributes
  if (src === null) return
  callNative(video, 'setAttribute', authoredSrcAttribute, src)
  swapped.onEnd(() => callNative(video, 'removeAttribute', authoredSrcAttribute))
}
