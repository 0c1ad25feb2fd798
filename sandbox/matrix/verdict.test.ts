import { expect, test } from 'vitest'
import type { MatrixPage } from './page.ts'
import type { Conditions } from './run-page.ts'
import { scenarios } from './scenarios.ts'
import { buildEvent, buildRun, buildSample, buildValues } from './test-run.ts'
import { judge, longestJump, longestStall } from './verdict.ts'

const page: MatrixPage = { name: 'src', title: '', files: {}, start: 'click', neverStreams: null }
const conditions: Conditions = { page, scenario: scenarios[0]!, fault: null, begin: 4000, network: 'fast' }
const keys = (...args: Parameters<typeof judge>) => judge(...args).failures.map(({ key }) => key)
const samples = (...times: number[]) => times.map((time, index) => buildSample(index * 200, time))
const valuesOf = (entries: ReturnType<typeof samples>) =>
  entries.flatMap(entry => (entry.type === 'sample' ? [{ at: entry.at, ...entry.values }] : []))

test('a difference that two bare runs have as well is the browser’s own', () => {
  const once = buildRun([buildEvent('canplay')])
  const twice = buildRun([buildEvent('canplay'), buildEvent('canplay')])
  expect(keys(conditions, [once], twice)).toEqual(['order: end → canplay'])
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

test('a give-back may cost five seconds', () => {
  const standing = (seconds: number) => [
    buildSample(0, 1),
    buildSample(200, 1.2),
    buildSample(200 + seconds * 1000, 1.2),
  ]
  const faulty: Conditions = { ...conditions, fault: { kind: 'later segment', mode: 'hang' } }
  expect(keys(faulty, [buildRun([])], buildRun(standing(4)))).toEqual([])
  expect(keys(faulty, [buildRun([])], buildRun(standing(7)))).toEqual(['stall'])
})

test('a video that stands where the bare one plays on fails', () => {
  expect(keys(conditions, [buildRun([])], buildRun([], { unfinished: '{"until":1.5}' }))).toEqual(['does not play'])
})

test('where the browser cannot play the file, the stream must', () => {
  const error = {
    ...buildValues({ error: 4 }),
    seeking: false,
    loop: false,
    connected: true,
    began: false,
    playing: '',
  }
  const file = { kind: 'file' as const, path: '/media/clip.mov', start: 0, end: 1, bytes: 1, status: 206 }
  const bare = buildRun([buildEvent('error')], { final: error, reached: 0, asked: [file] })
  expect(keys(conditions, [bare], buildRun([], { reached: 0 }))).toEqual(['no rescue'])
  expect(keys(conditions, [bare], buildRun([buildSample(0, 0.2, { isStream: true })]))).toEqual([])
})
