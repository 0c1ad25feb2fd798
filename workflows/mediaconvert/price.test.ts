import { expect, test } from 'vitest'
import { buildSourceVideo } from '../test/source-video.ts'
import { calculatePrice, estimatePrice } from './price.ts'
import { priceSettings } from './price-list.ts'

const rates = priceSettings.MEDIACONVERT_PRICES.parse(undefined)
const video = buildSourceVideo({ width: 1920, height: 1080, durationSeconds: 600, frameRate: 30 })
const dollars = ({ costMicros }: { costMicros: bigint }) => Number(costMicros) / 1e6

test('prices ten minutes in full HD as two HD and three SD renditions', () => {
  expect(estimatePrice(video, rates)).toEqual({ seconds: 3000, costMicros: 525_000n })
})

test('the smallest rendition costs as much as any other below 720 lines', () => {
  const small = { width: 640, height: 360, durationSeconds: 60, frameRate: 30 }
  expect(estimatePrice(buildSourceVideo(small), rates)).toEqual({ seconds: 120, costMicros: 15_000n })
})

test.each([
  ['30 frames per second', 30, 0.0075],
  ['29.97', 30_000 / 1001, 0.0075],
  ['more than 30', 50, 0.015],
  ['60', 60, 0.015],
  ['120, of which every second frame is kept', 120, 0.015],
])('prices a minute in SD with %s', (_case, frameRate, expected) => {
  expect(dollars(calculatePrice([{ width: 854, height: 480, seconds: 60 }], { frameRate }, rates))).toBe(expected)
})

test.each([
  ['below 720 lines', 854, 480, 0.0075],
  ['720 lines', 1280, 720, 0.015],
  ['1080 lines', 1920, 1080, 0.015],
  ['above', 3840, 2160, 0.03],
  ['portrait', 1080, 1920, 0.015],
])('prices a minute by its class: %s', (_case, width, height, expected) => {
  expect(dollars(calculatePrice([{ width, height, seconds: 60 }], video, rates))).toBe(expected)
})

test('rounds each output up to whole seconds, and to at least 10 seconds', () => {
  const sd = (seconds: number) => calculatePrice([{ width: 640, height: 360, seconds }], video, rates).seconds
  expect([0.2, 10, 10.0004, 10.01, 59.5].map(sd)).toEqual([10, 10, 10, 11, 60])
  expect(
    calculatePrice(
      [
        { width: 640, height: 360, seconds: 1 },
        { width: 480, height: 270, seconds: 1 },
      ],
      video,
      rates,
    ).seconds,
  ).toBe(20)
})

test('rejects an invalid price table and names each problem', () => {
  const table = { ...rates, sd: -1, region: undefined }
  const { error } = priceSettings.MEDIACONVERT_PRICES.safeParse(JSON.stringify(table))
  expect(error?.issues[0]?.message).toMatch(/price table in JSON.*region: .*sd: /)
  expect(priceSettings.MEDIACONVERT_PRICES.safeParse('cheap').success).toBe(false)
  expect(priceSettings.LECTERN_TIME_ZONE.safeParse('Europe/Nowhere').success).toBe(false)
  expect(priceSettings.LECTERN_TIME_ZONE.parse('Europe/Berlin')).toBe('Europe/Berlin')
})
