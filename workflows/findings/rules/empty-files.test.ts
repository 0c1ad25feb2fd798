import { expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, onlyFinding } from '../../test/examined-package.ts'

const page = (body: string) => `<html><head></head><body>\n${body}</body></html>`

test.each([
  ['image', '<img src="x.png">', 'x.png', 'ERROR'],
  ['font', '<style>@font-face{src:url(x.woff2)}</style>', 'x.woff2', 'ERROR'],
  ['script', '<script src="x.js"></script>', 'x.js', 'ERROR'],
  ['sound', '<audio src="x.mp3"></audio>', 'x.mp3', 'ERROR'],
  ['document', '<a href="x.pdf">x</a>', 'x.pdf', 'WARNING'],
])('reports an empty %s once, where pages use it', (_, markup, path, severity) => {
  const pkg = buildExaminedPackage({ 'index.html': page(markup), 'z.html': page(markup), [path]: 0 })
  expect(findingLines(pkg)).toEqual(['FILE_EMPTY index.html 2'])
  expect(onlyFinding(pkg, 'FILE_EMPTY')).toMatchObject({ severity, placeCount: 2 })
})

test('accepts empty files that no page uses, empty pages, style sheets, and icons', () => {
  const body = '<iframe src="blank.html"></iframe><link rel="stylesheet" href="own.css"><link rel="icon" href="x.ico">'
  const files = { 'index.html': page(body), 'blank.html': '', 'own.css': '', 'x.ico': 0, '.nojekyll': 0, 'y.png': 0 }
  expect(findingLines(buildExaminedPackage(files))).toEqual([])
})
