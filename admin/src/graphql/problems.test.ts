import { CombinedError } from 'urql'
import { expect, test } from 'vitest'
import { describeError, errorCode, fieldErrorMessage, isUnreachable, needsSecondFactor } from './problems.ts'

test('describeError returns null without an error', () => {
  expect(describeError(undefined)).toBeNull()
})

test('describeError returns the message of the server and each of its problems once', () => {
  const error = new CombinedError({
    graphQLErrors: [
      {
        message: 'This folder cannot become a package.',
        extensions: {
          code: 'CONFLICT',
          problems: [
            { code: 'INSIDE', message: 'It lies inside "Biology".' },
            { code: 'INSIDE', message: 'It lies inside "Biology".' },
          ],
        },
      },
    ],
  })
  expect(describeError(error)).toEqual({
    message: 'This folder cannot become a package.',
    details: ['It lies inside "Biology".'],
    requestId: null,
  })
  expect(errorCode(error)).toBe('CONFLICT')
})

test('a failure of the server itself has the id of its request', () => {
  const failureOf = (code: string) =>
    describeError(new CombinedError({ graphQLErrors: [{ message: 'No.', extensions: { code, requestId: 'r-1' } }] }))
  expect(failureOf('INTERNAL')?.requestId).toBe('r-1')
  expect(failureOf('CONFLICT')?.requestId).toBeNull()
})

test('a network failure has a message of the admin', () => {
  const error = new CombinedError({ networkError: new Error('Failed to fetch') })
  expect(describeError(error)?.message).toContain('Cannot reach Lectern')
  expect(errorCode(error)).toBeUndefined()
})

test.each([
  ['a request without an answer', { networkError: new Error('Failed to fetch') }, true],
  ['an answer of a proxy', { networkError: new Error('Bad Gateway'), response: { status: 502 } }, true],
  ['an answer that is not GraphQL', { networkError: new Error('Not found'), response: { status: 404 } }, false],
  ['an error of the server', { graphQLErrors: ['No.'], response: { status: 200 } }, false],
])('isUnreachable of %s', (_what, input, expected) => {
  expect(isUnreachable(new CombinedError(input))).toBe(expected)
})

test('fieldErrorMessage returns the message of the server about that field', () => {
  const extensions = { code: 'INVALID_INPUT', field: 'monthly.amount' }
  const error = new CombinedError({ graphQLErrors: [{ message: 'Enter an amount.', extensions }] })
  expect(fieldErrorMessage(error, 'monthly.amount')).toBe('Enter an amount.')
  expect(fieldErrorMessage(error, 'monthly.currency')).toBeNull()
  expect(fieldErrorMessage(undefined, 'monthly.amount')).toBeNull()
})

test.each([
  ['a session without the second factor', [{ code: 'SECOND_FACTOR_REQUIRED', message: 'None.' }], true],
  ['a missing role', [], false],
  ['a missing role, without problems', undefined, false],
])('needsSecondFactor of %s', (_what, problems, expected) => {
  const graphQLErrors = [{ message: 'No.', extensions: { code: 'FORBIDDEN', problems } }]
  expect(needsSecondFactor(new CombinedError({ graphQLErrors }))).toBe(expected)
  expect(needsSecondFactor(undefined)).toBe(false)
})
