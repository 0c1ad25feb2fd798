/** How to handle a fatal error of hls.js. `swap`: swap the audio codec, then recover. */
export type RecoveryAction = 'recover' | 'swap' | 'restart' | 'give up'

/** The recovery attempts of one stream so far. Times are milliseconds of `performance.now()`. */
export type RecoveryState = {
  recoveryCount: number
  recoveredAt: number
  hasSwappedCodec: boolean
  restartedAt: number
}

/** The state before the first attempt. */
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
 * Chooses the action for a fatal error and returns it with the new state. Media errors: recover twice, at least 5
 * seconds apart, then once with the other audio codec (hls.js API.md, "Fatal Error Recovery"). Network errors, which
 * hls.js has already retried: restart if `isRetryable` (the playlist was loaded, and the server did not answer with a
 * 4xx status), at most once every 30 seconds. For any other error, the caller plays the author's file.
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
