import { expect, it } from 'vitest'
import { mendFor, nothingTried } from './recovery.ts'

/** Runs errors at given seconds through the choice and names the mends. */
function mends(type: 'media' | 'network' | 'other', seconds: number[], worthwhile = true) {
  let tried = nothingTried
  return seconds.map(at => {
    const [mend, next] = mendFor(type, worthwhile, tried, at * 1000)
    tried = next
    return mend
  })
}

it('recovers a media error twice, then swaps the audio codec, then gives up', () => {
  expect(mends('media', [0, 10, 20, 30])).toEqual(['recover', 'recover', 'swap', 'give up'])
})

it('swaps at once when the error is back within five seconds', () => {
  expect(mends('media', [0, 1, 2])).toEqual(['recover', 'swap', 'give up'])
})

it('restarts after a network error once in half a minute', () => {
  expect(mends('network', [0, 40, 50])).toEqual(['restart', 'restart', 'give up'])
})

it('gives up at once where the playlist never came, or the server said no', () => {
  expect(mends('network', [0], false)).toEqual(['give up'])
})

it('gives up at once on anything else', () => {
  expect(mends('other', [0])).toEqual(['give up'])
})
