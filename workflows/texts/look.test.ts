import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLookedAt, kindOf, largestLook, lookPattern } from '../looked-at.ts'
import { lookAt } from './look.ts'

const kinds = ['html', 'xhtml', 'svg', 'css', 'vtt', 'srt'] as const

test('which files are looked into is the same for Postgres and for us', () => {
  for (const ending of ['html', 'HTM', 'xhtml', 'svg', 'Css', 'vtt', 'srt']) {
    expect(isLookedAt(`a/b.${ending}`)).toBe(true)
    expect(new RegExp(lookPattern, 'i').test(`a/b.${ending}`)).toBe(true)
  }
  for (const path of ['a.js', 'html', 'a.html/b', 'a.htmlx', 'a.html.zip']) {
    expect(kindOf(path)).toBeNull()
    expect(new RegExp(lookPattern, 'i').test(path)).toBe(false)
  }
})

test('no bytes are so broken that a look fails', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.string({ unit: 'binary' }).map(text => new TextEncoder().encode(text)),
    fc
      .constantFrom('<', '</', '<!--', '<![CDATA[', '<svg', '<style>', 'url(', '"', "'", '&#', '@import', '-->', '\0')
      .map(text => new TextEncoder().encode(text)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom(...kinds), (pieces, kind) => {
      const { references, facts } = lookAt(Buffer.concat(pieces), kind)
      // What Postgres does not keep.
      expect(JSON.stringify({ references, facts })).not.toMatch(/\\u0000|\\ud[89a-f]/)
    }),
    { numRuns: 500 },
  )
})

test('megabytes that would keep a parser busy for hours are read as far as it goes', () => {
  const million = 1024 ** 2
  const page = '<head></head>'
  const tangles = [
    '<div>'.repeat(million),
    `${'<i>'.repeat(4_000)}${'</x>'.repeat(million)}`,
    Array.from({ length: million / 16 }, (_, i) => `<b a${i}><p>`).join(''),
    `<img ${Array.from({ length: million / 4 }, (_, i) => `a${i}`).join(' ')}>`,
  ]
  for (const tangle of tangles) {
    const { facts, place } = lookAt(Buffer.from(page + tangle), 'html')
    expect(facts.unreadable?.why).toBe('TANGLED')
    expect(place).toMatchObject({ offset: 6 })
  }
})

test('of what is larger the beginning counts, and what it lacks is no flaw', () => {
  const line = `<svg><image href="a.png"/>${' '.repeat(largestLook)}</svg>`
  expect(lookAt(Buffer.from(line), 'svg')).toMatchObject({ facts: {}, references: [{ url: 'a.png' }] })
  const page = `<head></head><img src="data:,${'x'.repeat(3 * largestLook)}">`
  expect(lookAt(Buffer.from(page), 'html').place).toMatchObject({ offset: 6 })
})

test('a zero or two are in many a page; more of them are no text', () => {
  expect(lookAt(Buffer.from(`<head>\0\0${'x'.repeat(100)}`), 'html').facts.unreadable).toBeUndefined()
  expect(lookAt(Buffer.from('<head>', 'utf16le'), 'html').facts.unreadable).toEqual({ why: 'BINARY', line: 1 })
})
