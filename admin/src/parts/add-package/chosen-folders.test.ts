import { expect, test } from 'vitest'
import { choiceProblem, chosenParam, chosenPaths, isChosen, overlappingChoice } from './chosen-folders.ts'

const folder = (path: string) => ({
  ...{ path, name: path.slice(path.lastIndexOf('/') + 1), package: null, packagesInside: 0, problem: null },
})

test.each([[[]], [['/a']], [['/a', '/b/c', '/d e/f']]])('the address keeps the chosen folders %j', paths => {
  expect(chosenPaths(chosenParam(paths))).toEqual(paths)
})

test('a folder is chosen in any letter case', () => {
  expect(isChosen('/course/a', ['/Course/A'])).toBe(true)
  expect(isChosen('/course/ab', ['/Course/A'])).toBe(false)
})

test('two chosen folders cannot be inside each other', () => {
  expect(overlappingChoice('/Course/A/b', ['/X', '/course/a'])).toEqual({ path: '/course/a', isAround: true })
  expect(overlappingChoice('/Course', ['/course/a'])).toEqual({ path: '/course/a', isAround: false })
  expect(overlappingChoice('/Course/Ab', ['/course/a'])).toBeNull()
  expect(choiceProblem(folder('/Course/A/b'), ['/Course/A'])).toBe(
    '"b" is inside "A", which you have chosen. A package contains everything in its folder.',
  )
  expect(choiceProblem(folder('/Course'), ['/Course/A'])).toBe(
    '"Course" contains "A", which you have chosen. Clear that choice to choose "Course".',
  )
})

test('a folder that belongs to a package says so', () => {
  const problem = { code: 'FOLDER_TAKEN', message: 'It is taken.', path: '/a' }
  expect(choiceProblem({ ...folder('/a'), problem }, [])).toBe('It is taken.')
  expect(choiceProblem(folder('/a'), [])).toBeNull()
})

test('at most 20 folders are chosen', () => {
  const chosen = Array.from({ length: 20 }, (_, index) => `/${index}`)
  expect(choiceProblem(folder('/more'), chosen)).toMatch(/20 folders/)
  expect(choiceProblem(folder('/more'), chosen.slice(1))).toBeNull()
  expect(chosenPaths(chosenParam([...chosen, '/more']))).toEqual(chosen)
})
