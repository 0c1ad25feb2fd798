import { CombinedError } from 'urql'
import { expect, test } from 'vitest'
import { codeOf, fieldTrouble, troubleOf } from './problems.ts'

test('nothing failed, nothing is told', () => {
  expect(troubleOf(undefined)).toBeNull()
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
  expect(troubleOf(error)).toEqual({
    message: 'This folder cannot become a package.',
    points: ['It lies inside «Biology».'],
  })
  expect(codeOf(error)).toBe('CONFLICT')
})

test('a network that is away is told in plain words', () => {
  const error = new CombinedError({ networkError: new Error('Failed to fetch') })
  expect(troubleOf(error)?.message).toContain('could not be reached')
  expect(codeOf(error)).toBeUndefined()
})

test('what the server says of a field is told at that field', () => {
  const extensions = { code: 'INVALID_INPUT', field: 'monthly.amount' }
  const error = new CombinedError({ graphQLErrors: [{ message: 'Give an amount.', extensions }] })
  expect(fieldTrouble(error, 'monthly.amount')).toBe('Give an amount.')
  expect(fieldTrouble(error, 'monthly.currency')).toBeNull()
  expect(fieldTrouble(undefined, 'monthly.amount')).toBeNull()
})
