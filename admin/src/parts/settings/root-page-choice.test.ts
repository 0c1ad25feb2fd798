import { expect, test } from 'vitest'
import { currentChoice, initialChoice, LECTERN_CHOOSES, missingChoice, pagesToShow } from './root-page-choice.ts'

const pkg = (chosen: string | null, opens: string | null, candidates: string[] = []) => ({
  ...{ id: 'p', slug: 'frogs', rootPage: chosen },
  draft: { id: 'd', rootPage: opens, rootPageCandidates: candidates },
})

test.each([
  ['Lectern chose', pkg(null, 'index.html'), LECTERN_CHOOSES, LECTERN_CHOOSES, null],
  ['an author chose', pkg('a.html', 'a.html'), 'a.html', 'a.html', null],
  [
    'the file is spelled in another way',
    pkg('\u00dc/A.html', 'U\u0308/a.html'),
    'U\u0308/a.html',
    'U\u0308/a.html',
    null,
  ],
  ['the chosen page is gone', pkg('old.html', 'index.html'), null, LECTERN_CHOOSES, 'old.html'],
  ['it is unclear', pkg(null, null, ['b.html', 'c.html']), null, 'b.html', null],
  ['the chosen page is gone and it is unclear', pkg('old.html', null, ['b.html']), null, 'b.html', 'old.html'],
  ['there is no page', pkg(null, null), null, null, null],
])('the choices are right when %s', (_, of, current, initial, missing) => {
  expect([currentChoice(of), initialChoice(of), missingChoice(of)]).toEqual([current, initial, missing])
})

test('the list shows likely pages first, each page once, and always the chosen page', () => {
  expect(pagesToShow(['c', 'a'], ['a', 'b', 'c'], 'a')).toEqual(['c', 'a', 'b'])
  expect(pagesToShow([], ['a', 'b'], 'x')).toEqual(['x', 'a', 'b'])
  expect(pagesToShow([], ['a', 'b'], LECTERN_CHOOSES)).toEqual(['a', 'b'])
  expect(pagesToShow([], [], null)).toEqual([])
})
