import { expect, test } from 'vitest'
import { buildExaminedPackage, checkPackage } from '../test/examined-package.ts'

const misspelledIn = (urls: string[], paths: string[]) =>
  checkPackage(
    buildExaminedPackage({
      'index.html': `<head></head>${urls.map(url => `<img src="${url}">`).join('')}`,
      ...Object.fromEntries(paths.map(path => [path, 1])),
    }),
  ).misspelledPaths

test.each([
  ['the file', ['bilder/Hase.PNG'], ['bilder/hase.png'], ['bilder/hase.png']],
  ['the folder', ['Bilder/hase.png', 'BILDER/hase.png'], ['bilder/hase.png'], ['bilder']],
  ['both', ['Bilder/Hase.png'], ['bilder/hase.png'], ['bilder', 'bilder/hase.png']],
  ['a folder in the middle', ['a/B/c.png'], ['a/b/c.png'], ['a/b']],
  ['the folder of an index page', ['Kapitel/'], ['kapitel/index.html'], ['kapitel']],
  ['the index page', ['kapitel/'], ['kapitel/Index.HTML'], ['kapitel/Index.HTML']],
  ['nothing that is spelled as it is', ['bilder/hase.png'], ['bilder/hase.png'], []],
  ['nothing for the form of accents', ['fu\u0308chse.png'], ['f\u00fcchse.png'], []],
  ['nothing that is missing', ['Bilder/fuchs.png'], ['bilder/hase.png'], []],
])('names %s that links spell with other letter case', (_, urls, paths, expected) => {
  expect(misspelledIn(urls, paths)).toEqual(expected)
})

test('names at most 200', () => {
  const paths = Array.from({ length: 250 }, (_, number) => `${number}/a.png`)
  expect(
    misspelledIn(
      paths.map(path => path.replace('a', 'A')),
      paths,
    ),
  ).toHaveLength(200)
})
