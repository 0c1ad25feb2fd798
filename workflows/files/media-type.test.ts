import { gzipSync } from 'node:zlib'
import { isPage, pageExtensions } from '@lectern/domain/files/page-names'
import { extensions } from 'mime-types'
import { expect, test } from 'vitest'
import { mediaTypeOf } from './media-type.ts'
import { textKindOf } from './text-kind.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf8 = (text: string) => Buffer.from(text, 'utf8')

test.each([
  [
    'a page that declares its charset',
    'a.html',
    latin1('<meta charset="ISO-8859-1">'),
    'text/html; charset=windows-1252',
  ],
  [
    'a page that declares its charset in the old syntax',
    'a.htm',
    latin1('<META http-equiv=Content-Type content="text/html; charset=Shift_JIS">'),
    'text/html; charset=shift_jis',
  ],
  [
    'a page that declares UTF-16 in single-byte characters',
    'a.html',
    latin1('<meta charset=utf-16>'),
    'text/html; charset=utf-8',
  ],
  ['a declaration in a comment', 'a.html', latin1('<!-- <meta charset=shift_jis> -->'), 'text/html'],
  ['a declaration too late', 'a.html', latin1(`${' '.repeat(1024)}<meta charset=shift_jis>`), 'text/html'],
  [
    'a byte order mark before a declaration',
    'a.html',
    utf8('\ufeff<meta charset=shift_jis>'),
    'text/html; charset=utf-8',
  ],
  ['UTF-16 with a byte order mark', 'a.html', Buffer.from('\ufeff<p>', 'utf16le'), 'text/html; charset=utf-16le'],
  ['UTF-8 without a declaration', 'a.html', utf8('<p>Gr\u00fc\u00dfe'), 'text/html; charset=utf-8'],
  ['other bytes without a declaration', 'a.html', latin1('<p>Gr\xfc\xdfe'), 'text/html'],
  ['ASCII without a declaration', 'a.html', latin1('<p>x'), 'text/html'],
  ['an encoding that browsers refuse', 'a.html', latin1('<meta charset=iso-2022-kr>'), 'text/html'],
  ['an unknown encoding', 'a.html', latin1('<meta charset=klingon>'), 'text/html'],
  [
    'XHTML with a declaration',
    'a.xhtml',
    latin1('<?xml version="1.0" encoding="iso-8859-15"?>'),
    'application/xhtml+xml; charset=iso-8859-15',
  ],
  [
    'XHTML without a declaration, ignoring its <meta>',
    'a.xhtml',
    latin1('<meta charset="shift_jis"/>'),
    'application/xhtml+xml; charset=utf-8',
  ],
  ['an SVG image', 'a.svg', latin1('<svg/>'), 'image/svg+xml; charset=utf-8'],
  ['a stylesheet with @charset', 'a.css', latin1('@charset "iso-8859-1"; a{}'), 'text/css; charset=windows-1252'],
  ['a stylesheet without @charset', 'a.css', latin1('a{}'), 'text/css'],
  ['captions, always UTF-8', 'a.VTT', latin1('WEBVTT'), 'text/vtt; charset=utf-8'],
  ['a script', 'a.js', utf8('"\u00fc"'), 'text/javascript; charset=utf-8'],
  ['an image', 'a.png', utf8('\u00fc'), 'image/png'],
  ['an unknown file type', 'a.xyzzy', utf8('\u00fc'), 'application/octet-stream'],
])('%s: %s', (_, path, bytes, expected) => {
  expect(mediaTypeOf(path, bytes)).toEqual({ mediaType: expected, contentEncoding: null })
})

test('omits the charset of a file that is too large to read', () => {
  expect(mediaTypeOf('a.html', null).mediaType).toBe('text/html')
})

