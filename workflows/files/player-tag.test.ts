import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse, serialize } from 'parse5'
import { describe, expect, test } from 'vitest'
import { analyze } from '../findings/analysis/analyze.ts'
import { charsetOf, decode } from './charset.ts'
import { insertPlayerTag, removePlayerTag } from './player-tag.ts'
import { findTagPosition } from './tag-position.ts'
import { textKindOf } from './text-kind.ts'

type Element = DefaultTreeAdapterTypes.Element

const host = 'https://lessons.example.org/production/hare/7/'
const player = `${host}lectern/player.js`

function tag(bytes: Buffer, path: string): Buffer | null {
  const { tagPosition } = analyze(bytes, textKindOf(path)!)
  return tagPosition && insertPlayerTag(bytes, path, tagPosition)
}

/**
 * Checks a page with its tag, parsed as in a browser with the charset of the author's page: it differs only by the tag,
 * which runs before everything else, and the browser lays it out in the same mode.
 */
function expectOnlyTagInserted(page: Buffer, path: string): void {
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
  const beforeTags = before.map(element => element.tagName).filter(name => name !== 'html' && name !== 'head')
  expect(beforeTags).toEqual([])
  expect(new URL(attribute(script!, 'src')!, new URL(path, host)).href).toBe(player)

  defaultTreeAdapter.detachNode(script!)
  const untagged = parse(decode(page, charset), { scriptingEnabled: true })
  expect(document.mode).toBe(untagged.mode)
  // Right behind <html>, spaces and comments before the first element become part of the head, which shows nothing.
  const isBehindHtml = /<html[^<]*>$/i.test(decode(page.subarray(0, offset), charset))
  const normalize = (html: string) => (isBehindHtml ? html.replace(/<!--.*?-->|[\t\n\f\r ]+/gs, '') : html)
  expect(normalize(serialize(document))).toBe(normalize(serialize(untagged)))
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

const script = (up: string) => `<script async src="${up}lectern/player.js" data-lectern="2"></script>`
const xmlScript = (up: string) => script(up).replace('async', 'async=""')
const wide = (text: string, order: 'le' | 'be') =>
  order === 'le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16()
const bytes = (...pieces: (string | number[])[]) =>
  Buffer.concat(pieces.map(piece => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece))))

