import { findRootPage, type RootPageFacts } from '@lectern/domain/files/root-page'
import { describe, expect, test } from 'vitest'
import { readCaptions } from '../captions/captions.ts'
import { legacyReadings } from '../captions/legacy-readings.ts'
import { charsetOf } from '../files/charset.ts'
import { mediaTypeOf } from '../files/media-type.ts'
import { removePlayerTag } from '../files/player-tag.ts'
import { scanHtml } from '../files/scan-html.ts'
import { scanXhtml } from '../files/scan-xhtml.ts'
import type { TextKind } from '../files/text-kind.ts'
import { analyze } from '../findings/analysis/analyze.ts'
import { findIgnored } from '../sync/plan/find-ignored.ts'
import { buildExaminedPackage, checkPackage } from './examined-package.ts'

/**
 * Every reader of an author's bytes gets hostile inputs that double in size. Its time must not grow faster than
 * n log n. The time is that of the processor, so other processes do not count.
 */

const minUnits = 1_000
const maxBytes = 1024 ** 2
/** The input is large enough to measure when reading it takes this long, in milliseconds of processor time. */
const measurableMs = 5
/** Shorter times are not exact. */
const minTimeMs = 0.1
const growthFactor = 8
/** Eight times the input takes about nine times as long. Growth by the square would be 64. */
const maxGrowth = 32
const maxAttempts = 4

type Reader = (input: Buffer) => unknown
const analyzeAs =
  (kind: TextKind): Reader =>
  input =>
    analyze(input, kind)

