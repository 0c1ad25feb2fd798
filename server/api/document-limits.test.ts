import { expect, test } from 'vitest'
import { parseWithLimits } from './document-limits.ts'

const many = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ')

test.each([
  ['tokens', `{ ${many(3_000, n => `f${n}(a: 1)`)} }`, '4,000 lexical tokens'],
  ['selections in each other', `${'{ a '.repeat(101)}${'}'.repeat(101)}`, '100 levels'],
  ['unclosed selections', '{ a '.repeat(1_999), '100 levels'],
  ['lists in each other', `{ a(b: ${'['.repeat(1_900)}${']'.repeat(1_900)}) }`, '100 levels'],
  ['objects in each other', `{ a(b: ${'{c:'.repeat(600)}1${'}'.repeat(600)}) }`, '100 levels'],
  ['list types in each other', `query a($b: ${'['.repeat(1_900)}Int${']'.repeat(1_900)}) { c }`, '100 levels'],
  ['aliases', `{ ${many(101, n => `a${n}: __typename`)} }`, '100 aliases'],
  [
    'aliases in fragments',
    `{ ...a ...b } ${many(2, f => `fragment ${'ab'[f]} on Query { ${many(51, n => `a${n}: b`)} }`)}`,
    '100 aliases',
  ],
  ['equal fields', `{ ${many(500, () => '__typename')} }`, '200 fields in one selection'],
  ['spreads', `{ ${many(201, () => '...a')} } fragment a on Query { b }`, '200 fields in one selection'],
  ['directives of a field', `{ __typename ${'@aa'.repeat(10)} }`, '4 directives in one place'],
  ['directives of an operation', `query a ${'@aa '.repeat(5)} { b }`, '4 directives in one place'],
  ['directives', `{ ${many(51, n => `a${n} @include(if: true)`)} }`, '50 directives'],
])('too many %s are TOO_EXPENSIVE', (_what, text, limit) => {
  expect(() => parseWithLimits(text)).toThrow(
    expect.objectContaining({ code: 'TOO_EXPENSIVE', message: expect.stringContaining(limit) }),
  )
})

test('what is within the limits is parsed, and a wrong syntax is said', () => {
  const fields = many(100, n => `a${n}: packages(first: 5) { nodes { slug } }`)
  expect(parseWithLimits(`{ ${fields} b @skip(if: false) }`).definitions).toHaveLength(1)
  expect(parseWithLimits(`${'{ a '.repeat(100)}${'}'.repeat(100)}`).definitions).toHaveLength(1)
  expect(() => parseWithLimits('{ a')).toThrow('Syntax Error')
  expect(() => parseWithLimits('{ a(b: "')).toThrow('Syntax Error')
})
