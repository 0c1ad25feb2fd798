import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse, serialize } from 'parse5'
import { describe, expect, test } from 'vitest'
import { textKindOf } from './text-kind.ts'
import { insertPlayerTag, removePlayerTag } from './player-tag.ts'
import { charsetOf, decode } from './charset.ts'
import { analyze } from '../findings/analysis/analyze.ts'

type Element = DefaultTreeAdapterTypes.Element

const host = 'https://lessons.example.org/production/hare/7/'
const player = `${host}lectern/player.js`

function tag(bytes: Buffer, path: string): Buffer | null {
  const { tagPosition } = analyze(bytes, textKindOf(path)!)
  return tagPosition && insertPlayerTag(bytes, path, tagPosition)
}

/** All that must hold of a page with its tag, read as a browser does that was told the charset of the author's page. */
function expectTagAndNothingElse(page: Buffer, path: string): void {
  const tagged = tag(page, path)!
  const added = tagged.length - page.length
  const { offset } = analyze(page, textKindOf(path)!).tagPosition!
  const rest = Buffer.concat([tagged.subarray(0, offset), tagged.subarray(offset + added)])
  expect(rest.equals(page)).toBe(true)
  expect(removePlayerTag(tagged).equals(page)).toBe(true)

  const charset = charsetOf(textKindOf(path), page)
  const document = parse(decode(tagged, charset), { scriptingEnabled: true })
  const elements = [...elementsIn(document)]
  const scripts = elements.filter(element => attribute(element, 'data-lectern') !== undefined)
  expect(scripts).toHaveLength(1)
  const [script] = scripts
  const before = elements.slice(0, elements.indexOf(script!))
  const base = before.find(element => element.tagName === 'base' && attribute(element, 'href') !== undefined)
  const own = new URL(path, host)
  expect(base ? attribute(base, 'href') : undefined).toBeUndefined()
  expect(new URL(attribute(script!, 'src')!, own).href).toBe(player)

  defaultTreeAdapter.detachNode(script!)
  expect(serialize(document)).toBe(serialize(parse(decode(page, charset), { scriptingEnabled: true })))
  if (textKindOf(path) === 'xhtml') expect(analyze(tagged, 'xhtml').facts.unreadable).toBeUndefined()
}

function* elementsIn(node: DefaultTreeAdapterTypes.ParentNode): Generator<Element> {
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue
    yield child
    yield* elementsIn(child)
  }
}

const attribute = (element: Element, name: string) => element.attrs.find(attr => attr.name === name)?.value

const script = (up: string) => `<script type="module" src="${up}lectern/player.js" data-lectern="1"></script>`
const wide = (text: string, order: 'le' | 'be') =>
  order === 'le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16()
const bytes = (...pieces: (string | number[])[]) =>
  Buffer.concat(pieces.map(piece => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece))))

describe('the tag goes', () => {
  test.each([
    ['right behind <head>', '<html><head lang=de>\r\n<title>a</title>', '<html><head lang=de>^\r\n<title>a</title>'],
    ['behind <body> where there is no <head>', '<body class=a>x', '<body class=a>^x'],
    ['behind the <head>, not one in a comment', '<!-- <head> --><html><head>', '<!-- <head> --><html><head>^'],
    [
      'behind the <head>, not one for old browsers',
      '<!--[if IE]><head><![endif]--><html><head><!--[if lt IE 9]><base href="x/"><![endif]-->',
      '<!--[if IE]><head><![endif]--><html><head>^<!--[if lt IE 9]><base href="x/"><![endif]-->',
    ],
    [
      'behind <body> where <head> stands in a script only',
      '<script>var a = "<head>"</script><body>',
      '<script>var a = "<head>"</script><body>^',
    ],
    ['behind <head> where its > stands in quotes too', '<head title=">">x', '<head title=">">^x'],
    ['before a <base>, wherever it stands', '<head><base href="http://x.org/">', '<head>^<base href="http://x.org/">'],
    ['before a <base> that stands before all', '<html>\r<base href=../><body>', '<html>\r^<base href=../><body>'],
    ['before a <base> that stands before a late <head>', '<base href=../><head><body>', '^<base href=../><head><body>'],
    ['behind a <base> that changes nothing', '<base target=_top><body>', '<base target=_top><body>^'],
    [
      'into a page of unclosed tags',
      '<HTML><HEAD><TITLE>a</TITLE><BODY><P>b<P>c',
      '<HTML><HEAD>^<TITLE>a</TITLE><BODY><P>b<P>c',
    ],
  ])('%s', (_, page, expected) => {
    expect(tag(bytes(page), 'index.html')?.toString('latin1')).toBe(expected.replace('^', script('')))
    expectTagAndNothingElse(bytes(page), 'index.html')
    expectTagAndNothingElse(bytes(page), 'chapters/one/index.html')
  })

  test.each([
    ['a page without <head> and <body>', '<p>only a paragraph'],
    ['a page with <head> in a comment only', '<!-- <head><body> --><p>x'],
    ['a page with <head> in a script only', '<script>"<head>"</script>x'],
    ['a frameset', '<html><head></head><frameset cols="1,2"><frame src=a.html></frameset></html>'],
    ['an empty page', ''],
  ])('nowhere in %s', (_, page) => {
    expect(tag(bytes(page), 'index.html')).toBeNull()
  })
})

