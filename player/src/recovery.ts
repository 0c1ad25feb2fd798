/** What to do about a fatal error of hls.js. `swap`: exchange the audio codec first, then recover. */
export type Mend = 'recover' | 'swap' | 'restart' | 'give up'

/** What was tried already, for one stream. Times in milliseconds of `performance.now()`. */
export type Tried = { recoveries: number; recoveredAt: number; swapped: boolean; restartedAt: number }

/** Nothing tried yet. */
export const nothingTried: Tried = { recoveries: 0, recoveredAt: -Infinity, swapped: false, restartedAt: -Infinity }

const recoveriesAtMost = 2
const recoverAgainAfter = 5000
const restartAgainAfter = 30_000

/**
 * Chooses the mend for a fatal error and says what counts as tried from then on. Media errors: recover twice, not within
 * five seconds, then once with the other audio codec (hls.js API.md, «Fatal Error Recovery»). Network errors, which hls.js
 * has retried itself by then: once more if that is `worthwhile` (the playlist had been loaded, and the server did not simply
 * say no). All else is left to the author's file.
 */
export function mendFor(
  type: 'media' | 'network' | 'other',
  worthwhile: boolean,
  tried: Tried,
  now: number,
): [Mend, Tried] {
  if (type === 'media') {
    if (tried.recoveries < recoveriesAtMost && now - tried.recoveredAt >= recoverAgainAfter)
      return ['recover', { ...tried, recoveries: tried.recoveries + 1, recoveredAt: now }]
    if (!tried.swapped) return ['swap', { ...tried, swapped: true, recoveredAt: now }]
  }
  if (type === 'network' && worthwhile && now - tried.restartedAt >= restartAgainAfter)
    return ['restart', { ...tried, restartedAt: now }]
  return ['give up', tried]
}