describe('the tag is inserted', () => {
  test.each([
    ['directly after <head>', '<html><head lang=de>\r\n<title>a</title>', '<html><head lang=de>^\r\n<title>a</title>'],
    ['after <html> if there is no <head>', '<html lang=de>\r\n<body>x', '<html lang=de>^\r\n<body>x'],
    ['before <body> if there is nothing else', '<body class=a>x', '^<body class=a>x'],
    [
      'after the doctype of a page that consists of content',
      '<!doctype html><title>x</title><video src=a.mp4>',
      '<!doctype html>^<title>x</title><video src=a.mp4>',
    ],
    ['before a <title> that comes first', '\n<title>x</title>y', '\n^<title>x</title>y'],
    ['before text that comes first', ' x<title>y</title>', ' ^x<title>y</title>'],
    [
      'after comments and instructions',
      '<?xml version="1.0"?>\n<!-- > --><!DOCTYPE html>\n<!--a-->\n<p><title></title>',
      '<?xml version="1.0"?>\n<!-- > --><!DOCTYPE html>\n<!--a-->\n^<p><title></title>',
    ],
    ['after the <head>, not one in a comment', '<!-- <head> --><html><head>', '<!-- <head> --><html><head>^'],
    [
      'after the <head> behind comments that end in unusual ways',
      '<!--><!---><!-- a --!><html><!----><head>',
      '<!--><!---><!-- a --!><html><!----><head>^',
    ],
    [
      'after the <head>, not one for old browsers',
      '<!--[if IE]><head><![endif]--><html><head><!--[if lt IE 9]><base href="x/"><![endif]-->',
      '<!--[if IE]><head><![endif]--><html><head>^<!--[if lt IE 9]><base href="x/"><![endif]-->',
    ],
    [
      'after the <head> if conditional comments choose the <html>',
      '<!DOCTYPE html>\n<!--[if lt IE 7]><html class="ie6"><![endif]-->\n<!--[if gt IE 8]><!--><html class="new"><!--<![endif]-->\n<head>',
      '<!DOCTYPE html>\n<!--[if lt IE 7]><html class="ie6"><![endif]-->\n<!--[if gt IE 8]><!--><html class="new"><!--<![endif]-->\n<head>^',
    ],
    [
      'after the <head> of a frameset',
      '<html><head></head><frameset cols="1,2"><frame src=a.html></frameset></html>',
      '<html><head>^</head><frameset cols="1,2"><frame src=a.html></frameset></html>',
    ],
    [
      'before a frameset without a <head>',
      '<frameset rows="1,2"><frame src=a.html></frameset>',
      '^<frameset rows="1,2"><frame src=a.html></frameset>',
    ],
    [
      'before the content if <head> occurs only in a script',
      '<script>var a = "<head>"</script><body>',
      '^<script>var a = "<head>"</script><body>',
    ],
    ['after a <head> that also contains > in quotes', '<head title=">">x', '<head title=">">^x'],
    ['after a <head> whose attributes contain stray quotes', '<head a" b=c"d e=>x', '<head a" b=c"d e=>^x'],
    ['after end tags without effect', '</p><html></i ><head></title>', '</p><html></i ><head>^</title>'],
    [
      'before end tags that begin the content',
      '<html></head><head><title>a</title>',
      '<html>^</head><head><title>a</title>',
    ],
    ['before a <base> inside the <head>', '<head><base href="http://x.org/">', '<head>^<base href="http://x.org/">'],
    ['before a <base> that precedes everything', '<html>\r<base href=../><body>', '<html>^\r<base href=../><body>'],
    ['before a <base> that precedes a late <head>', '<base href=../><head><body>', '^<base href=../><head><body>'],
    [
      'before a Content-Security-Policy',
      '<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src \'none\'"><title>a</title>',
      '<!doctype html>^<meta http-equiv="Content-Security-Policy" content="script-src \'none\'"><title>a</title>',
    ],
    [
      'in a page of unclosed tags',
      '<HTML><HEAD><TITLE>a</TITLE><BODY><P>b<P>c',
      '<HTML><HEAD>^<TITLE>a</TITLE><BODY><P>b<P>c',
    ],
    ['before code for a server', '<% a %>\n<html><head>', '^<% a %>\n<html><head>'],
    ['at the end of a page that is only a doctype', '<!doctype html>\n', '<!doctype html>\n^'],
    ['after a doctype before a tag that never ends', '<!doctype html><head title="', '<!doctype html>^<head title="'],
  ])('%s', (_, page, expected) => {
    expect(tag(bytes(page), 'index.html')?.toString('latin1')).toBe(expected.replace('^', script('')))
    expectOnlyTagInserted(bytes(page), 'index.html')
    expectOnlyTagInserted(bytes(page), 'chapters/one/index.html')
  })

  test.each([
    ['text', 'only text'],
    ['paragraphs and videos', '<p>only a paragraph<video src=a.mp4></video>'],
    ['styles and scripts', '<style>a{}</style><link rel=stylesheet href=a.css><script src=a.js></script><meta name=a>'],
    ['<html> only in a comment', '<!-- <html><head><body> --><p>x'],
    ['<body> only in a script', '<script>"<body>"</script>x'],
    ['<body> only in a script inside a script', '<script><!-- <script></script> <body> --></script>x'],
    ['<title> only in text', '<textarea><title></textarea><style>/* <body> */</style><noscript><html></noscript>'],
    ['<title> only in an image', '<svg><title>a</title><path/><title>b</title></svg>'],
    ['a closing </body>', '</body></html></title>'],
    ['tags with similar names', '<header></header><html5><bodyx><titles>'],
    ['a tag that never ends', '<p title="<body>'],
    ['nothing', ''],
  ])('nowhere in a fragment of %s', (_, page) => {
    expect(tag(bytes(page), 'index.html')).toBeNull()
  })

  test.each([
    ['<p>x<title>y</title>', 'a late <title>'],
    ['x<!doctype html>', 'a late doctype'],
    ['<div><body>', 'a late <body>'],
    ['<svg><path/></svg><title>x</title>', 'a <title> after an image'],
    ['<script><!-- <script> --></script><html>', 'an element after a script with a comment'],
    ['<style><title></style><title>', 'a <title> after a style'],
  ])('in %s, which is a document because of %s', page => {
    expectOnlyTagInserted(bytes(page), 'index.html')
  })
})

