import sharp from 'sharp'
import { expect, test } from 'vitest'
import { mediaTypeOf, needsSignature } from './media-type.ts'
import { signatureBytes, typeOfSignature } from './signature.ts'
import { unsupportedFormats } from './unsupported-formats.ts'

/** A file with boxes of these brands, the main one first. */
const boxes = (main: string, ...others: string[]) => {
  const content = Buffer.from(`ftyp${main}\0\0\0\0${others.join('')}`, 'latin1')
  return Buffer.concat([Buffer.from([0, 0, 0, content.length + 4]), content, Buffer.alloc(40)])
}
const begin = (characters: string, rest = 80) => Buffer.concat([Buffer.from(characters, 'latin1'), Buffer.alloc(rest)])

const examples: Record<string, Buffer> = {
  'image/heic': boxes('heic', 'mif1', 'heic'),
  'image/avif': boxes('avif', 'mif1', 'miaf'),
  'image/x-canon-cr3': boxes('crx ', 'isom'),
  'image/x-canon-cr2': begin('II*\0\x10\0\0\0CR\x02\0'),
  'image/tiff': begin('MM\0*'),
  'image/vnd.adobe.photoshop': begin('8BPS\0\x01'),
  'image/jp2': begin('\0\0\0\x0cjP  \r\n\x87\n'),
  'image/jxl': begin('\xff\x0a'),
  'audio/x-ms-wma': begin('0&\xb2u\x8ef\xcf\x11'),
  'audio/x-aiff': begin('FORM\0\0\0\0AIFF'),
  'audio/midi': begin('MThd'),
  'audio/amr': begin('#!AMR\n'),
}

test.each(Object.entries(examples))('recognizes %s by its first bytes', (mediaType, bytes) => {
  expect(typeOfSignature(bytes)).toBe(mediaType)
  expect(typeOfSignature(bytes.subarray(0, signatureBytes))).toBe(mediaType)
})

test.each([
  ['an image with a general main brand', boxes('mif1', 'heic'), 'image/heic'],
  ['an AVIF with a general main brand', boxes('mif1', 'avif', 'heic'), 'image/avif'],
  ['a video', boxes('isom', 'avc1'), null],
  ['an empty file', Buffer.alloc(0), null],
  ['a cut box', begin('\0\0\xff\xffftyphe', 0), null],
  ['a text', Buffer.from('FORM letter'), null],
  ['a sound in a RIFF file', begin('RIFF\0\0\0\0WAVE'), 'audio/wav'],
])('%s', (_, bytes, expected) => {
  expect(typeOfSignature(bytes)).toBe(expected)
})

test('tells what browsers show from what they do not', async () => {
  const picture = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
  for (const format of ['jpeg', 'png', 'gif', 'webp', 'avif', 'tiff'] as const) {
    const type = typeOfSignature(await picture.clone().toFormat(format).toBuffer())
    expect(type).toBe(`image/${format}`)
    expect(unsupportedFormats.has(type!)).toBe(format === 'tiff')
  }
})

const jpeg = begin('\xff\xd8\xff\xe0')

test.each([
  ['a.heic', jpeg, 'image/jpeg'],
  ['a.tif', jpeg, 'image/jpeg'],
  ['a.wma', begin('ID3'), 'audio/mpeg'],
  ['a.jpg', examples['image/heic']!, 'image/heic'],
  ['a.png', examples['image/jxl']!, 'image/jxl'],
  ['a.heic', examples['image/avif']!, 'image/avif'],
  ['a.tif', examples['image/heic']!, 'image/heic'],
  ['a.mp3', examples['audio/midi']!, 'audio/midi'],
  ['photo', examples['image/heic']!, 'image/heic'],
  ['a.NEF', examples['image/tiff']!, 'image/x-nikon-nef'],
  ['a.heic', Buffer.from('unknown'), 'image/heic'],
  ['a.jpg', begin('\x89PNG\r\n\x1a\n'), 'image/jpeg'],
  ['a.dat', jpeg, 'application/octet-stream'],
  ['a.mp4', boxes('heic'), 'video/mp4'],
  ['a.txt', Buffer.from('MThd'), 'text/plain'],
])('%s is sent by its content where browsers do not show what its name says', (path, bytes, expected) => {
  expect(mediaTypeOf(path, bytes)).toEqual({ mediaType: expected, contentEncoding: null })
})

test('needs the first bytes of images, sounds, and unknown files alone', () => {
  expect(['a.jpg', 'a.wma', 'a', 'a.eps'].map(needsSignature)).toEqual([true, true, true, true])
  expect(['a.svg', 'a.mp4', 'a.html', 'a.pdf'].map(needsSignature)).toEqual([false, false, false, false])
})
