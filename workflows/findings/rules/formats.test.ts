import { expect, test } from 'vitest'
import { buildExaminedPackage, checkPackage, findingLines, onlyFinding } from '../../test/examined-package.ts'

const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
const jpeg = Buffer.from('\xff\xd8\xff\xe0', 'latin1')
const midi = Buffer.from('MThd', 'latin1')

const lines = (markup: string, files: Record<string, string | Buffer | number> = {}) => {
  const pkg = buildExaminedPackage({ 'index.html': `<head></head>${markup}`, 'b.jpg': 1, 'b.mp3': 1, ...files })
  return checkPackage(pkg).findings.map(({ code, severity }) => `${code} ${severity}`)
}

test.each([
  ...['<img src="a.heic">', '<img srcset="a.heic 1x, b.jpg 2x">', '<img src="b.jpg" srcset="a.heic">'],
  ...['<img src="a.heic" srcset="b.jpg 2x">', '<picture><source srcset="a.heic"><img src="b.jpg"></picture>'],
  '<picture><source srcset="a.heic" type="image/webp"><img src="b.jpg"></picture>',
  '<picture><source srcset="b.jpg" media="print"><img src="a.heic"></picture>',
  ...['<style>b{background:url(a.heic)}</style>', '<p style="background:url(a.heic)">', '<body background="a.heic">'],
  ...['<video poster="a.heic" src="b.webm"></video>', '<input type="image" src="a.heic">', '<embed src="a.heic">'],
  ...[
    '<svg><image href="a.heic"/></svg>',
    '<svg><image xlink:href="a.heic"/></svg>',
    '<object data="a.heic"></object>',
  ],
])('%s is an ERROR', markup => {
  const files = { 'a.heic': heic, 'b.webm': 0 }
  expect(lines(markup, files).filter(line => line.startsWith('IMAGE'))).toEqual(['IMAGE_UNSUPPORTED ERROR'])
})

test('covers style sheets, SVG images, and icons', () => {
  const files = {
    'a.css': 'b{background:url(a.heic)}\n.c{background:image-set(url(a.heic) 1x)}',
    'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"><image href="a.heic"/></svg>',
  }
  const pkg = buildExaminedPackage({ ...files, 'a.heic': heic })
  expect(onlyFinding(pkg, 'IMAGE_UNSUPPORTED')).toMatchObject({ severity: 'ERROR', placeCount: 3 })
  expect(lines('<link rel="icon" href="a.heic">', { 'a.heic': heic })).toEqual(['IMAGE_UNSUPPORTED WARNING'])
})

test.each([
  '<picture><source srcset="a.heic" type="image/heic"><img src="b.jpg"></picture>',
  '<picture><source srcset="a.heic 1x, a.heic 2x" type="IMAGE/HEIC"><img src="b.jpg"></picture>',
  '<picture><source type="image/webp" srcset="b.jpg"><img src="a.heic"></picture>',
  '<img src="a.heic" srcset="b.jpg 400w">',
  '<img src="a.heic" srcset="b.jpg, b.jpg 2x">',
  `<style>b{background:image-set("a.heic" type('image/heic'), "b.jpg" type('image/jpeg'))}</style>`,
  `<style>b{background:image-set(url(a.heic) type("image/heic"), url(b.jpg))}</style>`,
  '<a href="a.heic">download</a>',
])('%s is fine', markup => {
  expect(lines(markup, { 'a.heic': heic })).toEqual([])
})

test.each([
  ['<audio src="a.mid"></audio>', 'SOUND_UNSUPPORTED ERROR'],
  ['<audio><source src="a.mid"></audio>', 'SOUND_UNSUPPORTED ERROR'],
  ['<audio><source src="a.mid" type="audio/midi"></audio>', 'SOUND_UNSUPPORTED ERROR'],
  ['<audio><source src="a.mid"><source src="a.wma"></audio>', 'SOUND_UNSUPPORTED ERROR,SOUND_UNSUPPORTED ERROR'],
  ['<audio><source src="a.mid"><source src="b.mp3"></audio>', ''],
  ['<audio><source src="a.wma"><source src="a.mid"><source src="b.mp3"></audio>', ''],
  ['<audio><source src="a.mid" type="audio/midi"><source src="https://example.org/b.mp3"></audio>', ''],
  ['<embed src="a.mid">', 'SOUND_UNSUPPORTED ERROR'],
  ['<a href="a.mid">notes</a>', ''],
  ['<audio src="a.aiff"></audio>', 'SOUND_UNSUPPORTED ERROR'],
  ['<audio src="a.amr"></audio>', 'SOUND_UNSUPPORTED ERROR'],
])('%s', (markup, expected) => {
  expect(lines(markup, { 'a.mid': midi, 'a.wma': 1, 'a.aiff': 1, 'a.amr': 1 }).join()).toBe(expected)
})

test.each([
  ...['tif', 'tiff', 'psd', 'jp2', 'j2k', 'cr2', 'cr3', 'nef', 'arw', 'dng', 'raf', 'orf', 'rw2', 'heif', 'eps', 'wmf'],
  ...['TIF', 'xcf', 'jxr', 'psb'],
])('an image named .%s is an ERROR', extension => {
  expect(lines(`<img src="a.${extension}">`, { [`a.${extension}`]: 1 })).toEqual(['IMAGE_UNSUPPORTED ERROR'])
})

test.each(['jpg', 'png', 'gif', 'webp', 'avif', 'svg', 'bmp', 'ico', 'apng'])(
  'an image named .%s is fine',
  extension => {
    const content = extension === 'svg' ? '<svg xmlns="http://www.w3.org/2000/svg"/>' : 1
    expect(lines(`<img src="a.${extension}">`, { [`a.${extension}`]: content })).toEqual([])
  },
)

test('is judged by content, names the format to export to, and is one cause for a file', () => {
  const markup = '<img src="good.heic">\n<img src="bad.jpg">\n<img src="bad.jpg">'
  const pkg = buildExaminedPackage({
    ...{ 'index.html': `<head></head>${markup}`, 'other.html': '<head></head><img src="bad.jpg">' },
    ...{ 'good.heic': jpeg, 'bad.jpg': heic },
  })
  expect(findingLines(pkg)).toEqual(['IMAGE_UNSUPPORTED index.html 2'])
  expect(onlyFinding(pkg, 'IMAGE_UNSUPPORTED')).toMatchObject({
    placeCount: 3,
    message:
      'The page shows "bad.jpg". This is a HEIC photo, although its name says something else. Most browsers cannot show it.',
    remedy: 'Export the image as JPEG, put that file into the package folder, and let the page show it.',
  })
})

test('a JPEG XL image, which some browsers show, is a WARNING', () => {
  expect(lines('<img src="a.jxl">', { 'a.jxl': 1 })).toEqual(['IMAGE_UNSUPPORTED WARNING'])
})

test('an empty file, and a sound in a <video>, have findings of their own', () => {
  expect(lines('<img src="a.heic">', { 'a.heic': '' })).toEqual(['FILE_EMPTY ERROR'])
  expect(lines('<video src="a.wma"></video>', { 'a.wma': 1 })).toEqual(['VIDEO_UNREADABLE ERROR'])
})
