import { expect, test } from 'vitest'
import type { MatrixPage } from '../page.ts'
import type { Conditions, Run } from '../run-page.ts'
import { previewEnds, scenarios } from '../scenarios.ts'
import { longestJump, longestStall, stallOf } from './continuity.ts'
import { buildEvent, buildRun, buildSample, buildState } from './test-run.ts'
import { judge } from './verdict.ts'

const page: MatrixPage = { name: 'src', title: '', files: {}, start: 'click', neverStreams: null }
const conditions: Conditions = { page, scenario: scenarios[0]!, fault: null, begin: 4000, network: 'fast' }
const keys = (...args: Parameters<typeof judge>) => judge(...args).failures.map(({ key }) => key)
const samples = (...times: number[]) => times.map((time, index) => buildSample(index * 200, time))
const valuesOf = (entries: ReturnType<typeof samples>) =>
  entries.flatMap(entry => (entry.type === 'sample' ? [{ at: entry.at, ...entry.values }] : []))
const standing = (seconds: number) => [buildSample(0, 1), buildSample(200, 1.2), buildSample(200 + seconds * 1000, 1.2)]
const request = (kind: Run['requests'][number]['kind'], status = 206) => ({
  ...{ kind, path: `/${kind}`, start: 0, end: 1, bytes: 1, status },
})

test('a difference that two bare runs have as well is the browser’s own', () => {
  const once = buildRun([buildEvent('canplay')])
  const twice = buildRun([buildEvent('canplay'), buildEvent('canplay')])
  expect(keys(conditions, [once], twice)).toEqual(['order: index.html video 1 events: end → canplay'])
  expect(keys(conditions, [once, twice], twice)).toEqual([])
})

test('a stall is measured while the video should play', () => {
  expect(longestStall(valuesOf(samples(0, 0.2, 0.4, 0.4, 0.4, 0.6)))).toBeCloseTo(0.4)
  const paused = [0, 1, 2, 3].map(at => buildSample(at * 1000, 1, { paused: true }))
  expect(longestStall(valuesOf(paused))).toBe(0)
})

test('a jump is what the clock and the scenario do not explain', () => {
  expect(longestJump(valuesOf(samples(0, 0.2, 1.4, 1.6)), [])).toBeCloseTo(1)
  expect(longestJump(valuesOf(samples(2, 2.2, 1.2)), [])).toBeCloseTo(1)
  expect(longestJump(valuesOf(samples(0, 0.2, 5, 5.2)), [300])).toBeLessThan(0.1)
})

test('each video is measured alone', () => {
  const other = (at: number, time: number) => ({ ...buildSample(at, time), target: 'video 2' })
  const entries = [buildSample(0, 1), other(100, 5), buildSample(200, 1), other(300, 5.2), buildSample(400, 1)]
  expect(stallOf(buildRun(entries))).toBeCloseTo(0.4)
})

test('a give-back may cost five seconds, and nothing else a second more than the bare page', () => {
  const faulty: Conditions = { ...conditions, fault: { kind: 'hls.js', mode: 'hang' } }
  const bare = buildRun(standing(0.5))
  expect(keys(faulty, [bare], buildRun(standing(4)))).toEqual([])
  expect(keys(faulty, [bare], buildRun(standing(7)))).toEqual(['stall'])
  expect(keys(conditions, [bare], buildRun(standing(1.4)))).toEqual([])
  expect(keys(conditions, [bare], buildRun(standing(4)))).toEqual(['stall'])
  for (const scenario of scenarios.filter(({ cutsLine }) => cutsLine))
    expect(keys({ ...conditions, scenario }, [bare], buildRun(standing(4)))).toEqual([])
})

test('a video that stands where the bare one plays on fails', () => {
  const until = '{"until":1.5}'
  expect(keys(conditions, [buildRun([])], buildRun([], { unfinished: until }))).toEqual(['does not play'])
  const slow: Conditions = { ...conditions, network: '500 kbit/s' }
  const stopped = (reached: number) => buildRun([], { unfinished: until, reached })
  expect(keys(slow, [stopped(3)], stopped(3))).toEqual([])
  expect(keys(slow, [stopped(3)], stopped(0.5))).toEqual(['does not play'])
})

