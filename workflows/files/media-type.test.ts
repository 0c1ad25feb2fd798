import { expect, test } from 'vitest'
import { mediaTypeOf } from './media-type.ts'

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
  expect(mediaTypeOf(path, bytes)).toBe(expected)
})

test('omits the charset of a file that is too large to read', () => {
  expect(mediaTypeOf('a.html', null)).toBe('text/html')
})
