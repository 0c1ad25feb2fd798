import { beforeAll, describe, expect, test } from 'vitest'
import { encodeTestVideo, testPattern, tone } from '../../../../sandbox/programs/test-video.ts'
import { type ByteRange, scanBoxes } from './boxes.ts'
import { readMatroskaHeader } from './matroska.ts'
import { missingFragments, readMovieIndex } from './movie-index.ts'
import { bufferReads, TooLargeRead } from './read-range.ts'

const sources = [testPattern(4, { size: '64x48', rate: 5 }), tone(4)]

const reader = (file: Buffer) => async (start: number, length: number) => file.subarray(start, start + length)
const scan = (file: Buffer) => scanBoxes(reader(file), file.length)

/** Reads the index of a file whose boxes are found. Null without one. */
async function index(file: Buffer) {
  const boxes = await scan(file)
  return boxes?.moov ? readMovieIndex(file.subarray(boxes.moov.start, boxes.moov.end), boxes.data, file.length) : null
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

  test('is whole, with the position of its index', async () => {
    expect(await scan(file)).toMatchObject({ isCut: false, isMoovFirst, moov: expect.anything() })
    expect(await index(file)).toEqual({ isProtected: false, hasPicture: true, missing: null })
  })

  test('lacks samples, or its index, wherever it ends early', async () => {
    for (const part of [0.3, 0.6, 0.95]) {
      const cut = file.subarray(0, Math.floor(file.length * part))
      const boxes = await scan(cut)
      const found = await index(cut)
      expect([part, !boxes?.moov || (boxes.isFragmented && boxes.isCut) || found?.missing != null]).toEqual([
        part,
        true,
      ])
    }
  })
})

test('says which part is missing', async () => {
  const file = await encodeTestVideo(sources, '-movflags faststart')
  const boxes = (await scan(file))!
  const cut = file.subarray(0, boxes.data[0]!.start + (boxes.data[0]!.end - boxes.data[0]!.start) / 2)
  const { missing } = (await index(cut))!
  expect(missing!.ofSeconds).toBeCloseTo(4, 0)
  expect(missing!.fromSeconds).toBeGreaterThan(1)
  expect(missing!.fromSeconds).toBeLessThan(3)
})

test('tells a sound from a video', async () => {
  const sound = await encodeTestVideo([tone(4)], '-c:a aac -movflags faststart')
  expect(await index(sound)).toEqual({ isProtected: false, hasPicture: false, missing: null })
  const cut = sound.subarray(0, sound.length / 2)
  expect(await index(cut)).toMatchObject({ hasPicture: false, missing: { ofSeconds: expect.closeTo(4, 0) } })
})

test('notices a missing end of hundreds of fragments, and says which part if the file says how long it is', async () => {
  const picture = testPattern(30, { size: '64x48', rate: 5 })
  const encode = (flags: string) => encodeTestVideo([picture], `-c:v libx264 -g 1 -movflags ${flags}`)
  const missingOf = async (file: Buffer, isIndexUsed: boolean) => {
    expect(await scan(file)).toMatchObject({ isCut: false, isFragmented: true })
    const cut = file.subarray(0, Math.floor(file.length * 0.9) + 3)
    const boxes = (await scan(cut))!
    expect(boxes).toMatchObject({ isCut: true })
    const part = (range: ByteRange | null) => range && cut.subarray(range.start, range.end)
    return missingFragments(part(boxes.moov)!, part(boxes.lastFragment), isIndexUsed ? part(boxes.segmentIndex) : null)
  }
  const indexed = await encode('frag_keyframe+dash+global_sidx')
  const missing = (await missingOf(indexed, true))!
  expect(missing.ofSeconds).toBeCloseTo(30, 0)
  expect(missing.fromSeconds).toBeGreaterThan(20)
  expect(missing.fromSeconds).toBeLessThan(30)
  expect(await missingOf(await encode('frag_keyframe+empty_moov'), false)).toBeNull()
})

test('reads from the header of the fragments how long they are', () => {
  const field = (name: string, ...numbers: number[]) => {
    const content = Buffer.alloc(numbers.length * 4)
    for (const [index, number] of numbers.entries()) content.writeUInt32BE(number, index * 4)
    return nested(name, content)
  }
  const nested = (name: string, ...contents: Buffer[]) => {
    const content = Buffer.concat(contents)
    return Buffer.concat([box(name, 8 + content.length), content])
  }
  const track = nested('trak', field('tkhd', 0, 0, 0, 7, 0, 0), nested('mdia', field('mdhd', 0, 0, 0, 90_000, 0, 0)))
  const moov = (header: Buffer) => Buffer.concat([field('mvhd', 0, 0, 0, 1000, 0, 0), track, nested('mvex', header)])
  const fragment = nested('traf', field('tfhd', 0, 7), field('tfdt', 0, 360_000))
  expect(missingFragments(moov(field('mehd', 0, 60_000)), fragment, null)).toEqual({ fromSeconds: 4, ofSeconds: 60 })
  const large = field('mehd', 0x0100_0000, 0, 60_000)
  expect(missingFragments(moov(large), fragment, null)).toEqual({ fromSeconds: 4, ofSeconds: 60 })
  expect(missingFragments(moov(field('trex', 0)), fragment, null)).toBeNull()
  expect(missingFragments(moov(large), null, null)).toEqual({ fromSeconds: 0, ofSeconds: 60 })
})

