import { expect, test } from 'vitest'
import { findWebVttFlaw } from './webvtt.ts'

test.each([
  'WEBVTT',
  'WEBVTT - Hare and hedgehog\nKind: captions\n\nNOTE a\nb --\n\nSTYLE\n::cue{}\n\nREGION\nid:a\n\nintro\n00:01.000 --> 00:02.000 align:left\nA\nB',
  'WEBVTT\r\n\r\n100:00:01.000 --> 100:00:02.000\r\nA\r\n\r\n\r\n00:59:59.000\t-->\t01:00:00.000\r\nB\r\n',
])('accepts WebVTT that players accept: %j', text => {
  expect(findWebVttFlaw(text)).toBeNull()
})

test.each([
  ['', 1, /WEBVTT/],
  ['1\n00:01.000 --> 00:02.000', 1, /WEBVTT/],
  ['WEBVTTX', 1, /WEBVTT/],
  ['WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nA', 3, /written like "00:01\.000 --> /],
  ['WEBVTT\n\n1\n00:01.000->00:02.000\nA', 3, /no times/],
  ['WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nB', 6, /no times/],
  ['WEBVTT\n\n00:02.000 --> 00:01.000\nA', 3, /ends before it begins/],
  ['WEBVTT\n\n00:61.000 --> 01:62.000\nA', 3, /written like/],
])('reports a flaw that players do not accept: %j', (text, line, message) => {
  expect(findWebVttFlaw(text)).toEqual({ line, message: expect.stringMatching(message) })
})
