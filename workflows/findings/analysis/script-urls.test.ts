import { expect, test } from 'vitest'
import { findScriptUrls } from './script-urls.ts'

test.each([
  [`new Worker('count.txt')`, ['count.txt']],
  [
    `const w = new Worker("js/count.txt", { type: 'module' }), s = new SharedWorker(\`b.dat\`)`,
    ['js/count.txt', 'b.dat'],
  ],
  [`import './a.txt'`, ['./a.txt']],
  [`import { one, two as three } from "../lib/b.txt"`, ['../lib/b.txt']],
  [`import * as all from '/c.txt'; import d from './d.txt'`, ['/c.txt', './d.txt']],
  [`const e = await import('./e.txt'); export { f } from './f.txt'`, ['./e.txt', './f.txt']],
  [`import 'jquery'; import x from "three"`, []],
  [`new Worker(url); new Worker('a' + b); new Worker(\`\${a}.js\`); import(name)`, ['a']],
  [`important('./x.txt'); newWorker('x.txt'); myimport './x.txt'; Array.from('./x.txt')`, []],
])('finds the workers and modules in %s', (script, urls) => {
  expect(findScriptUrls(script)).toEqual(urls)
})

test('searches megabytes of any script within a second', () => {
  for (const part of ['import ', 'new Worker( ', 'import { a, ', 'new  ', 'import{$', "import'./"]) {
    const script = part.repeat(2_000_000 / part.length)
    const start = performance.now()
    findScriptUrls(script)
    expect([part, performance.now() - start < 1_000]).toEqual([part, true])
  }
})