const texts: Record<string, [Reader, Record<string, (units: number) => string>]> = {
  HTML: [
    analyzeAs('html'),
    {
      'nested <div>': n => '<div>'.repeat(n),
      'closing tags': n => '</div></p>'.repeat(n),
      'open formatting in paragraphs': n => '<p><b><i>'.repeat(n),
      'misnested formatting': n => '<a><b><i></a></b></i>'.repeat(n),
      'text in tables': n => '<table>x<tr>y<td>'.repeat(n),
      'attributes of one tag': n => `<p ${Array.from({ length: n }, (_, i) => `a${i}="x"`).join(' ')}>`,
      'equal attributes of one tag': n => `<p ${'a="x" '.repeat(n)}>`,
      links: n => Array.from({ length: n }, (_, i) => `<a href="page${i}.html">x</a>\n`).join(''),
      'open brackets': n => '<'.repeat(n),
      'open comments': n => '<!--'.repeat(n),
      'open comments that end': n => `${'<!-- --!'.repeat(n)}-->`,
      'open quotes': n => '<a href="'.repeat(n),
      'open scripts': n => '<script><!--<script>'.repeat(n),
      'imports in a script': n => `<script>${"import'./".repeat(n)}</script>`,
      'workers in a script': n => `<script>${'new  Worker( '.repeat(n)}</script>`,
      'spaces in a script': n => `<script>import from new ${' '.repeat(n)}</script>`,
      ampersands: n => '&am&#x&#'.repeat(n),
      'nested <svg>': n => '<svg><foreignObject>'.repeat(n),
      'nested <select>': n => '<select><option><optgroup>'.repeat(n),
      'nested <template>': n => '<template>'.repeat(n),
      'open <video> with sources': n => `<video>${'<source src="a.mp4">'.repeat(n)}`,
      'open <object> with params': n => `<object>${'<param name="movie" value="a.swf">'.repeat(n)}`,
      'commas in srcset': n => `<img srcset="${'a ,('.repeat(n)}">`,
      'spaces in a refresh': n => `<meta http-equiv="refresh" content="5;${' '.repeat(n)}x">`,
      'open brackets in style': n => `<p style="background:${'url('.repeat(n)}">`,
      lines: n => '<p>\r\n'.repeat(n),
      'pages in attributes': n => `<iframe srcdoc="<p><img src=a>"></iframe>`.repeat(n / 4),
      'a long page in an attribute': n => `<iframe srcdoc="${'<div>'.repeat(n)}"></iframe>`,
      'scripts that write scripts': n => `<script>document.write${'<scr src= '.repeat(n)}</script>`,
      'backgrounds of slides': n => `<section data-background-image="${'a.png,'.repeat(n)}">`,
      'spaces in a type': n => `<script src=a type="${' '.repeat(n)}x"></script>`,
      'spaces in the type of a script': n => `<script src=a type="text/javascript${' '.repeat(n)}x"></script>`,
      'commas in a URL of a srcset': n => `<img srcset="a${','.repeat(n)}x">`,
      'spaces in a list of backgrounds': n => `<section data-background-image="${',  '.repeat(n)}x">`,
      placeholders: n => `<a href="${'{{ $'.repeat(n)}">`,
      'bytes that are invalid': n => `<meta charset="shift_jis">${'ÿ€'.repeat(n)}`,
      'declared charsets': n => '<meta charset="utf-16">'.repeat(n),
    },
  ],
  XHTML: [
    analyzeAs('xhtml'),
    {
      'nested elements': n => '<g>'.repeat(n),
      'attributes of one tag': n => `<p ${Array.from({ length: n }, (_, i) => `a${i}="x"`).join(' ')}>`,
      'spaces in a tag': n => `<p${' '.repeat(n)}!`,
      'a long name': n => `<${'a'.repeat(n)}`,
      'a long attribute without a value': n => `<p ${'a'.repeat(n)} ${'b'.repeat(n)}`,
      'open comments': n => `<p>${'<!--'.repeat(n)}`,
      'open sections': n => `<p>${'<![CDATA['.repeat(n)}`,
      'an open doctype': n => `<!DOCTYPE x [${'<!ENTITY a "b">'.repeat(n)}`,
      'entities that contain entities': n =>
        `<!DOCTYPE x [<!ENTITY a0 "x">${Array.from({ length: n }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`).join('')}]><p>&a${n};</p>`,
      ampersands: n => `<p>${'&a'.repeat(n)}`,
      instructions: n => `<p>${'<?x ?>'.repeat(n)}`,
    },
  ],
  'the place of the player’s tag': [
    input => [scanHtml(input.toString('latin1')), scanXhtml(input.toString('latin1'))],
    {
      'nested elements': n => '<div>'.repeat(n),
      'attributes of one tag': n => `<p ${Array.from({ length: n }, (_, i) => `a${i}="x"`).join(' ')}>`,
      'open scripts': n => '<script><!--<script>'.repeat(n),
      'scripts in a comment': n => `<script>${'<!--<script></script>'.repeat(n)}`,
      'an open doctype': n => `<!DOCTYPE x [${'<!ENTITY a "b">'.repeat(n)}`,
      ...Object.fromEntries(
        [
          ...[
            '<',
            '</',
            '<!',
            '<!-',
            '<!--',
            '<a ',
            '<a b="',
            "<a b='",
            '<a b=',
            '</a ',
            '=',
            '"',
            '/',
            '<p/ a',
            '<a:b ',
          ],
          ...[
            '<script>',
            '<title>',
            '<svg>',
            '<svg/>',
            '<svg></svg>',
            '<![CDATA[',
            ']]>',
            '<?',
            '</p>',
            '<!DOCTYPE [',
            '<!DOCTYPE [>',
            ']>',
          ],
          ...[']  ', '-->', '--!', '\0', ' ', 'a'],
        ].flatMap(piece => [
          [JSON.stringify(piece), (n: number) => piece.repeat(n)],
          [`${JSON.stringify(piece)} in an image`, (n: number) => `<svg>${piece.repeat(n)}`],
        ]),
      ),
    },
  ],
  SVG: [
    analyzeAs('svg'),
    {
      'nested <g>': n => `<svg>${'<g>'.repeat(n)}`,
      'whole nested <g>': n => `<svg>${'<g>'.repeat(n)}${'</g>'.repeat(n)}</svg>`,
      images: n => `<svg>${'<image href="a.png"/>'.repeat(n)}</svg>`,
      styles: n => `<svg>${'<style>a{background:url(x.png)}</style>'.repeat(n)}</svg>`,
    },
  ],
  'launch manifests': [
    analyzeAs('manifest'),
    {
      'nested items': n => `<organization>${'<item identifierref="r">'.repeat(n)}`,
      resources: n => `<organization><item identifierref="x"/></organization>${'<resource identifier="r"/>'.repeat(n)}`,
      'nested resources': n =>
        `${'<resource xml:base="a/" identifier="r" href="b">'.repeat(n)}<organization><item identifierref="r"/></organization>`,
      'open tags': n => '<item '.repeat(n),
    },
  ],
  CSS: [
    analyzeAs('css'),
    {
      'open blocks': n => 'a{'.repeat(n),
      'open brackets': n => 'url(('.repeat(n),
      'closing brackets': n => ')}'.repeat(n),
      'open comments': n => '/*'.repeat(n),
      imports: n => '@import "a.css";'.repeat(n),
      escapes: n => '\\61 '.repeat(n),
      'open strings': n => '"\n'.repeat(n),
    },
  ],
  captions: [
    input => [readCaptions(input, 'vtt'), readCaptions(input, 'srt')],
    {
      cues: n => `WEBVTT\n\n${'00:01.000 --> 00:02.000\nHello\n\n'.repeat(n)}`,
      'SubRip cues': n => '1\n00:00:01,000 --> 00:00:02,000\nHello <b>you</b>\n\n'.repeat(n),
      arrows: n => '-->'.repeat(n),
      'one long cue': n => `00:01.000 --> 00:02.000\n${'word\n'.repeat(n)}`,
      'open markup': n => `00:01.000 --> 00:02.000\n${'<b {\\an'.repeat(n)}`,
      'spaces behind times': n => `00:01.000${' '.repeat(n)}--> 00:02.000`,
      digits: n => '00:'.repeat(n),
      'empty lines': n => `WEBVTT${'\n \r'.repeat(n)}`,
      ...Object.fromEntries(
        ['<font', '{\\', ' ', '1', '1:', '&#1', '\n', '1\n', '00:00:01,0 --> 0', '\0', '<br'].map(piece => [
          JSON.stringify(piece),
          (n: number) => `00:01 --> 00:02\n${piece.repeat(n)}`,
        ]),
      ),
      'open styles': n => `WEBVTT\n\n${'STYLE\n::cue{\n'.repeat(n)}`,
    },
  ],
  'captions of other programs': [
    input => (['sbv', 'sub', 'ass', 'lrc', 'scc', 'ttml'] as const).map(kind => readCaptions(input, kind)),
    {
      SBV: n => '0:00:01.000,0:00:02.000\nA\n\n'.repeat(n / 4),
      MicroDVD: n => `{1}{1}25\n${'{1}{2}A|{y:i}B\n'.repeat(n / 4)}`,
      'open brackets': n => `{1}{1}25\n{1}{2}${'{y:'.repeat(n)}`,
      ASS: n => 'Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,{\\i1}A\n'.repeat(n / 4),
      'a drawing': n => `Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,${'{\\p'.repeat(n)}`,
      commas: n => `Format: ${'a,'.repeat(n)}text\nDialogue: ${','.repeat(n)}`,
      'times of one line': n => `${'[00:01.00]'.repeat(n)}A`,
      LRC: n => '[00:01.00]<00:01.00>A\n'.repeat(n / 4),
      settings: n => `${'[a:'.repeat(n)}\n00:00:01.00,00:00:02.00`,
      Scenarist: n => `Scenarist_SCC V1.0\n\n${'00:00:01:00\t9420 94ae c1c2 942f\n'.repeat(n / 4)}`,
      'one line of Scenarist': n => `Scenarist_SCC V1.0\n\n00:00:01:00\t${'c1c2 942c 942f '.repeat(n / 4)}`,
      TTML: n => `<tt><body>${'<p begin="1s" end="2s">A<br/></p>\n'.repeat(n / 4)}`,
      'nested times': n => `<tt><body><p>${'<span begin="1s" end="2s">x<br/>'.repeat(n / 4)}`,
      'nested TTML': n => `<tt>${'<div>'.repeat(n)}`,
      'invalid times': n => `<tt><body>${'<p begin="x">A</p>\n'.repeat(n / 4)}`,
      'attributes of one tag': n => `<tt ${Array.from({ length: n }, (_, i) => `a${i}="x"`).join(' ')}>`,
      ...Object.fromEntries(
        ['<', '&', '<!--', '<![CDATA[', ' ', '\n', '[', '{', '0:00:01,'].map(piece => [
          `${JSON.stringify(piece)} in TTML and elsewhere`,
          (n: number) => `<tt><p begin="1s" end="2s">${piece.repeat(n)}`,
        ]),
      ),
    },
  ],
  'captions that are not Unicode': [
    input => {
      const bytes = Buffer.from(input.toString(), 'latin1')
      return [readCaptions(bytes, 'srt'), legacyReadings(bytes, 'srt')]
    },
    {
      words: n => `00:01 --> 00:02\n${'Ïðèâåò, çàÿö\n'.repeat(n / 4)}`,
      'one line': n => `00:01 --> 00:02\n${'Äîáðîå óòðî '.repeat(n / 4)}`,
      'bytes that are no letters': n => '\x81\xff'.repeat(n),
    },
  ],
  charsets: [
    input => [
      ...(['html', 'xhtml', 'css', null] as const).map(kind => charsetOf(kind, input)),
      mediaTypeOf('a.js', input),
    ],
    {
      'open tags': n => '<meta '.repeat(n),
      'open instructions': n => '<?xml '.repeat(n),
      'zero bytes': n => '<\0?\0'.repeat(n),
      'many accents': n => 'é'.repeat(n),
    },
  ],
  'the player’s tag in a page': [
    input => removePlayerTag(input),
    {
      'open tags': n => '<a'.repeat(n),
      'open prefixes': n => `<${'a:'.repeat(n)}`,
      'a long prefix': n => `<${'a'.repeat(n)}:`,
      folders: n => `<script async src="${'../'.repeat(n)}`,
      'scripts of the package': n => '<script async src="../lectern/player.js" data-lectern="'.repeat(n),
    },
  ],
  'ignore rules': [
    input => findIgnored(input, ['aaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbb', 'c']),
    {
      wildcards: n => '*a*a*a*a*b'.repeat(n),
      lines: n => '*a*b\n'.repeat(n),
      folders: n => '**/a/'.repeat(n),
      brackets: n => '[[a-'.repeat(n),
      backslashes: n => '\\'.repeat(n),
      spaces: n => `a${' '.repeat(n)}`,
      'escaped spaces': n => `${'\\ '.repeat(n)}`,
    },
  ],
  'names that ignore rules match': [
    input => findIgnored(Buffer.from('*a*a*a*b\n**/a/**/b\n[a-z]*.txt'), input.toString().split('\n')),
    {
      'long names': n => 'a'.repeat(n),
      'deep folders': n => 'a/'.repeat(Math.ceil(Math.sqrt(n))),
      'many names': n => Array.from({ length: n }, (_, i) => `folder/aaaaaaa${i}`).join('\n'),
    },
  ],
}

