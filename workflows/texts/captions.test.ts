import { expect, test } from 'vitest'
import { flawInCaptions } from './captions.ts'

test.each<['vtt' | 'srt', string]>([
  ['vtt', 'WEBVTT'],
  [
    'vtt',
    'WEBVTT - Hare and hedgehog\nKind: captions\n\nNOTE a\nb --\n\nSTYLE\n::cue{}\n\nREGION\nid:a\n\nintro\n00:01.000 --> 00:02.000 align:left\nA\nB',
  ],
  ['vtt', 'WEBVTT\r\n\r\n100:00:01.000 --> 100:00:02.000\r\nA\r\n\r\n\r\n00:59:59.000\t-->\t01:00:00.000\r\nB\r\n'],
  ['srt', '1\n00:00:01,000 --> 00:00:02,000\nA\nB\n\n2\n00:00:02,000 --> 00:00:03,500 X1:1\nC\n'],
  ['srt', '\r\n1\r\n0:00:01.000-->0:00:02.000\r\nA\r\n'],
])('%s that players take: %j', (kind, text) => {
  expect(flawInCaptions(text, kind)).toBeNull()
})

test.each<['vtt' | 'srt', string, number, RegExp]>([
  ['vtt', '', 1, /WEBVTT/],
  ['vtt', '1\n00:01.000 --> 00:02.000', 1, /WEBVTT/],
  ['vtt', 'WEBVTTX', 1, /WEBVTT/],
  ['vtt', 'WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nA', 3, /written like «00:01\.000 --> /],
  ['vtt', 'WEBVTT\n\n1\n00:01.000->00:02.000\nA', 3, /no times/],
  ['vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nB', 6, /no times/],
  ['vtt', 'WEBVTT\n\n00:02.000 --> 00:01.000\nA', 3, /ends before it begins/],
  ['vtt', 'WEBVTT\n\n00:61.000 --> 01:62.000\nA', 3, /written like/],
  ['srt', '', 1, /no captions/],
  ['srt', '1\n00:00:01 --> 00:00:02\nA', 2, /written like «00:00:01,000 --> /],
  ['srt', '1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\nB', 5, /no times/],
])('%s that players do not take: %j', (kind, text, line, words) => {
  expect(flawInCaptions(text, kind)).toEqual({ line, words: expect.stringMatching(words) })
})
