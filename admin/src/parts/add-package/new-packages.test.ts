import { expect, test } from 'vitest'
import { slugsOf } from './new-packages.ts'

const folder = (path: string, suggestedSlug: string | null | undefined) => ({ path, suggestedSlug })

test('folders of one name get different slugs', () => {
  const folders = [folder('/A/Lesson', 'lesson'), folder('/B/Lesson', 'lesson'), folder('/C/Lesson', 'lesson')]
  expect(slugsOf(folders, {})).toEqual(['lesson', 'lesson-2', 'lesson-3'])
})

test('what was entered counts, and no other folder gets it by suggestion', () => {
  const folders = [folder('/A/Lesson', 'lesson'), folder('/B/Lesson', 'lesson')]
  expect(slugsOf(folders, { '/b/lesson': { slug: 'lesson' } })).toEqual(['lesson-2', 'lesson'])
  expect(slugsOf(folders, { '/a/lesson': { slug: '' } })).toEqual(['', 'lesson'])
})

test('a suggestion that is not known yet differs from a name that gives none', () => {
  expect(slugsOf([folder('/a', undefined), folder('/算数', null)], {})).toEqual([undefined, ''])
})
