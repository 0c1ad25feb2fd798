import { expect, test } from 'vitest'
import { findScriptUrls } from './script-urls.ts'

test.each([
  [`new Worker('count.txt')`, ['count.txt']],
  [`new Worker(new URL('./count.txt', import.meta.url))`, ['./count.txt']],
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
  [`importScripts('a.txt', "lib/b.es6"); self.importScripts(name, 'c')`, ['a.txt', 'lib/b.es6', 'c']],
  [`const s = document.createElement('script'); s.async = true; s.src = 'a.json'`, ['a.json']],
  [`s=document.createElement("script");s.setAttribute("src","a.csv")`, ['a.csv']],
  [`i = document.createElement('iframe'); i.src = 'a.xml'; img.src = 'b.xml'`, []],
  [`$.getScript('lib/a.xml', done)`, ['lib/a.xml']],
  [
    `document.write('<script src="a.xml"><\\/script>'); document.write("<scr" + "ipt src='b.xml'></scr" + "ipt>")`,
    ['a.xml', 'b.xml'],
  ],
  [`document.write("<script src=\\"a.xml\\"></script>")`, ['a.xml']],
  [`html = '<script src="a.xml"></script>'`, []],
])('finds the scripts that are named in %s', (script, urls) => {
  expect(findScriptUrls(script)).toEqual(urls)
})

test('finds the first 200 workers and the first 200 modules', () => {
  const script = Array.from({ length: 300 }, (_, number) => `new Worker('${number}'); import './${number}'`).join('\n')
  expect(findScriptUrls(script)).toHaveLength(400)
})

test('finds the scripts in a hostile script quickly', () => {
  const start = performance.now()
  for (const part of ['importScripts(', 's=document.createElement("script");', '.src=', '<scr src=', 'new Worker(" '])
    findScriptUrls(`document.write${part.repeat(5_000_000 / part.length)}`)
  expect(performance.now() - start).toBeLessThan(10_000)
})