const packages: Record<string, (files: number) => Record<string, string | number>> = {
  'many pages with a missing link': n => pages(n, i => `<html><body><a href="gone${i}.html">x</a>`),
  'many links to one missing script': n => pages(n, () => '<html><body><script src="gone.js"></script>'),
  'many links of a page to missing files': n => ({
    'a.html': Array.from({ length: n }, (_, i) => `<a href="gone${i}.html">x</a>\n`).join(''),
  }),
  'many missing formats of one video': n => ({
    'a.html': `<video><source src="a.mp4">${Array.from({ length: n }, (_, i) => `<source src="${i}.webm">`).join('')}`,
    'a.mp4': 1,
  }),
  'many missing formats of one sound': n => ({
    'a.html': `<audio>${Array.from({ length: n }, (_, i) => `<source src="${i}.mp3">`).join('')}`,
  }),
  'many fragments with a missing link': n => ({
    ...pages(n, i => `<img src="gone${i}.png">`),
    ...pages(
      n,
      () => '<html>',
      i => `folder${i}/index.html`,
    ),
  }),
  'pages with a long <base>': n => pages(n, () => `<html><base href="${'\u00e4'.repeat(1_900)}/"><img src="a.png">`),
  'many captions without a video': n => sizes(n, i => `film ${i}.en.forced.vtt`),
  'captions with many words': n => sizes(n, i => `${'-a'.repeat(200)}${i}.srt`),
  'many videos with alternates': n => ({ ...sizes(n, i => `film${i}.mp4`), ...sizes(n, i => `film${i}.webm`) }),
  'names that differ in letter case': n => ({ ...sizes(n, i => `a/File${i}`), ...sizes(n, i => `a/file${i}`) }),
  'deep folders': n => sizes(n, i => `${'a/'.repeat(100)}${i}.txt`),
  'many launch manifests': n => ({
    ...pages(
      n,
      () => '<html>',
      i => `folder${i}/a.html`,
    ),
    ...pages(
      n,
      () => '<manifest/>',
      i => `folder${i}/imsmanifest.xml`,
    ),
  }),
  'many index pages': n =>
    pages(
      n,
      () => '<html>',
      i => `folder${i}/index.html`,
    ),
}

