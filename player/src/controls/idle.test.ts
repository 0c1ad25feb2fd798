// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchIdle } from './idle.ts'

let video: HTMLVideoElement
let paused: boolean
let isInUse: boolean
let states: boolean[]
const abort = new AbortController()

beforeEach(() => {
  vi.useFakeTimers()
  video = document.createElement('video')
  paused = true
  isInUse = false
  states = []
  Object.defineProperty(video, 'paused', { get: () => paused })
  watchIdle(video, document.createElement('div'), {
    isInUse: () => isInUse,
    setIdle: isIdle => states.push(isIdle),
    signal: abort.signal,
  })
})
afterEach(() => vi.useRealTimers())

function play() {
  paused = false
  video.dispatchEvent(new Event('play'))
}

it('shows the controls during a pause, and hides them a while after the play', () => {
  vi.advanceTimersByTime(10_000)
  expect(states).toEqual([false])
  play()
  vi.advanceTimersByTime(2_400)
  expect(states).toEqual([false])
  vi.advanceTimersByTime(200)
  expect(states).toEqual([false, true])
  paused = true
  video.dispatchEvent(new Event('pause'))
  expect(states).toEqual([false, true, false])
})

it('stays while the controls are in use', () => {
  isInUse = true
  play()
  vi.advanceTimersByTime(10_000)
  isInUse = false
  expect(states).toEqual([false])
  vi.advanceTimersByTime(2_600)
  expect(states).toEqual([false, true])
})

it('wakes for a mouse, but not for a finger that scrolls the page', () => {
  play()
  const move = (pointerType: string) => video.dispatchEvent(new PointerEvent('pointermove', { pointerType }))
  move('touch')
  expect(states).toEqual([false])
  move('mouse')
  expect(states).toEqual([false, false])
})
