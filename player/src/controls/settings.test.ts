// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { qualityOptions, speedOptions } from './settings.ts'

const qualities = (...rungs: [id: number, height: number, bitrate: number][]) => ({
  list: () => rungs.map(([id, height, bitrate]) => ({ id, height, bitrate })),
  chosen: () => null,
  choose() {},
})

it('names qualities by their height, and by the bit rate where two have the same', () => {
  document.documentElement.lang = 'en'
  expect(qualityOptions(qualities([2, 1080, 5e6], [1, 360, 900_000], [0, 360, 350_000]), 'Automatic')).toEqual([
    ['', 'Automatic'],
    ['2', '1080p'],
    ['1', '360p · 0.9 Mbit/s'],
    ['0', '360p · 0.4 Mbit/s'],
  ])
})

it('offers no quality while the author’s file plays', () => {
  expect(qualityOptions(null, 'Automatic')).toEqual([])
})

it('also lists a speed that a script has set', () => {
  document.documentElement.lang = 'de'
  expect(speedOptions(1).map(([, name]) => name)).toEqual(['0,5×', '0,75×', '1×', '1,25×', '1,5×', '1,75×', '2×'])
  expect(speedOptions(0.9).map(([value]) => value)).toContain('0.9')
})
