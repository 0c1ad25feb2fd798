import { expect, test } from 'vitest'
import { buildExaminedPackage, checkPackage } from '../test/examined-package.ts'

const typesOf = (head: string, files: Record<string, string | number>) =>
  checkPackage(buildExaminedPackage({ 'index.html': `<html><head>${head}</head></html>`, ...files })).usedMediaTypes

const script = 'text/javascript'
const style = 'text/css'

test.each([
  ['a script', '<script src="a.txt"></script>', { 'a.txt': script }],
  ['a script with another spelling', '<script src="A.TXT"></script>', { 'a.txt': script }],
  ['a script with a query', '<script src="a.txt?v=2#x"></script>', { 'a.txt': script }],
  ['a module', '<script type="module" src="a.txt"></script>', { 'a.txt': script }],
  [
    'a script with its old type',
    '<script type="text/javascript; charset=utf-8" src="a.txt"></script>',
    { 'a.txt': script },
  ],
  ['data in a script', '<script type="application/json" src="a.txt"></script>', {}],
  ['a module that is loaded early', '<link rel="modulepreload" href="a.txt">', { 'a.txt': script }],
  ['a module of a script', '<script type="module">import "./a.txt"</script>', { 'a.txt': script }],
  ['a worker of a script', '<script>new Worker("a.txt")</script>', { 'a.txt': script }],
  ['a style sheet', '<link rel="stylesheet" href="a.txt">', { 'a.txt': style }],
  ['an import of a style', '<style>@import "a.txt"; @import url(b.dat);</style>', { 'a.txt': style, 'b.dat': style }],
  ['an image of a style', '<style>body { background: url(a.txt) }</style>', {}],
  ['an icon', '<link rel="icon" href="a.txt">', {}],
  ['a link', '<a href="a.txt">a</a>', {}],
  ['both', '<link rel="stylesheet" href="a.txt"><script src="a.txt"></script>', { 'a.txt': script }],
  ['a script without an extension', '<script src="a"></script>', { a: script }],
  ['a script of a server', '<script src="a.php"></script>', { 'a.php': script }],
  ['JSON as a script', '<script src="a.json"></script>', { 'a.json': script }],
  ['a style sheet as a script', '<script src="a.css"></script>', { 'a.css': script }],
  ['a style sheet as both', '<script src="a.css"></script><link rel="stylesheet" href="a.css">', {}],
  ['a script as a style sheet', '<link rel="stylesheet" href="a.js">', {}],
  ['a script by its name', '<script src="a.js"></script><script src="a.cjs"></script>', {}],
  ['a page as a script', '<script src="page.html"></script>', {}],
  ['an image as a script', '<script src="a.png"></script><link rel="stylesheet" href="a.svg">', {}],
  [
    'sound, video, and a font',
    '<script src="a.mp3"></script><script src="a.mp4"></script><script src="a.woff2"></script>',
    {},
  ],
])('the media type of %s', (_, head, expected) => {
  const names = 'a a.txt b.dat a.php a.json a.css a.js a.cjs a.png a.svg a.mp3 a.mp4 a.woff2 page.html'.split(' ')
  expect(typesOf(head, Object.fromEntries(names.map(name => [name, 1])))).toEqual(expected)
})

test('follows what a style sheet imports', () => {
  expect(typesOf('<link rel="stylesheet" href="a.css">', { 'a.css': '@import "b.txt";', 'b.txt': 1 })).toEqual({
    'b.txt': style,
  })
})

test('follows the scripts of XHTML pages', () => {
  const page = '<html><head><script>import "./a.txt"</script><script src="b.txt"/></head></html>'
  expect(typesOf('', { 'page.xhtml': page, 'a.txt': 1, 'b.txt': 1 })).toEqual({ 'a.txt': script, 'b.txt': script })
})

test('follows scripts in files: their modules and imports from their own folder, and what they add from a page', () => {
  const files = {
    'js/main.es6': `import './part.txt'`,
    'js/worker.js': `importScripts('one.inc', "../lib/two")`,
    'js/app.js': `new Worker('js/task.dat'); s = document.createElement('script'); s.src = 'data.json'`,
    ...{ 'js/part.txt': '', 'js/one.inc': '', 'lib/two': 1, 'js/task.dat': 1, 'data.json': 1, 'js/data.json': 1 },
    'js/part.dat': 1,
  }
  const found = typesOf('<script src="js/app.js"></script>', files)
  expect(found).toEqual({
    ...{ 'js/part.txt': script, 'js/one.inc': script, 'lib/two': script, 'js/task.dat': script },
    ...{ 'data.json': script, 'js/data.json': script },
  })
})
