import { describe, expect, test } from 'vitest'
import { formatCues } from '../test/format-cues.ts'
import { parseTtml } from './ttml.ts'
import { parseTtmlTime, readRates } from './ttml-time.ts'

const document = (body: string, root = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ${root}>\n<head><metadata><title>Race</title></metadata></head>\n<body><div>\n${body}\n</div></body></tt>`
const read = (body: string, root?: string) => formatCues(parseTtml(document(body, root)))

test('reads the paragraphs of a document', () => {
  expect(
    read(
      '<p begin="00:00:01.500" end="00:00:02.000">The <span>hare</span><br/>runs &amp; &lt;runs&gt;.</p>\n<p begin="3s" dur="1s">\n  Go\n</p>',
    ),
  ).toEqual(['1.5-2 The hare/runs &amp; &lt;runs&gt;.', '3-4 Go'])
})

test('reads documents with prefixes, such as DFXP', () => {
  const text = `<tt:tt xmlns:tt="http://www.w3.org/2006/10/ttaf1"><tt:body><tt:div><tt:p begin="0:00:01" xml:id="a" begin="1s" end="2s">A<tt:br/>B</tt:p></tt:div></tt:body></tt:tt>`
  expect(formatCues(parseTtml(text.replace(' begin="0:00:01"', '')))).toEqual(['1-2 A/B'])
})

describe('times', () => {
  test('count from the beginning of the parent', () => {
    const body = '<div begin="10s" end="20s"><p begin="1s" end="2s">A</p><p begin="8s" end="15s">B</p></div>'
    expect(read(body)).toEqual(['11-12 A', '18-20 B'])
  })

  test('count from the end of the one before in a sequence', () => {
    expect(read('<div timeContainer="seq"><p dur="1s">A</p><p begin="1s" dur="2s">B</p></div>')).toEqual([
      '0-1 A',
      '2-4 B',
    ])
  })

  test('of parts of a paragraph make captions of their own', () => {
    expect(
      read('<p begin="10s" end="20s"><span begin="0s" end="1s">A</span><span begin="1s" end="2s">B</span></p>'),
    ).toEqual(['10-11 A', '11-12 B'])
  })

  const rates = readRates(
    new Map([
      ['frameRate', '30'],
      ['frameRateMultiplier', '1000 1001'],
      ['tickRate', '10000000'],
    ]),
  )
  test.each([
    ['00:00:01', 1000],
    ['01:00:00.5', 3_600_500],
    ['100:00:00', 360_000_000],
    ['00:00:01:15', 1500.5],
    ['1.5s', 1500],
    ['250ms', 250],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['30f', 1001],
    ['15000000t', 1500],
    ['soon', null],
    ['1:2', null],
    ['', null],
  ])('%j are %s milliseconds', (text, expected) => {
    const milliseconds = parseTtmlTime(text, rates)
    expect(milliseconds === null ? null : Math.round(milliseconds * 10) / 10).toBe(expected)
  })
})

test('reports the first invalid time, and text without times', () => {
  expect(parseTtml(document('<p begin="1s" end="2s">A</p>\n<p begin="soon" end="4s">B</p>')).flaw?.line).toBe(6)
  expect(parseTtml(document('<p>A</p>'))).toMatchObject({
    cues: [],
    flaw: { line: 5, message: 'This text has no times.' },
  })
})

test('expands no entities of the document, and accepts broken XML', () => {
  const bomb =
    '<!DOCTYPE tt [<!ENTITY a "xxxxxxxx"><!ENTITY b "&a;&a;&a;">]><tt><body><p begin="1s" end="2s">&b; A</p></body></tt>'
  expect(formatCues(parseTtml(bomb))[0]!.length).toBeLessThan(30)
  expect(formatCues(parseTtml('<tt><body><p begin="1s" end="2s">A<p begin="3s" end="4s">B'))).toEqual(expect.any(Array))
})

test('gives up a file that nests without end', () => {
  const text = document(`<p begin="1s" end="2s">A</p>${'<div>'.repeat(50_000)}`)
  expect(parseTtml(text)).toMatchObject({ cues: [{ text: 'A' }], flaw: { message: 'These captions nest too deep.' } })
})
