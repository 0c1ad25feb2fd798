/** What to do about a fatal error of hls.js. `swap`: exchange the audio codec first, then recover. */
export type RecoveryAction = 'recover' | 'swap' | 'restart' | 'give up'

/** What was tried already, for one stream. Times in milliseconds of `performance.now()`. */
export type RecoveryState = {
  recoveryCount: number
  recoveredAt: number
  hasSwappedCodec: boolean
  restartedAt: number
}

/** Nothing tried yet. */
export const initialRecoveryState: RecoveryState = {
  recoveryCount: 0,
  recoveredAt: -Infinity,
  hasSwappedCodec: false,
  restartedAt: -Infinity,
}

const maxRecoveries = 2
const recoveryIntervalMs = 5000
const restartIntervalMs = 30_000

/**
 * Chooses the mend for a fatal error and says what counts as tried from then on. Media errors: recover twice, not within
 * five seconds, then once with the other audio codec (hls.js API.md, «Fatal Error Recovery»). Network errors, which hls.js
 * has retried itself by then: once more if that is `worthwhile` (the playlist had been loaded, and the server did not simply
 * say no). All else is left to the author's file.
 */
export function chooseRecovery(
  type: 'media' | 'network' | 'other',
  isRetryable: boolean,
  state: RecoveryState,
  now: number,
): [RecoveryAction, RecoveryState] {
  if (type === 'media') {
    if (state.recoveryCount < maxRecoveries && now - state.recoveredAt >= recoveryIntervalMs)
      return ['recover', { ...state, recoveryCount: state.recoveryCount + 1, recoveredAt: now }]
    if (!state.hasSwappedCodec) return ['swap', { ...state, hasSwappedCodec: true, recoveredAt: now }]
  }
  if (type === 'network' && isRetryable && now - state.restartedAt >= restartIntervalMs)
    return ['restart', { ...state, restartedAt: now }]
  return ['give up', state]
}
