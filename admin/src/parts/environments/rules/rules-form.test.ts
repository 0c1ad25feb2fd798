import { expect, test } from 'vitest'
import type { Environment } from '../environment.ts'
import { formRules, readChanges } from './rules-form.ts'

const environment = { name: 'Production', fourEyes: false, keepReleases: 5, keepDays: null } as Environment

test('formRules shows what others change, but keeps what the person changed', () => {
  const rules = formRules({ ...environment, name: 'Renamed', fourEyes: true }, { name: 'Mine' })
  expect(rules).toMatchObject({ name: 'Mine', fourEyes: true, keepReleases: '5', keepDays: '' })
})

test('readChanges returns only the changes, and null for a limit that was removed', () => {
  expect(readChanges({})).toEqual({ input: {}, problems: {} })
  expect(readChanges({ fourEyes: true, keepReleases: ' 12 ', keepDays: '' })).toEqual({
    input: { fourEyes: true, keepReleases: 12, keepDays: null },
    problems: {},
  })
})

test('readChanges names the fields that are not whole numbers', () => {
  const { input, problems } = readChanges({ keepReleases: '-1', keepDays: '1.5' })
  expect(input).toEqual({})
  expect(Object.keys(problems)).toEqual(['keepReleases', 'keepDays'])
})
