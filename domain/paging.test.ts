import { describe, expect, test } from 'vitest'
import { writeCursor } from './cursor.ts'
import { pageOfPaths, pageOfRows, pageSize } from './paging.ts'

const refusal = (field: string) =>
  expect.objectContaining({ extensions: expect.objectContaining({ code: 'INVALID_INPUT', field }) })

describe('the arguments of a list', () => {
  test('give 50 rows when none is there', () => expect(pageSize({})).toBe(50))
  test('give at most 200', () => expect(pageSize({ last: 200 })).toBe(200))

  const cursor = writeCursor(['a'])
  test.each([
    { args: { first: 201 }, field: 'first' },
    { args: { last: 201 }, field: 'last' },
    { args: { first: -1 }, field: 'first' },
    { args: { first: 1, last: 1 }, field: 'first' },
    { args: { first: 1, before: cursor }, field: 'first' },
    { args: { last: 1, after: cursor }, field: 'after' },
    { args: { after: cursor, before: cursor }, field: 'after' },
  ])('are refused as $args', ({ args, field }) => expect(() => pageSize(args)).toThrow(refusal(field)))
})

describe('a cursor', () => {
  const table = { find: async () => [], count: async () => 0 }
  const order = [
    ['startedAt', 'timestamp', 'desc'],
    ['id', 'uuid', 'desc'],
  ] as const
  const id = '01a20e1f-b77d-71df-81fa-ff6c305a2c38'

  test('of its list is taken', () => {
    expect(() => pageOfRows(order, { after: writeCursor([new Date(0), id]) }, table)).not.toThrow()
  })

  test.each([
    { of: 'nothing', cursor: 'nonsense' },
    { of: 'something else', cursor: Buffer.from('{"a":1}').toString('base64url') },
    { of: 'a list with another order', cursor: writeCursor([id]) },
    { of: 'a list with other columns', cursor: writeCursor(['a', id]) },
    { of: 'no row', cursor: writeCursor([new Date(0), 'x']) },
  ])('of $of is refused', ({ cursor }) => {
    expect(() => pageOfRows(order, { after: cursor }, table)).toThrow(refusal('after'))
    expect(() => pageOfRows(order, { before: cursor }, table)).toThrow(refusal('before'))
  })
})

describe('a list in memory', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map(path => ({ path }))
  const page = (args: Parameters<typeof pageOfPaths>[1]) => pageOfPaths(rows, args)
  const paths = (args: Parameters<typeof pageOfPaths>[1]) => page(args).edges.map(({ node }) => node.path)
  const at = (path: string) => writeCursor([path])

  test('is read from the front', () => {
    expect(paths({ first: 2 })).toEqual(['a', 'b'])
    expect(page({ first: 2 }).pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    expect(paths({ first: 2, after: at('b') })).toEqual(['c', 'd'])
    expect(paths({ first: 2, after: at('d') })).toEqual(['e'])
  })

  test('is read from the back', () => {
    expect(paths({ last: 2 })).toEqual(['d', 'e'])
    expect(page({ last: 2 }).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect(paths({ last: 2, before: at('d') })).toEqual(['b', 'c'])
    expect(paths({ last: 9, before: at('b') })).toEqual(['a'])
  })

  test('says how many there are in all', () => expect(page({ first: 0 }).totalCount).toBe(5))
})