test('gets its place whatever follows in the page, even what no parser could read in time', () => {
  const attributes = Array.from({ length: 100_000 }, (_, i) => `a${i}`).join(' ')
  for (const rest of ['<div>'.repeat(300_000), `<img ${attributes}>`, '<script>', '<!--', '<a b="'.repeat(100_000)])
    for (const path of ['a.html', 'a.xhtml']) {
      const page = bytes(`<html xmlns="http://www.w3.org/1999/xhtml"><head>${rest}`)
      expect(findTagPosition(page, textKindOf(path) as 'html' | 'xhtml', null)?.offset).toBe(page.length - rest.length)
    }
  const page = bytes(`<!doctype html><html ${attributes}><head a=b><title>`)
  expect(findTagPosition(page, 'html', null)?.offset).toBe(page.length - '<title>'.length)
})

const xhtml = (inner: string) =>
  `<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">${inner}</html>`

describe('XHTML', () => {
  test('stays well-formed', () => {
    const page = bytes(xhtml('<!-- <head> --><head title="a > b"><base href="x/"/></head><body><br/></body>'))
    expectOnlyTagInserted(page, 'a/b.xhtml')
    expect(tag(page, 'a/b.xhtml')!.toString()).toContain(`<head title="a > b">${xmlScript('../')}<base`)
  })

  test('gets the tag after a self-closing head', () => {
    const tagged = tag(bytes(xhtml('<head/><body/>')), 'b.xhtml')!
    expect(tagged.toString()).toContain(`<head/>${xmlScript('')}<body/>`)
    expect(analyze(tagged, 'xhtml').facts.unreadable).toBeUndefined()
  })

  test.each([
    ['after <html> without a <head>', xhtml('\n<body><br/></body>'), '1999/xhtml">', '\n<body>'],
    [
      'after <html> if only <HEAD> or CDATA follows',
      xhtml('<HEAD></HEAD><p><![CDATA[<head>]]></p>'),
      '1999/xhtml">',
      '<HEAD>',
    ],
    [
      'after a doctype with declarations',
      '<!DOCTYPE html [ <!ENTITY a "<head>"> ]>\n<html><head/></html>',
      '<head/>',
      '</html>',
    ],
    ['in a frameset', xhtml('<head></head><frameset><frame src="a.html"/></frameset>'), '<head>', '</head>'],
    ['in the outermost element of another name', '<!DOCTYPE html><div>a</div>', '<div>', 'a'],
  ])('gets the tag %s', (_, page, before, after) => {
    const tagged = tag(bytes(page), 'b.xhtml')!
    expect(tagged.toString()).toContain(before + xmlScript('') + after)
    expect(removePlayerTag(tagged).equals(bytes(page))).toBe(true)
    expect(analyze(tagged, 'xhtml').facts.unreadable).toBeUndefined()
  })

  test('gets the tag with the prefix of its elements', () => {
    const page = bytes('<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head></h:head></h:html>')
    const tagged = tag(page, 'b.xhtml')!
    const prefixed = xmlScript('').replaceAll('script', 'h:script')
    expect(tagged.toString()).toContain(`<h:head>${prefixed}</h:head>`)
    expect(removePlayerTag(tagged).equals(page)).toBe(true)
  })

  test.each([
    ['a fragment', '<p xmlns="http://www.w3.org/1999/xhtml">a <svg><title>b</title></svg></p>'],
    ['an image', '<!DOCTYPE svg><svg><title>a</title></svg>'],
    ['a page without content', '<!DOCTYPE html><html/>'],
    ['a page without elements', '<!DOCTYPE html>'],
  ])('gets no tag in %s', (_, page) => expect(tag(bytes(page), 'b.xhtml')).toBeNull())
})

