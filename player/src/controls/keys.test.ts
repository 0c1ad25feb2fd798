import { expect, it } from 'vitest'
import { actionOfKey, runKeyAction } from './keys.ts'

const press = (key: string, focus: 'list' | 'button' | 'volume' | 'other' = 'other', modifiers = {}) =>
  actionOfKey({ key, altKey: false, ctrlKey: false, metaKey: false, ...modifiers }, focus)

it('knows the usual keys, in both cases', () => {
  expect([' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'f', 'M', 'c'].map(key => press(key))).toEqual([
    ...['toggle-play', 'back', 'forward', 'louder', 'toggle-full-screen', 'toggle-mute', 'toggle-captions'],
  ])
  expect([press('x'), press('Tab'), press('toString')]).toEqual([null, null, null])
})

it('leaves to the focused element what it handles itself, and shortcuts to the browser', () => {
  expect([press(' ', 'button'), press('ArrowLeft', 'volume'), press('End', 'volume'), press('f', 'list')]).toEqual(
    Array(4).fill(null),
  )
  expect([press('m', 'button'), press('m', 'volume')]).toEqual(['toggle-mute', 'toggle-mute'])
  expect([press('f', 'other', { ctrlKey: true }), press('c', 'other', { metaKey: true })]).toEqual([null, null])
})

it('stays within the video’s length and volume', () => {
  const video = { currentTime: 3, duration: 8, volume: 0.95, muted: false } as HTMLVideoElement
  const run = (action: Parameters<typeof runKeyAction>[1]) => {
    runKeyAction(video, action, { play() {}, captions() {}, fullScreen() {} })
    return [video.currentTime, video.volume]
  }
  expect(run('back')).toEqual([0, 0.95])
  expect(run('forward')).toEqual([5, 0.95])
  expect(run('forward')).toEqual([8, 0.95])
  expect(run('louder')).toEqual([8, 1])
  expect(run('to-start')).toEqual([0, 1])
})

it('does not move a video of unknown length', () => {
  const video = { currentTime: 0, duration: Number.NaN } as HTMLVideoElement
  runKeyAction(video, 'forward', { play() {}, captions() {}, fullScreen() {} })
  expect(video.currentTime).toBe(0)
})
