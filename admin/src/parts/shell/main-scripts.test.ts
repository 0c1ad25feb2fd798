import { expect, test } from 'vitest'
import { mainScripts } from './main-scripts.ts'

test('finds the modules of a build, wherever their attributes stand', () => {
  const color = '<script src="/color.js"></script>'
  expect(mainScripts(`<head>${color}<script type="module" crossorigin src="/a-1.js">`)).toBe('/a-1.js')
  expect(mainScripts('<script src="/a.js" type="module"></script><script type="module" src="/b-2.js">')).toBe(
    '/a.js /b-2.js',
  )
})

test('a page without modules is not of the admin', () => {
  expect(mainScripts('<h1>Bad gateway</h1><script src="/x.js"></script>')).toBe('')
})
