import { describe, expect, test } from 'vitest'
import { writeCursor } from './cursor.ts'
import { pageOfPaths, pageOfRows, pageSize } from './paging.ts'

const invalidInputFor = (field: string) =>
  expect.objectContaining({ code: 'INVALID_INPUT', details: expect.objectContaining({ field }) })

describe('pageSize', () => {
  test('is 50 without arguments', () => expect(pageSize({})).toBe(50))
  test('is at most 200', () => expect(pageSize({ last: 200 })).toBe(200))

  const cursor = writeCursor(['a'])
  test.each([
    { args: { first: 201 }, field: 'first' },
    { args: { last: 201 }, field: 'last' },
    { args: { first: -1 }, field: 'first' },
    { args: { first: 1, last: 1 }, field: 'first' },
    { args: { first: 1, before: cursor }, field: 'first' },
    { args: { last: 1, after: cursor }, field: 'after' },
    { args: { after: cursor, before: cursor }, field: 'after' },
  ])('rejects $args', ({ args, field }) => expect(() => pageSize(args)).toThrow(invalidInputFor(field)))
})

describe('pageOfRows', () => {
  const table = { find: async () => [], count: async () => 0 }
  const order = [
    ['startedAt', 'timestamp', 'desc'],
    ['id', 'uuid', 'desc'],
  ] as const
  const id = '01a20e1f-b77d-71df-81fa-ff6c305a2c38'

  test('accepts a cursor of its list', () => {
    expect(() => pageOfRows(order, { after: writeCursor([new Date(0), id]) }, table)).not.toThrow()
  })

  test.each([
    { name: 'text that is not a cursor', cursor: 'nonsense' },
    { name: 'JSON that is not a cursor', cursor: Buffer.from('{"a":1}').toString('base64url') },
    { name: 'a cursor of a list with another order', cursor: writeCursor([id]) },
    { name: 'a cursor of a list with other columns', cursor: writeCursor(['a', id]) },
    { name: 'a cursor with an invalid id', cursor: writeCursor([new Date(0), 'x']) },
  ])('rejects $name', ({ cursor }) => {
    expect(() => pageOfRows(order, { after: cursor }, table)).toThrow(invalidInputFor('after'))
    expect(() => pageOfRows(order, { before: cursor }, table)).toThrow(invalidInputFor('before'))
  })
})

describe('pageOfPaths', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map(path => ({ path }))
  const page = (args: Parameters<typeof pageOfPaths>[1]) => pageOfPaths(rows, args)
  const paths = (args: Parameters<typeof pageOfPaths>[1]) => page(args).edges.map(({ node }) => node.path)
  const at = (path: string) => writeCursor([path])

  test('pages from the start', () => {
    expect(paths({ first: 2 })).toEqual(['a', 'b'])
    expect(page({ first: 2 }).pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    expect(paths({ first: 2, after: at('b') })).toEqual(['c', 'd'])
    expect(paths({ first: 2, after: at('d') })).toEqual(['e'])
  })

  test('pages from the end', () => {
    expect(paths({ last: 2 })).toEqual(['d', 'e'])
    expect(page({ last: 2 }).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect(paths({ last: 2, before: at('d') })).toEqual(['b', 'c'])
    expect(paths({ last: 9, before: at('b') })).toEqual(['a'])
  })

  test('counts all rows', () => expect(page({ first: 0 }).totalCount).toBe(5))
})
