import { expect, test } from 'vitest'
import { splitPath } from './path.ts'

test('splitPath separates the folder from the file name', () => {
  expect(splitPath('videos/intro.mp4')).toEqual({ folder: 'videos/', name: 'intro.mp4' })
  expect(splitPath('index.html')).toEqual({ folder: '', name: 'index.html' })
})
