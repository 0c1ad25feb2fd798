import { expect, test } from 'vitest'
import { splitPath } from './path.ts'

test('a path is its folder and its name', () => {
  expect(splitPath('videos/intro.mp4')).toEqual({ folder: 'videos/', name: 'intro.mp4' })
  expect(splitPath('index.html')).toEqual({ folder: '', name: 'index.html' })
})
