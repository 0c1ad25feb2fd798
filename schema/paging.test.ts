import { describe, expect, test } from 'vitest'
import { cursorOf, pageOf, pageSize } from './paging.ts'

const rows = ['a', 'b', 'c', 'd', 'e']
const page = (args: Parameters<typeof pageOf>[2]) => pageOf(rows, row => row, args)
const nodes = (args: Parameters<typeof pageOf>[2]) => page(args).edges.map(edge => edge.node)

describe('the arguments of a list', () => {
  test('give 50 rows when none is there', () => expect(pageSize({})).toBe(50))
  test('give at most 200', () => expect(pageSize({ last: 200 })).toBe(200))

  const cursor = cursorOf('a')
  test.each([
    { args: { first: 201 }, field: 'first' },
    { args: { last: 201 }, field: 'last' },
    { args: { first: -1 }, field: 'first' },
    { args: { first: 1, last: 1 }, field: 'first' },
    { args: { first: 1, before: cursor }, field: 'first' },
    { args: { last: 1, after: cursor }, field: 'after' },
    { args: { after: cursor, before: cursor }, field: 'after' },
    { args: { after: 'nonsense' }, field: 'after' },
    { args: { before: 'bm9uc2Vuc2U=' }, field: 'before' },
  ])('are refused as $args', ({ args, field }) => {
    expect(() => pageSize(args)).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'INVALID_INPUT', field }) }),
    )
  })
})

describe('a list in memory', () => {
  test('is read from the front', () => {
    expect(nodes({ first: 2 })).toEqual(['a', 'b'])
    expect(page({ first: 2 }).pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    expect(nodes({ first: 2, after: cursorOf('b') })).toEqual(['c', 'd'])
    expect(nodes({ first: 2, after: cursorOf('d') })).toEqual(['e'])
  })

  test('is read from the back', () => {
    expect(nodes({ last: 2 })).toEqual(['d', 'e'])
    expect(page({ last: 2 }).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect(nodes({ last: 2, before: cursorOf('d') })).toEqual(['b', 'c'])
    expect(nodes({ last: 9, before: cursorOf('b') })).toEqual(['a'])
  })

  test('says how many there are in all', () => expect(page({ first: 0 }).totalCount).toBe(5))
})
