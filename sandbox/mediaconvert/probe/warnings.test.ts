import { expect, test } from 'vitest'
import type { Source } from './probe.ts'
import { soundWarnings } from './warnings.ts'

const codes = (video: { start: number; end?: number }, audio?: { start: number; end?: number }) =>
  soundWarnings({ video, audio: audio ? [audio] : [] } as Source).map(({ code }) => code)

test('sound that does not cover the picture is told of from a tenth of a second', () => {
  expect(codes({ start: 0, end: 10 }, { start: 0, end: 10.05 })).toEqual([])
  expect(codes({ start: 0, end: 10 }, { start: 0, end: 10.2 })).toEqual([240001])
  expect(codes({ start: 0, end: 10 }, { start: 0, end: 9.8 })).toEqual([240000])
  expect(codes({ start: 0, end: 10 }, { start: 0.5, end: 12 })).toEqual([240000, 240001])
})

test('nothing is said of sound that is not there or whose length is not known', () => {
  expect(codes({ start: 0, end: 10 })).toEqual([])
  expect(codes({ start: 0, end: 10 }, { start: 0 })).toEqual([])
})
