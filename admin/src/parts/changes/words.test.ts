import { expect, test } from 'vitest'
import { markWords } from './words.ts'

const show = (before: string, after: string) => {
  const marked = markWords(before, after)
  const text = (parts: typeof marked.before) =>
    parts.map(part => (part.isChanged ? `[${part.text}]` : part.text)).join('')
  return [text(marked.before), text(marked.after)]
}

test('the words that differ are marked, and no letters inside of words', () => {
  expect(show('The hare runs fast.', 'The hedgehog runs very fast.')).toEqual([
    'The [hare] runs fast.',
    'The [hedgehog] runs[ very] fast.',
  ])
  expect(show('<p class="a">Größe</p>', '<p class="b">Größe</p>')).toEqual([
    '<p class="[a]">Größe</p>',
    '<p class="[b]">Größe</p>',
  ])
})

test('a space between two changed words is marked with them', () => {
  expect(show('<h1>Lesson one</h1>', '<h1>The cycle</h1>')).toEqual(['<h1>[Lesson one]</h1>', '<h1>[The cycle]</h1>'])
})

test('lines with little in common have no marks', () => {
  expect(show('<p>One</p>', 'completely different words here')).toEqual([
    '<p>One</p>',
    'completely different words here',
  ])
})

test('equal lines, empty lines, and repeated words have the right marks', () => {
  expect(show('same', 'same')).toEqual(['same', 'same'])
  expect(show('', 'new')).toEqual(['', 'new'])
  expect(show('a b a b c c c c', 'a b c c c c')).toEqual(['a b [a b ]c c c c', 'a b c c c c'])
})

test('very long lines are compared by their beginning and end, quickly', () => {
  const words = (word: string) => `${'same '.repeat(900)}${`${word} `.repeat(900)}${'end '.repeat(900)}`
  const { before } = markWords(words('old'), words('new'))
  expect(before.map(({ isChanged, text }) => [isChanged, text.length])).toEqual([
    [false, 4500],
    [true, 3599],
    [false, 3601],
  ])
})
