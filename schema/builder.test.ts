import type { GraphQLScalarType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from './graphql.ts'
import { openTestApi, type TestApi } from './test/api.ts'

const scalar = (name: string) => schema.getType(name) as GraphQLScalarType

describe('a DateTime', () => {
  test('is written in UTC with milliseconds', () => {
    expect(scalar('DateTime').coerceOutputValue(new Date(1))).toBe('1970-01-01T00:00:00.001Z')
  })

  test.each(['1970-01-01T01:00:00+01:00', '1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'])('accepts %s', text => {
    expect(scalar('DateTime').coerceInputValue(text)).toEqual(new Date(0))
  })

  test.each([
    ...['1970-01-01', '1970-01-01T00:00:00', '1970-13-01T00:00:00Z', 'today', 0, null],
    ...['2027-02-30T10:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-01:00'],
  ])('rejects %s', text => {
    expect(() => scalar('DateTime').coerceInputValue(text)).toThrow('A DateTime must be')
  })
})

describe('a Date', () => {
  test.each(['2026-02-30', '0000-01-01', '10000-01-01', '', 0])('rejects %j', text => {
    expect(() => scalar('Date').coerceInputValue(text)).toThrow('A Date must be')
  })

  test.each(['0001-01-01', '9999-12-31'])('accepts %s', text => {
    expect(scalar('Date').coerceInputValue(text)).toBe(text)
  })
})

describe('Bytes', () => {
  test('are exact up to 2^53 - 1 and rejected beyond', () => {
    const maxBytes = 2n ** 53n - 1n
    expect(scalar('Bytes').coerceOutputValue(maxBytes)).toBe(Number.MAX_SAFE_INTEGER)
    expect(() => scalar('Bytes').coerceOutputValue(maxBytes + 1n)).toThrow('a whole number')
    expect(scalar('Bytes').coerceInputValue(7)).toBe(7n)
    for (const value of ['', '7', true, 2 ** 53, 0.5])
      expect(() => scalar('Bytes').coerceInputValue(value)).toThrow('a whole number')
  })
})

describe('an operation', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await openTestApi()
  })
  afterAll(() => api.close())

  const nested = (levels: number): string =>
    levels === 0 ? 'slug' : `currentSyncRun { package { ${nested(levels - 1)} } }`

  test.each([
    { name: 'levels', text: `{ package(slug: "p") { ${nested(8)} } }`, data: { package: null } },
    {
      name: 'fields',
      text: `{ ${Array.from({ length: 301 }, (_, n) => `a${n}: package(slug: "p") { slug }`).join(' ')} }`,
      data: {},
    },
    {
      name: 'rows',
      text: '{ packages(first: 200) { nodes { releases(first: 200) { nodes { id } } } } }',
      data: { packages: null },
    },
  ])('is rejected as TOO_EXPENSIVE when it asks for too many $name', async ({ text, data }) => {
    const response = await api.request(text)
    expect(response.data).toMatchObject(data)
    expect(response.errors[0]).toMatchObject({
      code: 'TOO_EXPENSIVE',
      message: expect.stringContaining('Ask for fewer'),
    })
  })

  test('may query everything that a package page shows', async () => {
    expect((await api.request(`{ package(slug: "p") { ${nested(6)} } }`)).errors).toEqual([])
  })
})
