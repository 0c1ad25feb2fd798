import { expect, test } from 'vitest'
import { compareRuns } from './compare.ts'
import type { Entry } from './log.ts'
import { buildEvent, buildRun } from './test-run.ts'

const load = ['loadstart', 'durationchange', 'loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough']
const events = (...names: string[]) => names.map(name => buildEvent(name))
const keys = (bare: Entry[], tagged: Entry[], together = true) =>
  compareRuns(buildRun(bare), buildRun(tagged), { together }).map(({ key }) => key)

test('equal logs have no difference', () => {
  expect(keys(events(...load, 'play', 'playing'), events(...load, 'play', 'playing'))).toEqual([])
})

test('events of a swap that come through are a difference', () => {
  expect(keys(events(...load), events(...load, 'abort', 'emptied', 'loadstart'))).toEqual(['order: end → abort'])
  expect(keys(events(...load), events(...load, 'canplay'))).toEqual(['order: end → canplay'])
  expect(keys(events(...load, 'ended'), events(...load, 'ended', 'ended'))).toEqual(['order: end → ended'])
})

test('how often playback waits for bytes is no difference', () => {
  const once = events(...load, 'play', 'playing', 'pause')
  const twice = events(...load, 'play', 'playing', 'waiting', 'canplay', 'playing', 'canplaythrough', 'pause')
  expect(keys(once, twice)).toEqual([])
  expect(keys(twice, once)).toEqual([])
})

test('a play that never becomes playing is a difference', () => {
  expect(keys(events(...load, 'play', 'playing'), events(...load, 'play', 'waiting'))).toEqual(['order: playing → end'])
})

test('a click while the page loads may come before or after its events', () => {
  const early = events('loadstart', 'play', ...load.slice(1), 'playing')
  const late = events(...load, 'play', 'playing')
  expect(keys(early, late, false)).toEqual([])
  expect(keys(early, late, true)).not.toEqual([])
})

test.each([
  ['width', { width: 426 }],
  ['currentSrc', { currentSrc: 'blob:' }],
  ['duration', { duration: 12.2 }],
  ['box', { box: [1280, 200] as [number, number] }],
  ['attributes', { attributes: ['controls='] }],
  ['rate', { rate: 2 }],
  ['time', { time: 3 }],
])('another %s in an event is a difference', (name, overrides) => {
  expect(keys([buildEvent('playing')], [buildEvent('playing', overrides)])).toEqual([`value: ${name} at playing`])
})

test('tracks of the package may be added, but not shown beside another', () => {
  const own = { kind: 'subtitles', language: 'en', label: 'English', mode: 'showing' }
  const added = { ...own, language: 'de', label: 'Deutsch', mode: 'disabled' }
  const run = (...tracks: (typeof own)[]) => [buildEvent('playing', { tracks })]
  expect(keys(run(own), run(own, added))).toEqual([])
  expect(keys(run(own), run(own, { ...added, mode: 'showing' }))).toEqual(['value: tracks at playing'])
  expect(keys(run(own), run({ ...own, mode: 'disabled' }))).toEqual(['value: tracks at playing'])
})

test('notes count in their order, and the console by what it says', () => {
  const entry = (type: 'note' | 'console', name: string): Entry => ({ at: 0, frame: 'index.html', type, name })
  expect(keys([entry('note', 'unlocked')], [])).toEqual(['note: index.html unlocked → none'])
  expect(keys([], [entry('console', 'warning: hls')])).toEqual(['console: index.html warning: hls'])
  expect(keys([entry('console', 'warning: page')], [])).toEqual([])
})