const xhtml = (inner: string) =>
  `<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">${inner}</html>`

describe('XHTML', () => {
  test('stays well-formed', () => {
    const page = bytes(xhtml('<!-- <head> --><head title="a > b"><base href="x/"/></head><body><br/></body>'))
    expectTagAndNothingElse(page, 'a/b.xhtml')
    expect(tag(page, 'a/b.xhtml')!.toString()).toContain(`<head title="a > b">${script('../')}<base`)
  })

  test('a head that is closed at once has the tag behind it', () => {
    const tagged = tag(bytes(xhtml('<head/><body/>')), 'b.xhtml')!
    expect(tagged.toString()).toContain(`<head/>${script('')}<body/>`)
    expect(analyze(tagged, 'xhtml').facts.unreadable).toBeUndefined()
  })

  test('names count as they are written, and what is in CDATA is text', () => {
    expect(tag(bytes(xhtml('<HEAD></HEAD><p><![CDATA[<head>]]></p>')), 'b.xhtml')).toBeNull()
  })
})

describe('every other byte stays, and letters are read as a browser reads them:', () => {
  const title = '<head><title>Gr\u00fc\u00dfe \u{1f407}</title></head><body>'
  test.each<[string, string, Buffer]>([
    ['windows-1252', 'a.html', bytes('<!-- \xfc\x80 --><html><head><title>Gr\xfc\xdfe</title>')],
    ['UTF-8', 'a.html', Buffer.from(`<!-- \u00fc\u20ac\u{1f407} -->${title}`)],
    ['UTF-8 with its mark', 'a.html', Buffer.from(`\ufeff${title}`)],
    ['UTF-8 with its mark and nothing before <base>', 'a.html', Buffer.from('\ufeff<base href=x><body>')],
    ['UTF-16 LE with its mark', 'a.html', wide(`\ufeff<!-- \u3c3c\u3e3e -->${title}`, 'le')],
    ['UTF-16 BE with its mark', 'a.html', wide(`\ufeff<!-- \u3c3c\u3e3e -->${title}`, 'be')],
    ['UTF-16 LE, told by its XML declaration', 'a.xhtml', wide(xhtml(`<!-- \u3e3e --><head></head>`), 'le')],
    ['UTF-16 BE, told by its XML declaration', 'a.xhtml', wide(xhtml(`<!-- \u3e3e --><head></head>`), 'be')],
    ['UTF-16 LE in HTML, told in the same way', 'a.html', wide(`<?xml version="1.0"?>${title}`, 'le')],
    [
      'Shift_JIS, whose letters hold backslashes',
      'a.html',
      bytes('<meta charset=shift_jis><!-- ', [0x95, 0x5c, 0x83, 0x5c], ' --><body title="', [0x83, 0x5c], '">'),
    ],
    [
      'ISO-2022-JP, whose letters look like tags',
      'a.html',
      bytes(
        '<meta charset=iso-2022-jp><title>',
        [0x1b, 0x24, 0x42, 0x3c, 0x67, 0x3e, 0x65, 0x1b, 0x28, 0x42],
        '</title><body>',
      ),
    ],
    ['GB18030', 'a.html', bytes('<meta charset=gbk><!--', [0x81, 0x30, 0x81, 0x30, 0xd6, 0xd0], '--><body>')],
    [
      'what is no UTF-8 though it says so',
      'a.html',
      bytes('<meta charset=utf-8><!--\xe2\x82\xfc--><title>\xe2\x82</title><body>x'),
    ],
    ['half a letter before the place', 'a.html', bytes('<meta charset=utf-8><!--\xf0\x9f--><base href=x><body>')],
  ])('%s', (_, path, page) => expectTagAndNothingElse(page, path))
})

