import { beforeAll, describe, expect, test } from 'vitest'
import { encodeTestVideo, testPattern, tone } from '../../../sandbox/programs/test-video.ts'
import { hasWebmHeader, scanBoxes } from './mp4-boxes.ts'

const sources = [testPattern(2, { size: '64x48', rate: 5 }), tone(2)]

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
  ['an mp4 with its index at the end', 'mp4', '', false],
  ['an mp4 with its index in front', 'mp4', '-movflags faststart', true],
  ['an mp4 in fragments', 'mp4', '-movflags frag_keyframe+empty_moov -g 2', true],
  ['a mov', 'mov', '', false],
  ['a video from a phone', '3gp', '-c:v h263 -s 176x144 -an', false],
])('%s', (_, extension, options, isMoovFirst) => {
  let file: Buffer
  beforeAll(async () => {
    file = await encodeTestVideo(sources, options, extension)
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
  ['webm', '-c:v libvpx -c:a libvorbis'],
  ['mkv', '-c:v mpeg4'],
  ['avi', '-c:v mpeg4'],
  ['mpg', '-c:v mpeg1video -r 25'],
])('leaves files in other formats to ffprobe: %s', async (extension, options) => {
  const file = await encodeTestVideo(sources, options, extension)
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
