// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { hasFirstPicture, isUnplayable, isUntouched, maySwap } from './may-swap.ts'

// happy-dom has none of these.
Object.assign(HTMLMediaElement, {
  ...{ HAVE_NOTHING: 0, HAVE_METADATA: 1, HAVE_CURRENT_DATA: 2, HAVE_FUTURE_DATA: 3, HAVE_ENOUGH_DATA: 4 },
  ...{ NETWORK_IDLE: 1, NETWORK_LOADING: 2, NETWORK_NO_SOURCE: 3 },
})

const ready = {
  ...{ isConnected: true, paused: true, ended: false, seeking: false, error: null, srcObject: null, readyState: 4 },
  ...{ networkState: 1, played: { length: 0 }, currentTime: 0, autoplay: false, muted: false, preload: 'metadata' },
  videoWidth: 640,
  getRootNode: () => ({ pictureInPictureElement: null }),
}
const video = (values: object) => ({ ...ready, ...values }) as unknown as HTMLVideoElement

it.each([
  ['a loaded video that nobody has played', {}, true],
  ['a video whose start the page has moved', { currentTime: 5 }, true],
  ['a video that was played and is at its start again', { played: { length: 1 } }, true],
  ['a video that was played', { played: { length: 1 }, currentTime: 5 }, false],
  ['a playing video', { paused: false }, false],
  ['a video that seeks', { seeking: true }, false],
  ['a video without metadata', { readyState: 0 }, false],
  ['a video outside the page', { isConnected: false }, false],
  ['a captured stream', { srcObject: {} }, false],
  ['autoplay that the browser is still loading', { autoplay: true, readyState: 2 }, false],
  ['autoplay with sound that the browser refused', { autoplay: true }, true],
  ['autoplay without sound, which starts when it is visible', { autoplay: true, muted: true }, false],
])('lets a stream take the place of %s: %s', (_, values, may) => {
  expect(maySwap(video(values))).toBe(may)
})

it.each([
  ['no source', { networkState: 3, readyState: 0 }, true],
  ['an error before anything was loaded', { error: {}, readyState: 0 }, true],
  ['sound without a picture', { videoWidth: 0 }, true],
  ['an error in the middle', { error: {}, readyState: 2 }, false],
  ['a picture', {}, false],
])('counts %s as unplayable: %s', (_, values, is) => {
  expect(isUnplayable(video(values))).toBe(is)
})

it('waits for the first picture, or for as much as the browser loads', () => {
  expect(hasFirstPicture(video({ readyState: 2, networkState: 2 }))).toBe(true)
  expect(hasFirstPicture(video({ readyState: 1, networkState: 1 }))).toBe(true)
  expect(hasFirstPicture(video({ readyState: 1, networkState: 2 }))).toBe(false)
})

it('knows a video of which nothing is loaded', () => {
  const untouched = { preload: 'none', readyState: 0 }
  expect(isUntouched(video(untouched))).toBe(true)
  expect(isUntouched(video({ ...untouched, paused: false }))).toBe(false)
  expect(isUntouched(video({ ...untouched, networkState: 2 }))).toBe(false)
  expect(isUntouched(video({ ...untouched, preload: 'metadata' }))).toBe(false)
})