test('a bare page that does not play proves nothing', () => {
  const stopped = buildRun([], { unfinished: '{"until":"ended"}' })
  expect(keys(conditions, [stopped], stopped)).toEqual(['bare page does not play'])
  expect(keys(conditions, [stopped, buildRun([])], buildRun([]))).toEqual([])
  const missing = buildRun([], { unfinished: '{"until":1.5}', reached: 0, final: buildState({ error: 4 }) })
  expect(keys(conditions, [missing], missing)).toEqual(['bare page does not play'])
  expect(keys({ ...conditions, page: { ...page, stopsBeforeEnd: true } }, [stopped], stopped)).toEqual([])
  expect(keys({ ...conditions, network: '500 kbit/s' }, [stopped], stopped)).toEqual([])
})

test('a page without a log proves nothing', () => {
  expect(keys(conditions, [buildRun([])], buildRun([], { entries: [] }))).toContain('no log')
  expect(keys(conditions, [buildRun([], { entries: [] })], buildRun([]))).toContain('no log')
})

test('where the browser cannot play the file, the stream must, whenever playback begins', () => {
  const final = buildState({ error: 4 })
  const bare = buildRun([buildEvent('error')], { final, reached: 0, unfinished: '{}', requests: [request('file')] })
  const rescued = buildRun([buildSample(0, 0.2, { isStream: true })])
  for (const begin of ['at once', 4000] as const) {
    expect(keys({ ...conditions, begin }, [bare], buildRun([], { reached: 0 }))).toEqual(['no rescue'])
    expect(keys({ ...conditions, begin }, [bare], rescued)).toEqual([])
  }
  expect(keys(conditions, [bare], { ...rescued, unfinished: '{}' })).toEqual(['does not play'])
  expect(keys(conditions, [bare], { ...rescued, console: ['hls.js: oh'] })).toEqual(['browser console: hls.js: oh'])
})

test('a failure of the stream must have happened', () => {
  const final = buildState()
  const of = (kind: 'master' | 'later segment'): Conditions => ({ ...conditions, fault: { kind, mode: '404' } })
  const run = (kinds: Parameters<typeof request>[0][], isStream = false) =>
    buildRun([buildSample(0, 0.2, { isStream })], { final, requests: kinds.map(kind => request(kind)) })
  expect(keys(of('master'), [run([])], run([]))).toEqual(['fault not met'])
  expect(keys(of('master'), [run([])], run(['master']))).toEqual([])
  expect(keys({ ...of('master'), begin: 'at once' }, [run([])], run([]))).toEqual([])
  expect(keys(of('later segment'), [run([])], run(['later segment']))).toEqual(['fault not met'])
  expect(keys(of('later segment'), [run([])], run(['later segment'], true))).toEqual([])
  const short = { ...run([]), final: buildState({ duration: 6 }) }
  expect(keys(of('later segment'), [short], short)).toEqual([])
})

test('a stream fails where a rule forbids it, not where it would come too late', () => {
  const streamed = buildRun([buildSample(0, 0.2, { isStream: true })])
  const on = (neverStreams: string) =>
    keys({ ...conditions, page: { ...page, neverStreams } }, [buildRun([])], streamed)
  expect(on('policy')).toEqual(['stream against the rules'])
  expect(on('closed shadow root')).toEqual(['stream against the rules'])
  expect(on('captured before it plays')).toEqual(['stream against the rules'])
  expect(on('play before ready')).toEqual([])
})

test('a preview that ends must say so', () => {
  const preview: Conditions = { ...conditions, scenario: previewEnds }
  expect(keys(preview, [buildRun([])], buildRun(standing(6)))).toEqual([])
  expect(keys(preview, [buildRun([])], buildRun([], { unfinished: '{"notice":true}' }))).toEqual(['does not play'])
})
