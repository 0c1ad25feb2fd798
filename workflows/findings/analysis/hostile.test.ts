import { expect, test } from 'vitest'
import { analyze } from './analyze.ts'

const head = '<html><head></head><body>'

test.each([
  ['300,000 nested <div>', 'html', head + '<div>'.repeat(300_000), 'TANGLED'],
  [
    '100,000 attributes',
    'html',
    `${head}<p ${Array.from({ length: 100_000 }, (_, i) => `a${i}`).join(' ')}>`,
    'TANGLED',
  ],
  ['200,000 nested <g>', 'svg', `<svg>${'<g>'.repeat(200_000)}${'</g>'.repeat(200_000)}</svg>`, undefined],
  ['200,000 open <g>', 'svg', `<svg>${'<g>'.repeat(200_000)}`, 'NOT_WELL_FORMED'],
  ['an entity bomb', 'svg', entityBomb('<svg><text>&l9;</text></svg>'), undefined],
  ['an entity bomb in an attribute', 'xhtml', entityBomb('<html><a href="&l9;"/></html>'), undefined],
  ['200,000 open blocks of CSS', 'css', `${'a{'.repeat(200_000)}b{c:url(d.png)`, undefined],
  ['200,000 open functions of CSS', 'css', `${'a('.repeat(200_000)} url(d.png)`, undefined],
  ['60,000 captions', 'vtt', `WEBVTT\n\n${Array.from({ length: 60_000 }, cue).join('\n\n')}`, undefined],
  [
    '200,000 pieces of scripts',
    'html',
    `${head}<script>document.write${'<scr/src='.repeat(200_000)}</script>`,
    undefined,
  ],
  ['a script with a large string', 'html', `${head}<script>x = "a <b ${'word '.repeat(20_000)}"</script>`, undefined],
  ['a large comment', 'html', `${head}<!-- a <b ${'word '.repeat(20_000)}-->`, undefined],
  ['attributes behind a quoted bracket', 'html', `${head}<p x=">" ${'a '.repeat(20_000)}>`, 'TANGLED'],
  ['attributes between slashes', 'html', `${head}<p/${'a/'.repeat(20_000)}>`, 'TANGLED'],
  ['attributes of a tag without an end', 'html', `${head}<p ${'a '.repeat(20_000)}`, 'TANGLED'],
  ['100,000 pages in attributes', 'html', head + '<iframe srcdoc="<p>"></iframe>'.repeat(100_000), undefined],
] as const)('analyzes %s', (_, kind, text, reason) => {
  const { facts, references } = analyze(Buffer.from(text), kind)
  expect(facts.unreadable?.reason).toBe(reason)
  expect(facts.captions).toBeUndefined()
  if (kind === 'css') expect(references.map(({ url }) => url)).toEqual(['d.png'])
})

test('keeps the row of a page with 300,000 links bounded, and counts the rest', () => {
  const links = Array.from({ length: 300_000 }, (_, index) => `<a href=${index}>\n`).join('')
  const { facts, references } = analyze(Buffer.from(head + links), 'html')
  expect(references).toHaveLength(100_000)
  expect(facts.uncheckedReferences).toBe(200_000)
  expect(JSON.stringify(references).length).toBeLessThan(5_000_000)
})

function cue(_: unknown, index: number): string {
  const time = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23)
  return `${time(index)} --> ${time(index + 0.5)}\nText ${index}`
}

function entityBomb(document: string): string {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
  return `<!DOCTYPE a [<!ENTITY l0 "x">${entities.join('')}]>${document}`
}
