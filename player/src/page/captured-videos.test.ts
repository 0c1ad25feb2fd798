// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { isCaptured, watchCaptures } from './captured-videos.ts'

it('notices a capture, and leaves its result and its arguments alone', () => {
  const prototype = Object.assign(Object.create(HTMLMediaElement.prototype), {
    captureStream: (rate: number) => `stream at ${rate}`,
  })
  watchCaptures(prototype)
  const [captured, other] = [Object.create(prototype), Object.create(prototype)]
  expect(captured.captureStream(25)).toBe('stream at 25')
  expect([isCaptured(captured), isCaptured(other)]).toEqual([true, false])
  expect('mozCaptureStream' in captured).toBe(false)
})
