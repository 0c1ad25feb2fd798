import { expect, it } from 'vitest'
import { chooseRecovery, initialRecoveryState } from './recovery.ts'

/** Passes errors at the given seconds to `chooseRecovery` and returns the chosen actions. */
function recoveryActions(type: 'media' | 'network' | 'other', seconds: number[], isRetryable = true) {
  let state = initialRecoveryState
  return seconds.map(at => {
    const [action, nextState] = chooseRecovery(type, isRetryable, state, at * 1000)
    state = nextState
    return action
  })
}

it('recovers a media error twice, then swaps the audio codec, then gives up', () => {
  expect(recoveryActions('media', [0, 10, 20, 30])).toEqual(['recover', 'recover', 'swap', 'give up'])
})

it('swaps at once when the error recurs within 5 seconds', () => {
  expect(recoveryActions('media', [0, 1, 2])).toEqual(['recover', 'swap', 'give up'])
})

it('restarts after a network error at most once every 30 seconds', () => {
  expect(recoveryActions('network', [0, 40, 50])).toEqual(['restart', 'restart', 'give up'])
})

it('gives up at once when the network error is not retryable', () => {
  expect(recoveryActions('network', [0], false)).toEqual(['give up'])
})

it('gives up at once on any other error', () => {
  expect(recoveryActions('other', [0])).toEqual(['give up'])
})
