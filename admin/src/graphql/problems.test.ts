import { CombinedError } from 'urql'
import { expect, test } from 'vitest'
import { describeError, errorCode, fieldErrorMessage } from './problems.ts'

test('nothing failed, nothing is told', () => {
  expect(describeError(undefined)).toBeNull()
})

test('the message of the server and all its problems are shown, each once', () => {
  const error = new CombinedError({
    graphQLErrors: [
      {
        message: 'This folder cannot become a package.',
        extensions: {
          code: 'CONFLICT',
          problems: [
            { code: 'INSIDE', message: 'It lies inside «Biology».' },
            { code: 'INSIDE', message: 'It lies inside «Biology».' },
          ],
        },
      },
    ],
  })
  expect(describeError(error)).toEqual({
    message: 'This folder cannot become a package.',
    details: ['It lies inside «Biology».'],
  })
  expect(errorCode(error)).toBe('CONFLICT')
})

test('a network that is away is told in plain words', () => {
  const error = new CombinedError({ networkError: new Error('Failed to fetch') })
  expect(describeError(error)?.message).toContain('could not be reached')
  expect(errorCode(error)).toBeUndefined()
})

test('what the server says of a field is told at that field', () => {
  const extensions = { code: 'INVALID_INPUT', field: 'monthly.amount' }
  const error = new CombinedError({ graphQLErrors: [{ message: 'Give an amount.', extensions }] })
  expect(fieldErrorMessage(error, 'monthly.amount')).toBe('Give an amount.')
  expect(fieldErrorMessage(error, 'monthly.currency')).toBeNull()
  expect(fieldErrorMessage(undefined, 'monthly.amount')).toBeNull()
})
