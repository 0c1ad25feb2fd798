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

it('is built as three files with fixed names, which pages published long ago request', () => {
  expect([...builtChunks.keys()].sort()).toEqual(['banner.js', 'hls.js', 'player.js'])
})

it('costs a page at most 6 kB, and 125 kB more when hls.js plays (gzip)', () => {
  expect(gzipSync(builtChunks.get('player.js')!).length).toBeLessThanOrEqual(6_000)
  expect(gzipSync(builtChunks.get('hls.js')!).length).toBeLessThanOrEqual(125_000)
})

it('costs a draft page at most 1.5 kB more (gzip), in one file', () => {
  expect(gzipSync(builtChunks.get('banner.js')!).length).toBeLessThanOrEqual(1_500)
  expect(builtChunks.get('banner.js')).not.toMatch(/\bimport\b|\bexport\b/)
})

it('loads hls.js only when a stream needs it', () => {
  expect(builtChunks.get('player.js')).toMatch(/import\([`'"]\.\/hls\.js[`'"]\)/)
  expect(builtChunks.get('player.js')).not.toMatch(/^import|from\s*[`'"]/m)
})