/** What the root page depends on, as the server reads it. Its rules run on the main thread. */
const rootPages: Record<string, (pages: number) => RootPageFacts> = {
  'deep folders with manifests': n => ({
    pages: pathsOf(n, i => `${'a/'.repeat(400)}${i}.html`),
    manifests: Array.from({ length: 400 }, (_, depth) => ({
      ...{ path: `${'a/'.repeat(depth)}imsmanifest.xml`, launchUrl: 'gone.html' },
    })),
    chosenPage: 'gone.html',
  }),
  'lessons in folders': n => ({
    pages: pathsOf(n, i => `folder${i}/b/c/${i}.html`),
    manifests: Array.from({ length: n }, (_, i) => ({ path: `folder${i}/imsmanifest.xml`, launchUrl: 'gone.html' })),
    chosenPage: null,
  }),
  'names that differ in letter case': n => ({
    pages: [...pathsOf(n, i => `a/File${i}.html`), ...pathsOf(n, i => `a/file${i}.html`)],
    manifests: [{ path: 'imsmanifest.xml', launchUrl: `A/FILE${n}.HTML` }],
    chosenPage: 'A/FILE1.HTML',
  }),
}

const pathsOf = (count: number, path: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ path: path(index), isDocument: true }))

const sizes = (count: number, name: (index: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), 1]))
const pages = (
  count: number,
  content: (index: number) => string,
  name = (index: number) => `pages/${index}.html`,
): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), content(index)]))

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/**
 * Returns the processor time of this thread in milliseconds. Linux counts it only every few milliseconds and when the
 * thread stops, so a short sleep makes the count exact.
 */
