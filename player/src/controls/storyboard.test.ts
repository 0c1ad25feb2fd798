import { expect, it } from 'vitest'
import { parseStoryboard, tileAt } from './storyboard.ts'

const text = `WEBVTT

00:00:00.000 --> 00:00:05.000
sheet-1.jpg#xywh=0,0,160,90

01:00:05.500 --> 01:00:10.000
sheet-2.jpg#xywh=160,90,160,90
`
const base = 'https://lessons.example/media/1/storyboard/board.vtt'

it('reads where each picture is', () => {
  expect(parseStoryboard(text, base)).toEqual([
    { start: 0, url: `${base.replace('board.vtt', '')}sheet-1.jpg`, left: 0, top: 0, width: 160, height: 90 },
    { start: 3605.5, url: `${base.replace('board.vtt', '')}sheet-2.jpg`, left: 160, top: 90, width: 160, height: 90 },
  ])
  expect(parseStoryboard(text.replaceAll('\n', '\r\n'), base)).toHaveLength(2)
})

it('skips what is not a picture', () => {
  expect(parseStoryboard('WEBVTT\n\n00:00.000 --> 00:05.000\nA caption\n', base)).toEqual([])
  expect(parseStoryboard('<!doctype html>', base)).toEqual([])
})

it('finds the picture for a position', () => {
  const tiles = parseStoryboard(text, base)
  expect([0, 4, 3605, 3606, 9999].map(time => tiles.indexOf(tileAt(tiles, time)!))).toEqual([0, 0, 0, 1, 1])
  expect(tileAt([], 3)).toBeNull()
})
