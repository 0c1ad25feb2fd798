import { expect, test } from 'vitest'
import type { Entry } from '../log.ts'
import { compareRuns } from './compare.ts'
import { buildEvent, buildRun, buildState } from './test-run.ts'

const load = ['loadstart', 'durationchange', 'loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough']
const events = (...names: string[]) => names.map(name => buildEvent(name))
const shortKey = (key: string) => key.replace(/index\.html video 1 \w+: /, '')
const keys = (bare: Entry[], tagged: Entry[], together = true) =>
  compareRuns([buildRun(bare)], buildRun(tagged), { together }).map(({ key }) => shortKey(key))

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

test('a loop may go around once more, and nothing else', () => {
  const loops = (...names: string[]) => ({ ...buildRun(events('play', ...names)), final: buildState({ loop: true }) })
  const differences = (...names: string[]) =>
    compareRuns([loops('seeking', 'seeked')], loops(...names), { together: true }).map(({ key }) => shortKey(key))
  expect(differences('seeking', 'seeked', 'seeking', 'seeked')).toEqual([])
  expect(differences()).toEqual([])
  expect(differences('seeking', 'seeked', 'pause')).toEqual(['order: end → pause'])
  expect(keys(events('play'), events('play', 'seeking', 'seeked'))).toEqual(['order: end → seeking'])
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
  expect(keys(run(), run({ ...added, mode: 'showing' }))).toEqual(['value: tracks at playing'])
})

test('notes count in their order, and the console by what it says', () => {
  const entry = (type: 'note' | 'console', name: string): Entry => ({ at: 0, frame: 'index.html', type, name })
  expect(keys([entry('note', 'unlocked')], [])).toEqual(['note: index.html unlocked → none'])
  expect(keys([], [entry('console', 'warning: hls')])).toEqual(['console: index.html warning: hls'])
  expect(keys([entry('console', 'warning: page')], [])).toEqual([])
})

test('an event that comes and goes in bare pages hides nothing after it', () => {
  const [without, flaky] = [events(...load), events('loadstart', 'stalled', 'resize', ...load.slice(1))]
  const bares = [buildRun(without), buildRun(flaky)]
  const compare = (entries: Entry[]) =>
    compareRuns(bares, buildRun(entries), { together: true }).map(({ key }) => shortKey(key))
  expect(compare(flaky)).toEqual([])
  expect(compare(without)).toEqual([])
  expect(compare([...flaky, buildEvent('abort')])).toEqual(['order: end → abort'])
  expect(compare([...without, buildEvent('abort')])).toEqual(['order: end → abort'])
})

test('a value counts if it is no value of a bare page', () => {
  const bares = [{ width: 640 }, { width: 426 }].map(values => buildRun([buildEvent('playing', values)]))
  const compare = (width: number) =>
    compareRuns(bares, buildRun([buildEvent('playing', { width })]), { together: true })
  expect(compare(426)).toEqual([])
  expect(compare(854)).toHaveLength(1)
})

test('videos and frames have differences of their own', () => {
  const of = (frame: string, ...names: string[]): Entry[] => names.map(name => ({ ...buildEvent(name), frame }))
  const bare = buildRun([...of('a.html', 'play'), ...of('b.html', 'play')])
  const tagged = buildRun([...of('a.html', 'play', 'abort'), ...of('b.html', 'play', 'abort')])
  expect(new Set(compareRuns([bare], tagged, { together: true }).map(({ key }) => key)).size).toBe(2)
})

test('a seek ends at its place, however far the page sought', () => {
  const seek = (to: number, at: number, paused = true) => [
    buildEvent('seeking', { time: to, paused }),
    buildEvent('seeked', { time: at, paused }),
  ]
  expect(keys(seek(7, 7), seek(7.4, 7.4))).toEqual([])
  expect(keys(seek(7, 7), seek(7, 7.15))).toEqual(['value: place at seeked'])
  expect(keys(seek(7, 7, false), seek(7, 6.8, false))).toEqual(['value: place at seeked'])
  expect(keys(seek(7, 7, false), seek(7, 7.2, false))).toEqual([])
})

test('lines that a page may have are left out before notes are compared', () => {
  const notes = (...names: string[]) =>
    buildRun(names.map(name => ({ at: 0, frame: 'index.html', type: 'note', name })))
  const compare = (...names: string[]) =>
    compareRuns([notes('ready', 'end')], notes(...names), { together: true, allowed: ['changed '] }).map(
      ({ key }) => key,
    )
  expect(compare('ready', 'changed src', 'end')).toEqual([])
  expect(compare('changed src', 'ready')).toEqual(['note: index.html end → none'])
})
