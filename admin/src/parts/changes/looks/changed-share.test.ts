import { expect, test } from 'vitest'
import { changedShareLabel, donePages } from './changed-share.ts'

const problem = { code: 'PAGE_TIMEOUT', message: 'It did not come to rest.' }

test('the share of a page is rounded down, but never to nothing', () => {
  const label = (changedShare: number | null) => changedShareLabel({ changedShare, problem: null })
  expect([0.129, 0.01, 0.0001, 0, 1, null].map(label)).toEqual([
    '12% differs',
    '1% differs',
    'Less than 1% differs',
    'Looks the same',
    '100% differs',
    null,
  ])
  expect(changedShareLabel({ changedShare: null, problem })).toBe('No picture')
})

test('a page without pictures counts as done when it has a problem', () => {
  const page = { path: 'a.html', before: null, after: null, boxes: null }
  const pages = [
    { ...page, changedShare: 0, problem: null },
    { ...page, changedShare: null, problem },
    { ...page, changedShare: null, problem: null },
  ]
  expect(donePages(pages)).toEqual(pages.slice(0, 2))
})