test('data that says it is longer than the file misses nothing if all samples are there', async () => {
  const file = await encodeTestVideo(sources, '-movflags faststart')
  const data = file.indexOf('mdat') - 4
  file.writeUInt32BE(file.readUInt32BE(data) + 50_000, data)
  expect(await scan(file)).toMatchObject({ isCut: true })
  expect(await index(file)).toEqual({ isProtected: false, hasPicture: true, missing: null })
})

test('misses samples whose bytes were lost in the middle of the data', async () => {
  const file = await encodeTestVideo(sources)
  const data = file.indexOf('mdat') - 4
  const lost = Math.floor(file.readUInt32BE(data) / 2)
  const shorter = Buffer.concat([file.subarray(0, data + 1000), file.subarray(data + 1000 + lost)])
  shorter.writeUInt32BE(file.readUInt32BE(data) - lost, data)
  expect(await scan(shorter)).toMatchObject({ isCut: false })
  expect((await index(shorter))!.missing).toMatchObject({ ofSeconds: expect.closeTo(4, 0) })
})

test('recognizes Common Encryption', async () => {
  const key = '76a6c65c5ea762046bd749a2e632ccbb'
  const options = `-encryption_scheme cenc-aes-ctr -encryption_key ${key} -encryption_kid ${key}`
  expect(await index(await encodeTestVideo(sources, options))).toMatchObject({ isProtected: true })
})

test.each([
  ['webm', '-c:v libvpx -c:a libvorbis'],
  ['mkv', '-c:v mpeg4'],
  ['avi', '-c:v mpeg4'],
])('leaves other formats to other readers: %s', async (extension, options) => {
  const file = await encodeTestVideo(sources, options, extension)
  expect(await scan(file)).toBeNull()
  const header = extension === 'avi' ? null : { isWebm: extension === 'webm', isCut: false }
  expect(readMatroskaHeader(file.subarray(0, 4096), file.length)).toEqual(header)
  const cut = readMatroskaHeader(file.subarray(0, 4096), file.length - 1)
  expect(cut).toEqual(header && { ...header, isCut: true })
})

const box = (name: string, size: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(size)
  bytes.write(name, 4, 'latin1')
  return bytes
}

test('supports 64-bit sizes and "to the end"', async () => {
  const large = Buffer.alloc(16)
  box('mdat', 1).copy(large)
  large.writeBigUInt64BE(6n * 1024n ** 3n, 8)
  const head = Buffer.concat([box('ftyp', 8), large])
  const end = 8 + 6 * 1024 ** 3
  const read = async (start: number, length: number) =>
    start < 8 + 16 ? head.subarray(start, start + length) : box('moov', 0).subarray(start - end)
  expect(await scanBoxes(read, end + 8)).toMatchObject({ isCut: false, moov: { start: end + 8, end: end + 8 } })
  expect(await scanBoxes(read, end - 1)).toMatchObject({ isCut: true, moov: null })
})

test('survives invalid boxes, empty files, and texts', async () => {
  const complete = [box('ftyp', 8), box('moov', 8), box('mdat', 8)]
  expect(await scan(Buffer.concat(complete))).toMatchObject({ isCut: false })
  expect(await scan(Buffer.concat([...complete, box('free', 7)]))).toMatchObject({ isCut: true })
  expect(await scan(Buffer.from('this is text'))).toBeNull()
  expect(await scan(Buffer.alloc(0))).toBeNull()
})

test('holds little of a file, and turns small reads into few large ones', async () => {
  const fileBytes = 40 * 1024 ** 2
  let reads = 0
  const read = bufferReads(async (start, length) => {
    reads++
    return Buffer.alloc(length, start % 251)
  }, fileBytes)
  for (let at = 0; at < fileBytes; at += 188) expect((await read(at, 188)).length).toBe(Math.min(188, fileBytes - at))
  expect(reads).toBe(80)
  expect((await read(fileBytes - 5, 100)).length).toBe(5)
  await expect(bufferReads(async () => Buffer.alloc(0), 2 ** 40)(0, 2 ** 33)).rejects.toThrow(TooLargeRead)
})
