import { expect, test } from 'vitest'
import { buildExaminedPackage, checkPackage, onlyFinding } from '../../test/examined-package.ts'

const lines = (markup: string) => {
  const names = 'b.html b.png b.svgz b.ts b.css b.js b.txt b.wasm b.woff2 b.json'.split(' ')
  const php: Record<string, string> = markup.includes('b.php') ? { 'b.php': 'one()' } : {}
  const files = { ...Object.fromEntries(names.map(name => [name, 1])), ...php }
  const pkg = buildExaminedPackage({ 'index.html': `<html><head></head>${markup}</html>`, ...files })
  return checkPackage(pkg).findings.map(({ code, severity }) => `${code} ${severity}`)
}

test.each([
  ...['<script src="b.html"></script>', '<script src="b.png"></script>', '<script src="b.ts"></script>'],
  ...['<script type="module" src="b.svgz"></script>', '<link rel="stylesheet" href="b.html">'],
  ...['<link rel="stylesheet" href="b.js">', '<style>@import "b.png"</style>', '<script>new Worker("b.html")</script>'],
  `<script>s = document.createElement('script'); s.src = 'b.html'</script>`,
])('%s is an ERROR', markup => {
  expect(lines(markup)).toEqual(['SCRIPT_BLOCKED ERROR'])
})

test.each([
  ...['<script src="b.js"></script>', '<script src="b.txt"></script>', '<script src="b.json"></script>'],
  ...['<script src="b.php"></script>', '<script src="b.css"></script>', '<link rel="stylesheet" href="b.css">'],
  ...['<link rel="stylesheet" href="b.txt">', '<script type="text/template" src="b.html"></script>'],
  ...['<iframe src="b.html"></iframe>', '<script type="module">import "./b.wasm"</script>'],
])('%s is fine', markup => {
  expect(lines(markup)).toEqual([])
})

test('names a script that loads such a file, and is one cause for the file', () => {
  const pkg = buildExaminedPackage({
    'index.html': '<head></head><script src="js/a.js"></script><script src="data.html"></script>',
    'js/a.js': `importScripts('../data.html')`,
    'data.html': 'one()',
  })
  expect(onlyFinding(pkg, 'SCRIPT_BLOCKED')).toMatchObject({
    placeCount: 2,
    message:
      'The page loads "data.html" as a script, but the name of the file says that it is something else. Browsers do not run it.',
    remedy: 'Rename the file so that it ends in .js, and use the same name in the page.',
  })
})
