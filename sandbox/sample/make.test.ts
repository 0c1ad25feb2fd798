import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { resolveExecutable } from '../programs/executables.ts'
import { makeSample, sampleName } from './make.ts'

let root: string
let files: string[]
const hash = async (path: string) =>
  createHash('sha256')
    .update(await readFile(join(root, path)))
    .digest('hex')

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter(file => file.isFile())
    .map(file => posix.join(file.parentPath.slice(folder.length + 1), file.name))
    .sort()
}

beforeAll(async () => {
  const box = join(await mkdtemp(join(tmpdir(), 'sample-')), 'box')
  await makeSample(box, { ffmpeg: await resolveExecutable('ffmpeg') })
  root = join(box, sampleName)
  files = await filesIn(root)
}, 120_000)
afterAll(async () => rm(dirname(dirname(root)), { recursive: true, force: true }))

it('has several pages and one root page', () => {
  expect(files.filter(file => /^[^/]+\.html$/.test(file))).toEqual(['index.html'])
  expect(files.filter(file => file.endsWith('.html')).length).toBeGreaterThanOrEqual(5)
})

it('has three videos with two distinct contents, and captions for one of them', async () => {
  const videos = files.filter(file => file.endsWith('.mp4'))
  expect(videos).toEqual(['videos/race.mp4', 'videos/sunrise.mp4', 'videos/the race once more.mp4'])
  expect(new Set(await Promise.all(videos.map(hash))).size).toBe(2)
  const captions = files.filter(file => /\.(vtt|srt)$/.test(file))
  expect(captions).toEqual(['videos/sunrise.de.srt', 'videos/sunrise.en.vtt'])
})

it('puts the index at the start of each video, so that it plays before it is fully loaded', async () => {
  const bytes = await readFile(join(root, 'videos/race.mp4'))
  expect(bytes.indexOf('moov')).toBeGreaterThan(0)
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
})

it('links only to existing files, except for one link with the wrong letter case', async () => {
  const missing = new Set<string>()
  for (const page of files.filter(file => file.endsWith('.html'))) {
    const html = await readFile(join(root, page), 'utf8')
    for (const [, address] of html.matchAll(/(?:href|src|poster)="([^"]+)"/g)) {
      const path = decodeURIComponent(new URL(address!, new URL(page, 'http://lesson/')).pathname.slice(1))
      if (!files.includes(path)) missing.add(path)
    }
  }
  expect([...missing]).toEqual(['Images/Rabbit.PNG'])
  expect(files).toContain('images/rabbit.png')
})

it('has file names that break careless software, and a .DS_Store', () => {
  expect(files).toContain('worksheets/Igel-Häuschen für den Garten.html')
  expect(files).toContain('worksheets/Question #1 - 100% true.html')
  expect(files).toContain('.DS_Store')
})

it('is small and leaves no temporary files', async () => {
  const sizes = await Promise.all(files.map(async file => (await stat(join(root, file))).size))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000)
  expect(await readdir(dirname(dirname(root)))).toEqual(['box'])
})

it('keeps an existing sample package unchanged', async () => {
  const before = await stat(root)
  await makeSample(dirname(root), { ffmpeg: 'missing' })
  expect((await stat(root)).mtimeMs).toBe(before.mtimeMs)
})

it('leaves no files when ffmpeg fails', async () => {
  const other = join(dirname(dirname(root)), 'other')
  await expect(makeSample(other, { ffmpeg: 'false' })).rejects.toThrow()
  expect(await readdir(other)).toEqual([])
  expect((await readdir(dirname(other))).sort()).toEqual(['box', 'other'])
})
