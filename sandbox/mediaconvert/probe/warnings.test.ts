import { expect, test } from 'vitest'
import type { AudioStream, Source } from './probe.ts'
import { audioWarnings } from './warnings.ts'

const codes = (
  video: { start: number; end?: number },
  audio?: { start: number; end?: number },
  black?: Source['black'],
) => audioWarnings({ video, black } as Source, audio as AudioStream).map(({ code }) => code)

test('warns if audio and video differ by at least 0.1 seconds', () => {
  expect(codes({ start: 0, end: 10 }, { start: 0, end: 10.05 })).toEqual([])
  expect(codes({ start: 0, end: 10 }, { start: 0, end: 10.2 })).toEqual([240001])
  expect(codes({ start: 0, end: 10 }, { start: 0, end: 9.8 })).toEqual([240000])
  expect(codes({ start: 0, end: 10 }, { start: 0.5, end: 12 })).toEqual([240000, 240001])
  expect(codes({ start: 0, end: 10 }, { start: 0, end: 12 }, { before: 0, after: 2 })).toEqual([])
})

test('does not warn if audio is missing or has an unknown duration', () => {
  expect(codes({ start: 0, end: 10 })).toEqual([])
  expect(codes({ start: 0, end: 10 }, { start: 0 })).toEqual([])
})
