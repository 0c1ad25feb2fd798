import { notFound } from '@lectern/domain/errors'
import { GraphQLError } from 'graphql'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { maskErrors } from './errors.ts'

function listening() {
  const lines: Record<string, unknown>[] = []
  const tell = maskErrors(pino({}, { write: line => void lines.push(JSON.parse(line)) }))
  return { lines, tell }
}

test('a failure that was meant to be told is told as it is', () => {
  const { lines, tell } = listening()
  const located = new GraphQLError('x', {
    path: ['package'],
    originalError: notFound('The package'),
    extensions: { code: 'NOT_FOUND' },
  })
  expect(tell(located).toJSON()).toMatchObject({
    path: ['package'],
    extensions: { code: 'NOT_FOUND', requestId: expect.any(String) },
  })
  expect(lines).toEqual([])
})

test('anything else is masked, and logged under the same id', () => {
  const { lines, tell } = listening()
  const located = new GraphQLError('x', {
    path: ['package'],
    originalError: new Error('select * from secret at /srv/x'),
  })
  const told = tell(located)
  expect(told.message).not.toContain('secret')
  expect(told.extensions).toEqual({ code: 'INTERNAL', requestId: lines[0]!.requestId })
  expect(JSON.stringify(lines)).toContain('secret')
  expect(tell('a string').extensions.code).toBe('INTERNAL')
})

test("a resolver that answers null where null is not allowed is our mistake, not the asker's", () => {
  const { tell } = listening()
  expect(tell(new GraphQLError('Cannot return null', { path: ['package'] })).extensions.code).toBe('INTERNAL')
})

test('what is wrong with the question itself is said', () => {
  const { tell } = listening()
  const told = tell(new GraphQLError('Cannot query field "x"', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }))
  expect([told.message, told.extensions.code]).toEqual(['Cannot query field "x"', 'BAD_REQUEST'])
})
