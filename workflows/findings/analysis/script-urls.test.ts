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

test('finds the first 200 workers and the first 200 modules', () => {
  const script = Array.from({ length: 300 }, (_, number) => `new Worker('${number}'); import './${number}'`).join('\n')
  expect(findScriptUrls(script)).toHaveLength(400)
})