describe('of a thousand pages put together at random', () => {
  type Writing = { path: string; write(text: string): Buffer; start: Buffer; meta: string; letters: Buffer[] }
  const ascii = (text: string) => Buffer.from(text, 'latin1')
  const narrow = (charset: string, ...letters: number[][]): Writing => ({
    ...{ path: 'a/page.html', write: ascii, start: ascii(''), meta: `<meta charset="${charset}">` },
    letters: letters.map(letter => Buffer.from(letter)),
  })
  const broad = (order: 'le' | 'be', path: string, start: string): Writing => ({
    ...{ path, write: text => wide(text, order), start: wide(start, order), meta: '' },
    letters: ['\u3c3c', '\u3e3e', '\u{1f407}', '\ud83d'].map(letter => wide(letter, order)),
  })
  const twoBytes = [0x1b, 0x24, 0x42, 0x3c, 0x67, 0x3e, 0x65, 0x1b, 0x28, 0x42]
  const writings: Writing[] = [
    { ...narrow('', [0xfc], [0x80]), meta: '' },
    { ...narrow('utf-8', [0xc3, 0xbc], [0xf0, 0x9f, 0x90, 0x87]), start: Buffer.from('\ufeff') },
    narrow('windows-1252', [0xfc], [0x80], [0x93]),
    narrow('utf-8', [0xc3, 0xbc], [0xf0, 0x9f, 0x90, 0x87], [0xe2, 0x82], [0xff]),
    narrow('shift_jis', [0x95, 0x5c], [0x83, 0x5c], [0xb1], [0x81]),
    narrow('euc-jp', [0xa4, 0xa2], [0x8f, 0xb0, 0xa1], [0x8e]),
    narrow('iso-2022-jp', twoBytes, [0x1b, 0x28, 0x4a, 0x5c, 0x1b, 0x28, 0x42]),
    narrow('gb18030', [0xd6, 0xd0], [0x81, 0x30, 0x81, 0x30], [0x81, 0x30]),
    narrow('big5', [0xa4, 0xa4], [0x88, 0x62], [0xa4]),
    narrow('euc-kr', [0xb0, 0xa1], [0x81]),
    broad('le', 'page.html', '\ufeff'),
    broad('be', 'deep/er/page.html', '\ufeff'),
    broad('le', 'page.html', '<?xml version="1.0"?>'),
    broad('be', 'page.html', '<?xml version="1.0"?>'),
  ]
  const before = [
    ...['<!DOCTYPE html>', '<!-- <head> -->', '<!--[if IE]><head><![endif]-->', '<![if !IE]>', '\r\n', '\r', '\n', ' '],
    ...['<html>', '<HTML lang="de">', '<base href="http://x.org/">', '<base href=../>', '<base target=_top>'],
    ...[
      '<script>var a = "<head>"</script>',
      '<noscript><head></noscript>',
      '<template><head></template>',
      '<title>a</title>',
    ],
  ]
  const places = ['<head>', '<HEAD profile="a>b">', "<head\r\nid='>'>", '<body>', '<BODY\tonload="a()">', '<head/>']
  const after = [
    ...[
      '<p>',
      '<p>a<b>c<p>d',
      '<video src=a.mp4>',
      '<table><tr><td>',
      '</head>',
      '</body>',
      '</html>',
      '<head>',
      '<body class=b>',
    ],
    ...[
      '<frameset>',
      '<svg><style>a</style></svg>',
      '<!-- ',
      '<textarea>',
      '<plaintext>',
      '<a href=x',
      'text',
      '&amp;',
      '<',
      '>',
    ],
  ]
  const letter = fc.nat(9)
  const piece = fc.oneof(fc.constantFrom(...before), fc.record({ comment: letter }))
  const page = fc
    .record({
      writing: fc.constantFrom(...writings),
      pieces: fc.array(piece, { maxLength: 6 }),
      place: fc.constantFrom(...places),
      rest: fc.array(fc.oneof(fc.constantFrom(...after, ...before, ...places), letter), { maxLength: 12 }),
    })
    .map(({ writing, pieces, place, rest }) => {
      const { write, letters, start, meta, path } = writing
      const written = (piece: string | number | { comment: number }): Buffer => {
        if (typeof piece === 'string') return write(piece)
        if (typeof piece === 'number') return letters[piece % letters.length]!
        return Buffer.concat([write('<!--'), written(piece.comment), write('-->')])
      }
      return { path, hex: Buffer.concat([start, ...[...pieces, place, meta, ...rest].map(written)]).toString('hex') }
    })

  test('each that has a place gets the tag there, and nothing else changes', () => {
    fc.assert(
      fc.property(page, ({ path, hex }) => {
        const text = Buffer.from(hex, 'hex')
        fc.pre(analyze(text, 'html').tagPosition !== null)
        expectTagAndNothingElse(text, path)
      }),
      { numRuns: 1_000 },
    )
  })

  test('each of XHTML stays as well-formed as it was', () => {
    const snippets = ['<p>a &lt; b</p>', '<!-- <head> -->', '<base href="x/"/>', '<br />', '\r\n', '\u00fc']
    const inner = fc.array(fc.constantFrom(...snippets)).map(pieces => pieces.join(''))
    const head = fc.constantFrom('<head>', '<head\n title=">" >')
    const order = fc.constantFrom<'le' | 'be' | null>('le', 'be', null)
    fc.assert(
      fc.property(inner, inner, head, order, (one, two, head, order) => {
        const text = xhtml(`${head}${one}</head><body>${two}</body>`)
        expectTagAndNothingElse(order ? wide(text, order) : Buffer.from(text), 'b.xhtml')
      }),
    )
  })
})
