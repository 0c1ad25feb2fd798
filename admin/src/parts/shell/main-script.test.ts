import { expect, test } from 'vitest'
import { mainScript } from './main-script.ts'

test('finds the script of a build, wherever its attributes stand', () => {
  expect(mainScript('<head><script src="/color.js"></script><script type="module" crossorigin src="/a-1.js">')).toBe(
    '/a-1.js',
  )
  expect(mainScript('<script src="/a-2.js" type="module"></script>')).toBe('/a-2.js')
})

test('a page without such a script is not of the admin', () => {
  expect(mainScript('<h1>Bad gateway</h1><script src="/x.js"></script>')).toBeNull()
})
