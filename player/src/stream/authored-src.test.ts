import { expect, it } from 'vitest'
import { authoredSelector } from './authored-src.ts'

it.each([
  ['video[src]', 'video:is([src],[data-lectern-src])'],
  ['video[src$=".mp4"] + p', 'video:is([src$=".mp4"],[data-lectern-src$=".mp4"]) + p'],
  ['img:not([src])', 'img:not(:is([src],[data-lectern-src]))'],
  ['[srcset], [data-src], [srclang]', '[srcset], [data-src], [srclang]'],
])('finds the videos of %s', (selector, authored) => {
  expect(authoredSelector(selector)).toBe(authored)
})