test('removes the first version of the tag', () => {
  const tagged = bytes('<body><script type="module" src="../../lectern/player.js" data-lectern="1"></script>x')
  expect(removePlayerTag(tagged).toString()).toBe('<body>x')
})

describe('the tag changes no other byte and no decoded character:', () => {
  const title = '<head><title>Gr\u00fc\u00dfe \u{1f407}</title></head><body>'
  test.each<[string, string, Buffer]>([
    ['windows-1252', 'a.html', bytes('<!-- \xfc\x80 --><html><head><title>Gr\xfc\xdfe</title>')],
    ['UTF-8', 'a.html', Buffer.from(`<!-- \u00fc\u20ac\u{1f407} -->${title}`)],
    ['UTF-8 with a byte order mark', 'a.html', Buffer.from(`\ufeff${title}`)],
    ['UTF-8 with a byte order mark and nothing before <base>', 'a.html', Buffer.from('\ufeff<base href=x><body>')],
    ['UTF-16 LE with a byte order mark', 'a.html', wide(`\ufeff<!-- \u3c3c\u3e3e -->${title}`, 'le')],
    ['UTF-16 BE with a byte order mark', 'a.html', wide(`\ufeff<!-- \u3c3c\u3e3e -->${title}`, 'be')],
    ['UTF-16 LE, detected by its XML declaration', 'a.xhtml', wide(xhtml(`<!-- \u3e3e --><head></head>`), 'le')],
    ['UTF-16 BE, detected by its XML declaration', 'a.xhtml', wide(xhtml(`<!-- \u3e3e --><head></head>`), 'be')],
    ['UTF-16 LE in HTML, detected in the same way', 'a.html', wide(`<?xml version="1.0"?>${title}`, 'le')],
    [
      'Shift_JIS, whose characters contain backslash bytes',
      'a.html',
      bytes('<meta charset=shift_jis><!-- ', [0x95, 0x5c, 0x83, 0x5c], ' --><body title="', [0x83, 0x5c], '">'),
    ],
    [
      'ISO-2022-JP, whose characters look like tags',
      'a.html',
      bytes(
        '<meta charset=iso-2022-jp><title>',
        [0x1b, 0x24, 0x42, 0x3c, 0x67, 0x3e, 0x65, 0x1b, 0x28, 0x42],
        '</title><body>',
      ),
    ],
    ['GB18030', 'a.html', bytes('<meta charset=gbk><!--', [0x81, 0x30, 0x81, 0x30, 0xd6, 0xd0], '--><body>')],
    [
      'invalid bytes in declared UTF-8',
      'a.html',
      bytes('<meta charset=utf-8><!--\xe2\x82\xfc--><title>\xe2\x82</title><body>x'),
    ],
    [
      'an incomplete character before the position',
      'a.html',
      bytes('<meta charset=utf-8><!--\xf0\x9f--><base href=x><body>'),
    ],
  ])('%s', (_, path, page) => expectOnlyTagInserted(page, path))
})

