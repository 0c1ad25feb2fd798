// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { Phase } from './event-rules.ts'
import type { PreparedStream } from './source/media-source.ts'
import { SwappedVideo } from './swapped-video.ts'

/** A video whose file could be played to its end, in a phase. `fire` returns the events that the page sees. */
function videoIn(phase: Phase) {
  const video = document.createElement('video')
  document.body.append(video)
  const swapped = new SwappedVideo(video, { destroy() {} } as unknown as PreparedStream, 'attaching', 4)
  swapped.mask()
  const seen: string[] = []
  for (const type of ['canplay', 'canplaythrough', 'emptied', 'seeking', 'waiting'])
    video.addEventListener(type, () => seen.push(type))
  // The new source announces once more what the page has had.
  for (const type of ['loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough']) video.dispatchEvent(new Event(type))
  swapped.phase = phase
  return (...types: string[]) => {
    seen.length = 0
    for (const type of types) video.dispatchEvent(new Event(type))
    return seen
  }
}

it('hides that playback can go on from a page that has not seen it stop', () => {
  expect(videoIn('stream')('canplay', 'canplaythrough')).toEqual([])
  expect(videoIn('stream')('waiting', 'canplay', 'canplay')).toEqual(['waiting', 'canplay'])
  expect(videoIn('stream')('seeking', 'canplay', 'canplaythrough')).toEqual(['seeking', 'canplay', 'canplaythrough'])
})

it('shows the whole load of another source that the page sets just after the file has come back', () => {
  expect(videoIn('returned')('canplay')).toEqual([])
  expect(videoIn('returned')('emptied', 'canplay', 'canplaythrough')).toEqual(['emptied', 'canplay', 'canplaythrough'])
})
