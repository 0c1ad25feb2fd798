import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAnalyzedText, kindByExtension, maxAnalyzedBytes, textKindOf } from '../../files/text-kind.ts'
import { analyze, analyzeBeginning } from './analyze.ts'

const kinds = ['html', 'xhtml', 'svg', 'css', 'vtt', 'srt', 'script'] as const

test('selects texts by their extension', () => {
  for (const extension of ['html', 'HTM', 'xhtml', 'svg', 'Css', 'vtt', 'srt']) {
    expect(isAnalyzedText(`a/b.${extension}`)).toBe(true)
    expect(kindByExtension.has(extension.toLowerCase())).toBe(true)
  }
  for (const path of ['a.json', 'html', 'a.html/b', 'a.htmlx', 'a.html.zip']) expect(textKindOf(path)).toBeNull()
})

test('analyzes any bytes without failing', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.string({ unit: 'binary' }).map(text => new TextEncoder().encode(text)),
    fc
      .constantFrom('<', '</', '<!--', '<![CDATA[', '<svg', '<style>', 'url(', '"', "'", '&#', '@import', '-->', '\0')
      .map(text => new TextEncoder().encode(text)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom(...kinds), (pieces, kind) => {
      const { references, facts } = analyze(Buffer.concat(pieces), kind)
      // Postgres does not store these.
      expect(JSON.stringify({ references, facts })).not.toMatch(/\\u0000|\\ud[89a-f]/)
    }),
    { numRuns: 500 },
  )
})

test('stops at markup that would take a parser hours', () => {
  const million = 1024 ** 2
  const page = '<head></head>'
  const tangles = [
    '<div>'.repeat(million),
    `${'<i>'.repeat(4_000)}${'</x>'.repeat(million)}`,
    Array.from({ length: million / 16 }, (_, i) => `<b a${i}><p>`).join(''),
    `<img ${Array.from({ length: million / 4 }, (_, i) => `a${i}`).join(' ')}>`,
  ]
  for (const tangle of tangles) {
    const { facts, tagPosition } = analyze(Buffer.from(page + tangle), 'html')
    expect(facts.unreadable?.reason).toBe('TANGLED')
    expect(tagPosition).toMatchObject({ offset: 6 })
  }
})

test('analyzes only the beginning of a large file and ignores flaws of the cut', () => {
  const svg = `<svg><image href="a.png"/>${' '.repeat(maxAnalyzedBytes)}</svg>`
  expect(analyze(Buffer.from(svg), 'svg')).toMatchObject({ facts: {}, references: [{ url: 'a.png' }] })
  const page = `<head></head><img src="data:,${'x'.repeat(3 * maxAnalyzedBytes)}">`
  const { facts, tagPosition } = analyze(Buffer.from(page), 'html')
  expect(facts).toEqual({ isDocument: true })
  expect(tagPosition).toMatchObject({ offset: 6 })
})

test('knows UTF-8 in the beginning of a large page, wherever it is cut', () => {
  for (const length of [0, 1, 2]) {
    const page = `<title>${'x'.repeat(length)}</title><img src="\u20ac.png">${'\u20ac'.repeat(maxAnalyzedBytes / 2)}`
    expect(analyze(Buffer.from(page), 'html').references).toMatchObject([{ url: '\u20ac.png' }])
  }
})

test('tells documents from fragments, also without the rest of the analysis', () => {
  const isDocument = (text: string, kind: 'html' | 'xhtml' | 'svg') => {
    const { facts, tagPosition } = analyzeBeginning(Buffer.from(text), kind)
    const whole = analyze(Buffer.from(text), kind)
    expect([whole.facts.isDocument, whole.tagPosition]).toEqual([facts.isDocument, tagPosition])
    return facts.isDocument
  }
  expect(isDocument('<title>x</title>', 'html')).toBe(true)
  expect(isDocument('<html><head/></html>', 'xhtml')).toBe(true)
  expect(isDocument('<p>x</p><video src=a.mp4>', 'html')).toBeUndefined()
  expect(isDocument('<svg><title>x</title></svg>', 'svg')).toBeUndefined()
  expect(isDocument(`<html>${'\0'.repeat(100)}`, 'html')).toBeUndefined()
})

test('accepts one or two zeros in a page but not more', () => {
  expect(analyze(Buffer.from(`<head>\0\0${'x'.repeat(100)}`), 'html').facts.unreadable).toBeUndefined()
  expect(analyze(Buffer.from('<head>', 'utf16le'), 'html').facts.unreadable).toEqual({ reason: 'BINARY', line: 1 })
})
