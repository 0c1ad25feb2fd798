import { runInNewContext, Script } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { beforeAll, expect, it } from 'vitest'

const builtChunks = new Map<string, string>()

beforeAll(async () => {
  const results = await build({ configFile: `${import.meta.dirname}/../vite.config.ts`, build: { write: false } })
  for (const result of [results].flat())
    if ('output' in result)
      for (const file of result.output) if (file.type === 'chunk') builtChunks.set(file.fileName, file.code)
})

it('is built as five files with fixed names, which pages published long ago request', () => {
  expect([...builtChunks.keys()].sort()).toEqual(['banner.js', 'controls.js', 'hls.js', 'player.js', 'stream.js'])
})

it('costs a page at most 5 kB, 15 kB more near a video, and 125 kB more when hls.js plays (gzip)', () => {
  expect(gzipSync(builtChunks.get('player.js')!).length).toBeLessThanOrEqual(5_000)
  expect(gzipSync(builtChunks.get('stream.js')!).length).toBeLessThanOrEqual(15_000)
  expect(gzipSync(builtChunks.get('hls.js')!).length).toBeLessThanOrEqual(125_000)
})

it('costs a draft page at most 1.5 kB more (gzip), in one file', () => {
  expect(gzipSync(builtChunks.get('banner.js')!).length).toBeLessThanOrEqual(1_500)
  expect(builtChunks.get('banner.js')).not.toMatch(/\bimport\b|\bexport\b/)
})

it('costs a page with controls at most 10 kB more (gzip), in one file that a content security policy lets work', () => {
  const code = builtChunks.get('controls.js')!
  expect(gzipSync(code).length).toBeLessThanOrEqual(10_000)
  expect(code).not.toMatch(/\bimport\b|innerHTML|<style|customElements/)
  expect(code).toMatch(/export ?\{ ?\w+ as showControls ?\}/)
})

it('is a classic script that also runs as a module, and loads the other files only when a video needs them', () => {
  const code = builtChunks.get('player.js')!
  expect(() => new Script(code)).not.toThrow()
  expect(code).toMatch(/^\(\(\)=>\{"use strict";.*\}\)\(\);\n$/s)
  expect(code).toMatch(/[`'"]stream\.js[`'"].*[`'"]hls\.js[`'"]/s)
  expect(code.match(/\bimport\b/g)).toEqual(['import', 'import'])
})

/** Runs the built player three times in a page, and parses the page to its end. Returns the page and how often it started. */
function runThreeTimes(policies: string[]) {
  let started = 0
  const listeners: (() => void)[] = []
  const document = {
    readyState: 'loading',
    addEventListener: (type: string, listener: () => void) => type === 'DOMContentLoaded' && listeners.push(listener),
    querySelectorAll: () => policies.map(content => ({ content })),
    children: [],
  }
  class MutationObserver {
    observe() {
      started++
    }
  }
  class IntersectionObserver {}
  class Element {}
  class HTMLMediaElement {}
  const location = { href: 'https://lessons.example.org/production/hare/7/index.html', protocol: 'https:' }
  const browser = { MutationObserver, IntersectionObserver, Element, HTMLMediaElement, URL }
  const page: Record<string, unknown> = { document, location, ...browser }
  page.window = page
  for (let run = 0; run < 3; run++) runInNewContext(builtChunks.get('player.js')!, page)
  const startedEarly = started
  for (const listener of listeners) listener()
  return { page, started, startedEarly }
}

it('starts once when the page is parsed, however often the page includes it, and leaves no global names', () => {
  const { page, started, startedEarly } = runThreeTimes([])
  expect([startedEarly, started]).toEqual([0, 1])
  expect(Object.keys(page)).toEqual([
    ...[
      'document',
      'location',
      'MutationObserver',
      'IntersectionObserver',
      'Element',
      'HTMLMediaElement',
      'URL',
      'window',
    ],
  ])
})

it('leaves a page alone whose content security policy may forbid a stream', () => {
  expect(runThreeTimes(["media-src 'self'"]).started).toBe(0)
  expect(runThreeTimes(["default-src 'self' blob:"]).started).toBe(1)
})
