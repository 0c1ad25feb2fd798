// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterPress, keepClicks } from './presses.ts'
import type { PreparedStream } from './source/media-source.ts'
import { SwappedVideo } from './swapped-video.ts'

beforeEach(() => {
  vi.useFakeTimers()
  Object.defineProperty(navigator, 'userAgentData', { value: {}, configurable: true })
})
afterEach(() => {
  vi.useRealTimers()
  Reflect.deleteProperty(navigator, 'userAgentData')
})

test('waits until a press can no longer become a play', async () => {
  await afterPress()
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  const done = vi.fn()
  afterPress().then(done)
  await vi.advanceTimersByTimeAsync(400)
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  await vi.advanceTimersByTimeAsync(400)
  expect(done).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  expect(done).toHaveBeenCalled()
})

/** Clicks a video of 360 pixels at a height while its source changes, and returns how often it was played. */
async function playsAfterClick(
  offsetY: number,
  given: { controls?: boolean; isPlaying?: boolean; later?: boolean } = {},
) {
  const video = document.createElement('video')
  Object.defineProperties(video, { clientHeight: { value: 360 }, paused: { value: !given.isPlaying } })
  video.controls = given.controls ?? true
  const play = vi.fn(async () => {})
  video.play = play
  const swapped = new SwappedVideo(video, {} as PreparedStream, 'attaching', 0)
  swapped.mask()
  keepClicks(swapped)
  const click = () => video.dispatchEvent(Object.assign(new Event('click'), { offsetY }))
  if (!given.later) click()
  swapped.events.dispatchEvent(new Event('settled'))
  if (given.later) click()
  await vi.advanceTimersByTimeAsync(1000)
  swapped.unmask()
  return play.mock.calls.length
}

test('a click on the picture while the source changes plays', async () => {
  expect(await playsAfterClick(100)).toBe(1)
})

test('other clicks are left to the browser and the page', async () => {
  expect(await playsAfterClick(340)).toBe(0)
  expect(await playsAfterClick(100, { controls: false })).toBe(0)
  expect(await playsAfterClick(100, { isPlaying: true })).toBe(0)
  expect(await playsAfterClick(100, { later: true })).toBe(0)
})