test.each([
  ['a.PNG', 'image/png'],
  ['Bilder/Hase.JpG', 'image/jpeg'],
  ['a.SVG', 'image/svg+xml; charset=utf-8'],
  ['a.HTML', 'text/html'],
  ['a.Js', 'text/javascript'],
  ['a.WebM', 'video/webm'],
  ['a.MP3', 'audio/mpeg'],
  ['a.Woff2', 'font/woff2'],
  ['a.CSS', 'text/css'],
])('the letter case of an extension does not count: %s', (path, expected) => {
  expect(mediaTypeOf(path, Buffer.from('x')).mediaType).toBe(expected)
})

test.each([
  ['a.cur', 'image/vnd.microsoft.icon'],
  ['a.CUR', 'image/vnd.microsoft.icon'],
  ['a.pjpeg', 'image/jpeg'],
  ['a.pjp', 'image/jpeg'],
  ['a.cjs', 'text/javascript'],
  ['a.es', 'text/javascript'],
  ['a.es6', 'text/javascript'],
  ['a.jsm', 'text/javascript'],
  ['a.jsonp', 'text/javascript'],
  ['a.dfxp', 'application/ttml+xml'],
  ['a.constructor', 'application/octet-stream'],
  ['png', 'application/octet-stream'],
  ['a.png/b', 'application/octet-stream'],
])('%s is %s, although the library does not know it', (path, expected) => {
  expect(mediaTypeOf(path, null).mediaType).toBe(expected)
})

const packed = gzipSync('<svg/>')

test.each([
  ['a compressed SVG image', 'a.svgz', packed, 'image/svg+xml', 'gzip'],
  ['a compressed SVG image with capital letters', 'a.SvgZ', packed, 'image/svg+xml', 'gzip'],
  [
    'an SVG image that only claims to be compressed',
    'a.svgz',
    Buffer.from('<svg/>'),
    'image/svg+xml; charset=utf-8',
    null,
  ],
  ['a script of a Unity build', 'Build/game.framework.js.gz', packed, 'text/javascript', 'gzip'],
  ['a program of a Unity build', 'web/Build/game.wasm.br', Buffer.from('x'), 'application/wasm', 'br'],
  ['data of a Unity build', 'build/game.data.gz', packed, 'application/octet-stream', 'gzip'],
  ['data of a Unity build that is too large to read', 'Build/game.data.gz', null, 'application/octet-stream', 'gzip'],
  ['symbols of a Unity build', 'Build/game.symbols.json.br', Buffer.from('x'), 'application/json', 'br'],
  ['memory of an old Unity build', 'Build/game.asm.MEM.GZ', packed, 'application/octet-stream', 'gzip'],
  ['a file that only claims to be compressed', 'Build/game.wasm.gz', Buffer.from('\0asm'), 'application/gzip', null],
  ['a Unity build that unpacks itself', 'Build/game.wasm.unityweb', packed, 'application/vnd.unity', null],
  ['an archive to download', 'downloads/table.js.gz', packed, 'application/gzip', null],
  ['another archive beside a Unity build', 'Build/source.tar.gz', packed, 'application/gzip', null],
  ['a file below a folder of a Unity build', 'Build/more/game.wasm.gz', packed, 'application/gzip', null],
])('%s: %s', (_, path, bytes, mediaType, contentEncoding) => {
  expect(mediaTypeOf(path, bytes)).toEqual({ mediaType, contentEncoding })
})

test('sends exactly the files as pages that count as pages', () => {
  expect(pageExtensions.html.toSorted()).toEqual(extensions['text/html']!.toSorted())
  expect(pageExtensions.xhtml.toSorted()).toEqual(extensions['application/xhtml+xml']!.toSorted())
  for (const [kind, type] of [
    ['html', 'text/html'],
    ['xhtml', 'application/xhtml+xml'],
  ] as const)
    for (const extension of pageExtensions[kind]) {
      expect([isPage(`a.${extension}`), textKindOf(`a.${extension}`)]).toEqual([true, kind])
      expect(mediaTypeOf(`a.${extension}`, null).mediaType).toBe(type)
    }
})
