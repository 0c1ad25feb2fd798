import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveExecutable } from '../../../sandbox/programs/executables.ts'
import { ffmpegEnvironment } from '../../../sandbox/programs/ffmpeg-environment.ts'
import { hasWebmHeader, scanBoxes } from './mp4-boxes.ts'

const run = promisify(execFile)

let folder: string
let ffmpeg: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-boxes-'))
  ffmpeg = await resolveExecutable('ffmpeg')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function makeVideo(name: string, ...options: string[]): Promise<Buffer> {
  const inputs = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=5:duration=2', '-f', 'lavfi', '-i', 'sine=duration=2']
  await run(ffmpeg, ['-v', 'error', '-y', ...inputs, ...options, join(folder, name)], { env: ffmpegEnvironment })
  return readFile(join(folder, name))
}

/** Scans a file and records the size of each read. */
async function scan(file: Buffer) {
  const reads: number[] = []
  const read = async (start: number, length: number) => {
    const bytes = file.subarray(start, start + length)
    reads.push(bytes.length)
    return bytes
  }
  return { ...(await scanBoxes(read, file.length)), reads }
}

describe.each([
  ['an mp4 with its index at the end', 'end.mp4', [], false],
  ['an mp4 with its index in front', 'front.mp4', ['-movflags', 'faststart'], true],
  ['an mp4 in fragments', 'fragments.mp4', ['-movflags', 'frag_keyframe+empty_moov', '-g', '2'], true],
  ['a mov', 'a.mov', [], false],
  ['a video from a phone', 'a.3gp', ['-c:v', 'h263', '-s', '176x144', '-an'], false],
])('%s', (_, name, options, isMoovFirst) => {
  let file: Buffer
  beforeAll(async () => {
    file = await makeVideo(name, ...options)
  })

  test('is complete, with the position of its index', async () => {
    expect(await scan(file)).toMatchObject({ isTruncated: false, isMoovFirst })
  })

  test('is truncated wherever it ends early', async () => {
    for (const part of [0.05, 0.3, 0.6, 0.99]) {
      const cut = file.subarray(0, Math.floor(file.length * part))
      expect([part, (await scan(cut)).isTruncated]).toEqual([part, true])
    }
  })
})

test.each([
  ['webm', ['-c:v', 'libvpx', '-c:a', 'libvorbis']],
  ['mkv', ['-c:v', 'mpeg4']],
  ['avi', ['-c:v', 'mpeg4']],
  ['mpg', ['-c:v', 'mpeg1video', '-r', '25']],
])('leaves files in other formats to ffprobe: %s', async (extension, options) => {
  const file = await makeVideo(`a.${extension}`, ...options)
  expect(await scan(file)).toEqual({ isTruncated: false, isMoovFirst: false, reads: [Math.min(4_096, file.length)] })
  expect(hasWebmHeader(file.subarray(0, 64))).toBe(extension === 'webm')
})

const box = (name: string, size: number, minBytes = 0) => {
  const bytes = Buffer.alloc(Math.max(8, minBytes))
  bytes.writeUInt32BE(size)
  bytes.write(name, 4, 'latin1')
  return bytes
}

test('supports 64-bit sizes and "to the end", and reads only a few KB of a file of many GiB', async () => {
  const large = Buffer.alloc(16)
  box('mdat', 1).copy(large)
  large.writeBigUInt64BE(6n * 1024n ** 3n, 8)
  const head = Buffer.concat([box('ftyp', 8), large])
  const end = 8 + 6 * 1024 ** 3
  const read = async (start: number, length: number) =>
    start < 8 + 16 ? head.subarray(start, start + length) : box('moov', 0).subarray(start - end)
  expect((await scanBoxes(read, end + 8)).isTruncated).toBe(false)
  expect((await scanBoxes(read, end - 1)).isTruncated).toBe(true)
  expect((await scanBoxes(read, end)).isTruncated).toBe(true)
})

test('reports a file with an invalid box as truncated, but not an empty file or a text', async () => {
  const complete = [box('ftyp', 8), box('moov', 8), box('mdat', 8)]
  expect((await scan(Buffer.concat(complete))).isTruncated).toBe(false)
  expect((await scan(Buffer.concat([...complete, Buffer.from('abc')]))).isTruncated).toBe(false)
  expect((await scan(Buffer.concat([...complete, box('free', 7)]))).isTruncated).toBe(true)
  expect((await scan(Buffer.concat([box('ftyp', 8), box('mdat', 8)]))).isTruncated).toBe(true)
  expect((await scan(Buffer.concat([box('ftyp', 8), box('moov', 8)]))).isTruncated).toBe(true)
  expect((await scan(Buffer.from('this is text'))).isTruncated).toBe(false)
  expect((await scan(Buffer.alloc(0))).isTruncated).toBe(false)
})
