import { expect, test } from 'vitest'
import { choiceProblems, type RoleChoice, toRoleInput } from './role-choice.ts'

const choice = (changes: Partial<RoleChoice>): RoleChoice => ({
  role: 'AUTHOR',
  place: 'everywhere',
  environment: 'production',
  pkg: 'physics',
  ...changes,
})

test('toRoleInput limits the role only by what its place names', () => {
  expect(toRoleInput(choice({}))).toEqual({ role: 'AUTHOR', environment: null, package: null })
  expect(toRoleInput(choice({ place: 'environment' }))).toMatchObject({ environment: 'production', package: null })
  expect(toRoleInput(choice({ place: 'package' }))).toMatchObject({ environment: null, package: 'physics' })
  expect(toRoleInput(choice({ place: 'both' }))).toMatchObject({ environment: 'production', package: 'physics' })
})

test('choiceProblems asks for the environment and the package that the place names', () => {
  const nothing = { environment: null, pkg: null }
  expect(choiceProblems(choice(nothing))).toEqual({})
  expect(choiceProblems(choice({ ...nothing, place: 'both' }))).toEqual({
    environment: 'Choose an environment.',
    pkg: 'Choose a package.',
  })
})
