import { expect, test } from 'vitest'
import { buildSourceVideo } from '../test/source-video.ts'
import { formatStoryboard, planStoryboard, storyboardSheets, tilePosition } from './storyboard.ts'

const video = (durationSeconds: number, width = 1280, height = 720) =>
  buildSourceVideo({ durationSeconds, width, height })

test.each([
  [0.4, 5, 1],
  [5, 5, 1],
  [5.4, 5, 2],
  [499.9, 5, 100],
  [500.1, 6, 84],
  [7200, 72, 100],
])('plans the pictures of a video of %d s: one every %d s, %d in all', (seconds, intervalSeconds, count) => {
  expect(planStoryboard(video(seconds))).toEqual({ intervalSeconds: intervalSeconds, count, width: 160, height: 90 })
})

test.each([
  [720, 1280, 284],
  [640, 480, 120],
  [3000, 300, 32],
])('pictures of %d×%d are 160 pixels wide and keep their aspect ratio', (width, height, expected) => {
  expect(planStoryboard(video(9, width, height))).toMatchObject({ width: 160, height: expected })
})

test('tiles lie in rows of five, 25 on a sheet', () => {
  const storyboard = planStoryboard(video(9))
  expect([0, 4, 5, 24, 25].map(tile => tilePosition(tile, storyboard))).toEqual([
    { sheet: 0, left: 0, top: 0 },
    { sheet: 0, left: 640, top: 0 },
    { sheet: 0, left: 0, top: 90 },
    { sheet: 0, left: 640, top: 360 },
    { sheet: 1, left: 0, top: 0 },
  ])
})

test('its text says when each tile is shown, and shows the last one until the video ends', () => {
  expect(formatStoryboard(planStoryboard(video(12.48)), 3, 12.48)).toBe(`WEBVTT

00:00:00.000 --> 00:00:05.000
sheet-1.jpg#xywh=0,0,160,90

00:00:05.000 --> 00:00:10.000
sheet-1.jpg#xywh=160,0,160,90

00:00:10.000 --> 00:00:12.480
sheet-1.jpg#xywh=320,0,160,90
`)
})

test('its text counts hours, and names the sheets in order', () => {
  const text = formatStoryboard(planStoryboard(video(7200)), 100, 7200)
  expect(storyboardSheets(text)).toEqual([1, 2, 3, 4].map(number => `storyboard/sheet-${number}.jpg`))
  const cues = text.trim().split('\n\n')
  expect(cues[26]).toBe('00:30:00.000 --> 00:31:12.000\nsheet-2.jpg#xywh=0,0,160,90')
  expect(cues.at(-1)).toBe('01:58:48.000 --> 02:00:00.000\nsheet-4.jpg#xywh=640,360,160,90')
})
