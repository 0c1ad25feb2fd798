import { describe, expect, test } from 'vitest'
import { excerptOf } from './excerpt.ts'

const text = ['one', 'two', '<img src="A.png">', 'four', 'five', 'six'].join('\n')

/** The marked part of an excerpt. */
const marked = (excerpt: ReturnType<typeof excerptOf>) => {
  const { mark, lines } = excerpt!
  return mark && lines[mark.line]!.slice(mark.start, mark.end)
}

test('has two lines before the place and two after it, with the wrong text', () => {
  const excerpt = excerptOf(text, 3, 'A.png')
  expect(excerpt).toEqual({
    lines: ['one', 'two', '<img src="A.png">', 'four', 'five'],
    mark: { line: 2, start: 10, end: 15 },
    column: 11,
  })
  expect(marked(excerpt)).toBe('A.png')
})

test.each([
  ['the first line', 1, ['one', 'two', '<img src="A.png">']],
  ['the last line', 6, ['four', 'five', 'six']],
])('is shorter at %s', (_, line, lines) => {
  expect(excerptOf(text, line, null)).toEqual({ lines, mark: null, column: null })
})

test('is null past the end of the text', () => {
  expect(excerptOf(text, 7, null)).toBeNull()
  expect(excerptOf('', 1, null)).toEqual({ lines: [''], mark: null, column: null })
})

test.each([
  ['LF', '\n'],
  ['CR', '\r'],
  ['CR and LF', '\r\n'],
])('counts lines that end with %s', (_, end) => {
  expect(excerptOf(['a', 'b', 'c', 'd'].join(end), 4, 'd')?.lines).toEqual(['b', 'c', 'd'])
})

describe('the wrong text', () => {
  test('is found as HTML writes it', () => {
    expect(marked(excerptOf('<a href="x?a=1&amp;b=2">', 1, 'x?a=1&b=2'))).toBe('x?a=1&amp;b=2')
  })

  test('is found on a line below, where the value of an attribute may be, and not above', () => {
    const excerpt = excerptOf('A.png\n<img src=\n"A.png">', 2, 'A.png')
    expect(excerpt).toMatchObject({ mark: { line: 2, start: 1, end: 6 }, column: null })
  })

  test('is null if the text does not have it', () => {
    expect(excerptOf(text, 3, 'B.png')).toMatchObject({ mark: null, column: null })
    expect(excerptOf(text, 3, '')).toMatchObject({ mark: null })
  })
})

describe('a long line', () => {
  const long = `${'x'.repeat(5_000)}A.png${'y'.repeat(5_000)}`

  test('is cut around the wrong text', () => {
    const excerpt = excerptOf(long, 1, 'A.png')
    expect(excerpt!.lines[0]).toHaveLength(242)
    expect(excerpt!.lines[0]).toMatch(/^…x{80}A\.pngy+…$/)
    expect(marked(excerpt)).toBe('A.png')
    expect(excerpt!.column).toBe(5_001)
  })

  test('keeps its beginning without a wrong text, and marks at most what it shows', () => {
    expect(excerptOf(long, 1, null)!.lines[0]).toMatch(/^x{240}…$/)
    const excerpt = excerptOf(long, 1, long)
    expect(marked(excerpt)).toMatch(/^x{240}$/)
  })
})