function processorTime(): number {
  Atomics.wait(sleeper, 0, 0, 0.1)
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

/** Returns the processor time of a run in milliseconds. */
function timeOf(run: () => unknown): number {
  const start = processorTime()
  run()
  return processorTime() - start
}

/**
 * Returns how much longer a reader takes for eight times the input: the least of several measurements, because noise
 * only adds time. 0: the reader is too fast to measure. Measures again only if the first measurement is too long.
 */
function growth<Input>(
  read: (input: Input) => unknown,
  inputOf: (units: number) => Input,
  sizeOf: (input: Input) => number,
): number {
  let units = minUnits * growthFactor
  let large = inputOf(units)
  // The first run of a reader is slow, because its code is not compiled yet.
  read(large)
  let largeMs = timeOf(() => read(large))
  while (largeMs < measurableMs) {
    if (sizeOf(large) > maxBytes) return 0
    units *= 2
    large = inputOf(units)
    largeMs = timeOf(() => read(large))
  }
  const small = inputOf(units / growthFactor)
  for (let attempt = 1; ; attempt++) {
    // Of the small input the usual time counts, not the fastest, because it is more easily too short.
    const smallMs = [1, 2, 3].map(() => timeOf(() => read(small))).sort((a, b) => a - b)[1]!
    const growth = largeMs / Math.max(smallMs, minTimeMs)
    if (growth < maxGrowth || attempt === maxAttempts) return growth
    largeMs = Math.min(
      largeMs,
      timeOf(() => read(large)),
    )
  }
}

test('finds a reader whose time grows with the square of the input', () => {
  const readBySquare = (count: number) => {
    let sum = 0
    for (let index = 0; index < count ** 2 / 16; index++) sum += index % 7
    return sum
  }
  expect(
    growth(
      readBySquare,
      units => units,
      count => count,
    ),
  ).toBeGreaterThan(maxGrowth)
})

describe.each(Object.entries(texts))('%s', (_, [read, inputs]) => {
  test.each(Object.entries(inputs))('is read in time that grows with the input: %s', (_, inputOf) => {
    expect(
      growth(
        read,
        units => Buffer.from(inputOf(units)),
        input => input.length,
      ),
    ).toBeLessThan(maxGrowth)
  })
})

describe('packages', () => {
  test.each(Object.entries(packages))('are checked in time that grows with the files: %s', (_, filesOf) => {
    const inputOf = (units: number) => buildExaminedPackage(filesOf(units / 10))
    expect(growth(checkPackage, inputOf, ({ files }) => files.size * 200)).toBeLessThan(maxGrowth)
  })
})

test.each(Object.entries(rootPages))('the root page is found in time that grows with the pages: %s', (_, factsOf) => {
  const inputOf = (units: number) => factsOf(Math.ceil(units / 10))
  expect(growth(findRootPage, inputOf, ({ pages }) => pages.length * 200)).toBeLessThan(maxGrowth)
})
