import { beforeAll, describe, expect, test } from 'vitest'
import { encodeTestVideo, testPattern, tone } from '../../../../sandbox/programs/test-video.ts'
import { readAsf } from './asf.ts'
import { readAvi } from './avi.ts'
import { isCutFlv } from './flv.ts'
import { readOgg } from './ogg.ts'
import type { ReadRange } from './read-range.ts'

const sources = [testPattern(4, { size: '64x48', rate: 5 }), tone(4)]

const reader = (file: Buffer) => async (start: number, length: number) => file.subarray(start, start + length)

type Reader = (read: ReadRange, bytes: number) => Promise<boolean | null>

const isCutAvi: Reader = async (read, bytes) => (await readAvi(read, bytes))?.isCut ?? null
const isCutAsf: Reader = async (read, bytes) => (await readAsf(read, bytes))?.isCut ?? null
const isCutOgg: Reader = async (read, bytes) => (await readOgg(read, bytes))?.isCut ?? null

const formats: [string, string, Reader][] = [
  ['avi', '-c:v mpeg4 -c:a mp3', isCutAvi],
  ['asf', '-c:v wmv2 -c:a wmav2', isCutAsf],
  ['flv', '-c:v flv1 -c:a mp3 -ar 44100', isCutFlv],
  ['ogv', '-c:v libtheora -c:a libvorbis', isCutOgg],
]

const encoded = new Map<string, Buffer>()
beforeAll(async () => {
  for (const [extension, options] of formats) encoded.set(extension, await encodeTestVideo(sources, options, extension))
})

describe.each(formats)('%s', (extension, _options, isCut) => {
  test('is whole, or cut wherever it ends early', async () => {
    const file = encoded.get(extension)!
    const read = (bytes: number) => isCut(reader(file.subarray(0, bytes)), bytes)
    expect(await read(file.length)).toBe(false)
    for (const part of [0.3, 0.5, 0.7, 0.95])
      expect([part, await read(Math.floor(file.length * part))]).toEqual([part, true])
    // An ASF file ends with an index, without which all samples are still there.
    if (extension !== 'asf') expect(await read(file.length - 1)).toBe(true)
  })

  test('is not another format, a text, or empty', async () => {
    const others = formats.filter(([other]) => other !== extension)
    for (const [other] of others) {
      const file = encoded.get(other)!
      expect([other, await isCut(reader(file), file.length)]).toEqual([other, null])
    }
    for (const file of [Buffer.from('This is a text, and not a video.'), Buffer.alloc(0)])
      expect(await isCut(reader(file), file.length)).toBeNull()
  })
})

test('the headers of AVI and WMV say how long a file is that is cut', async () => {
  for (const [extension, read] of [
    ['avi', readAvi],
    ['asf', readAsf],
  ] as const) {
    const file = encoded.get(extension)!
    const cut = file.subarray(0, file.length / 2)
    expect(await read(reader(cut), cut.length)).toMatchObject({ isCut: true, seconds: expect.closeTo(4, 0) })
  }
})

test('an AVI file of several chunks is cut if the last one is, and one of unknown length is not', async () => {
  const chunk = (type: string, size: number) => {
    const bytes = Buffer.alloc(8 + size)
    bytes.write('RIFF', 0, 'latin1')
    bytes.writeUInt32LE(size, 4)
    bytes.write(type, 8, 'latin1')
    return bytes
  }
  const file = Buffer.concat([chunk('AVI ', 100), chunk('AVIX', 200)])
  expect(await isCutAvi(reader(file), file.length)).toBe(false)
  expect(await isCutAvi(reader(file.subarray(0, -20)), file.length - 20)).toBe(true)
  file.writeUInt32LE(0, 4)
  expect(await isCutAvi(reader(file), file.length)).toBe(false)
})

test.each([
  ['Content Encryption', 'fbb3112223bdd211b4b700a0c955fc6e'],
  ['Extended Content Encryption', '14e68a292226174cb935dae07ee9289c'],
  ['Advanced Content Encryption', '338505438169e6499b74ad12cb86d58c'],
])('recognizes a protected WMV by its %s object', async (_, id) => {
  const file = encoded.get('asf')!
  expect(await readAsf(reader(file), file.length)).toEqual({
    isProtected: false,
    isCut: false,
    seconds: expect.closeTo(4, 0),
  })
  const object = Buffer.alloc(40)
  Buffer.from(id, 'hex').copy(object)
  object.writeBigUInt64LE(40n, 16)
  const size = Number(file.readBigUInt64LE(16))
  const locked = Buffer.concat([file.subarray(0, size), object, file.subarray(size)])
  locked.writeBigUInt64LE(BigInt(size + 40), 16)
  expect(await readAsf(reader(locked), locked.length)).toMatchObject({ isProtected: true, isCut: false })
})

test('tells an Ogg sound from a video, and takes a recording without a last page for whole', async () => {
  const video = encoded.get('ogv')!
  expect(await readOgg(reader(video), video.length)).toEqual({ hasPicture: true, isCut: false })
  const sound = await encodeTestVideo([tone(4)], '-c:a libvorbis', 'ogg')
  expect(await readOgg(reader(sound), sound.length)).toEqual({ hasPicture: false, isCut: false })
  const lastPage = sound.lastIndexOf('OggS')
  expect(await readOgg(reader(sound.subarray(0, lastPage)), lastPage)).toEqual({ hasPicture: false, isCut: false })
  expect(await readOgg(reader(sound.subarray(0, lastPage + 2)), lastPage + 2)).toEqual({
    hasPicture: false,
    isCut: true,
  })
})
