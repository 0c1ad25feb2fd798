import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { notFound } from '@lectern/domain/errors'
import { GraphQLError } from 'graphql'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { maskErrors } from './errors.ts'

function openMask() {
  const lines: Record<string, unknown>[] = []
  const mask = maskErrors(pino({}, { write: line => void lines.push(JSON.parse(line)) }))
  return { lines, mask }
}

test('a client error keeps its code and is not logged', () => {
  const { lines, mask } = openMask()
  const located = new GraphQLError('x', {
    path: ['package'],
    originalError: notFound('The package'),
    extensions: { code: 'NOT_FOUND' },
  })
  expect(mask(located).toJSON()).toMatchObject({
    path: ['package'],
    extensions: { code: 'NOT_FOUND', requestId: expect.any(String) },
  })
  expect(lines).toEqual([])
})

test('any other error is masked and logged with the same request id', () => {
  const { lines, mask } = openMask()
  const located = new GraphQLError('x', {
    path: ['package'],
    originalError: new Error('select * from secret at /srv/x'),
  })
  const masked = mask(located)
  expect(masked.message).not.toContain('secret')
  expect(masked.extensions).toEqual({ code: 'INTERNAL', requestId: lines[0]!.requestId })
  expect(JSON.stringify(lines)).toContain('secret')
  expect(mask('a string').extensions.code).toBe('INTERNAL')
})

test('a resolver that returns null for a non-null field is INTERNAL', () => {
  const { mask } = openMask()
  expect(mask(new GraphQLError('Cannot return null', { path: ['package'] })).extensions.code).toBe('INTERNAL')
})

test('an error in the query keeps its message and becomes BAD_REQUEST', () => {
  const { mask } = openMask()
  const masked = mask(new GraphQLError('Cannot query field "x"', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }))
  expect([masked.message, masked.extensions.code]).toEqual(['Cannot query field "x"', 'BAD_REQUEST'])
})

test('an error about the value of a variable names the variable, and not only what the value must be', () => {
  const originalError = new GraphQLError('A Date must be an existing day.')
  const masked = openMask().mask(new GraphQLError('Variable "$month" has invalid value: …', { originalError }))
  expect(masked).toMatchObject({
    message: 'Variable "$month" has invalid value: …',
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  })
})

test('docs/api.md lists the codes that schema/contract.graphql promises', () => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')
  const promised = read('schema/contract.graphql')
    .match(/^# {3}code +([A-Z_ #\n]+)$/m)![1]!
    .match(/[A-Z_]+/g)
  const section = read('docs/api.md').split('\n## Errors\n')[1]!.split('\n## ')[0]!
  const documented = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(match => match[1]!)
  expect(documented.toSorted()).toEqual(promised!.toSorted())
})