test('a page of more than 5 MiB gets the tag if its first MiB is a document, whatever follows', () => {
  const rest = `<p>\u00fc${'x'.repeat(6 * 1024 ** 2)}`
  expectOnlyTagInserted(Buffer.from(`<!-- \u00fc --><title>a</title>${rest}`), 'a.html')
  expect(tag(Buffer.from(`${rest}<body>`), 'a.html')).toBeNull()
})

describe('a thousand random pages', () => {
  type Encoding = { path: string; write(text: string): Buffer; start: Buffer; meta: string; letters: Buffer[] }
  const ascii = (text: string) => Buffer.from(text, 'latin1')
  const narrow = (charset: string, ...letters: number[][]): Encoding => ({
    ...{ path: 'a/page.html', write: ascii, start: ascii(''), meta: `<meta charset="${charset}">` },
    letters: letters.map(letter => Buffer.from(letter)),
  })
  const broad = (order: 'le' | 'be', path: string, start: string): Encoding => ({
    ...{ path, write: text => wide(text, order), start: wide(start, order), meta: '' },
    letters: ['\u3c3c', '\u3e3e', '\u{1f407}', '\ud83d'].map(letter => wide(letter, order)),
  })
  const twoBytes = [0x1b, 0x24, 0x42, 0x3c, 0x67, 0x3e, 0x65, 0x1b, 0x28, 0x42]
  const encodings: Encoding[] = [
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
    ...[
      '<html>',
      '<HTML lang="de">',
      '<meta http-equiv=Content-Security-Policy content="default-src">',
      '</p>',
      '<base href="http://x.org/">',
      '<base href=../>',
      '<base target=_top>',
    ],
    ...[
      '<script>var a = "<head>"</script>',
      '<noscript><head></noscript>',
      '<template><head></template>',
      '<title>a</title>',
    ],
  ]
  const insertionTags = [
    '<head>',
    '<HEAD profile="a>b">',
    "<head\r\nid='>'>",
    '<body>',
    '<BODY\tonload="a()">',
    '<head/>',
  ]
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
      encoding: fc.constantFrom(...encodings),
      pieces: fc.array(piece, { maxLength: 6 }),
      tag: fc.constantFrom(...insertionTags),
      rest: fc.array(fc.oneof(fc.constantFrom(...after, ...before, ...insertionTags), letter), { maxLength: 12 }),
    })
    .map(({ encoding, pieces, tag, rest }) => {
      const { write, letters, start, meta, path } = encoding
      const encode = (piece: string | number | { comment: number }): Buffer => {
        if (typeof piece === 'string') return write(piece)
        if (typeof piece === 'number') return letters[piece % letters.length]!
        return Buffer.concat([write('<!--'), encode(piece.comment), write('-->')])
      }
      return { path, hex: Buffer.concat([start, ...[...pieces, tag, meta, ...rest].map(encode)]).toString('hex') }
    })

  test('get the tag at its position and no other change', () => {
    fc.assert(
      fc.property(page, ({ path, hex }) => {
        const text = Buffer.from(hex, 'hex')
        fc.pre(analyze(text, 'html').tagPosition !== null)
        expectOnlyTagInserted(text, path)
      }),
      { numRuns: 1_000 },
    )
  })

  test('stay well-formed if they are XHTML', () => {
    const snippets = ['<p>a &lt; b</p>', '<!-- <head> -->', '<base href="x/"/>', '<br />', '\r\n', '\u00fc']
    const inner = fc.array(fc.constantFrom(...snippets)).map(pieces => pieces.join(''))
    const head = fc.constantFrom('<head>', '<head\n title=">" >')
    const order = fc.constantFrom<'le' | 'be' | null>('le', 'be', null)
    fc.assert(
      fc.property(inner, inner, head, order, (one, two, head, order) => {
        const text = xhtml(`${head}${one}</head><body>${two}</body>`)
        expectOnlyTagInserted(order ? wide(text, order) : Buffer.from(text), 'b.xhtml')
      }),
    )
  })
})
