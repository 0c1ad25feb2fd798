import { expect, test } from 'vitest'
import { folderBreadcrumbs } from './breadcrumbs.ts'

test('the root is called Dropbox', () => {
  expect(folderBreadcrumbs('')).toEqual([{ name: 'Dropbox', path: '' }])
})

test('each parent folder has its own path', () => {
  expect(folderBreadcrumbs('/Lessons/Cell biology')).toEqual([
    { name: 'Dropbox', path: '' },
    { name: 'Lessons', path: '/Lessons' },
    { name: 'Cell biology', path: '/Lessons/Cell biology' },
  ])
})
