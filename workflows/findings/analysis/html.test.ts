import { expect, test } from 'vitest'
import { analyze } from './analyze.ts'

const analyzePage = (page: string) => analyze(Buffer.from(page), 'html')
/** Formats references as "tag url line". */
const references = (page: string) => analyzePage(page).references.map(({ tag, url, line }) => `${tag} ${url} ${line}`)

test('finds all references of a page with their lines', () => {
  const page = [
    '<link rel=stylesheet href=a.css><link rel="preload" imagesrcset="b.png 1x, c.png 2x">',
    '<script src=d.js></script><a href=" e.html ">e</a><map><area href=f.html></map>',
    '<img src=g.png\r\n  srcset="h.png 100w, i.png 200w"><picture><source srcset=j.png></picture>',
    '<video src=k.mp4 poster=l.png><source src=m.webm><track src=n.vtt></video><audio><source src=o.mp3></audio>',
    '<object data=p.pdf></object><embed src=q.pdf><iframe src=r.html></iframe><input type=image src=s.png>',
    '<body background=t.png><p style="background: url(u.png)"><meta http-equiv=refresh content="5; URL=\'v.html\'">',
    '<style>\n@import "w.css";\na { background: url(x.png) }</style>',
    '<svg><image xlink:href="y.png"/><use href="z.svg#a"/></svg>',
  ]
  expect(references(page.join('\n'))).toEqual([
    ...['link a.css 1', 'link b.png 1', 'link c.png 1', 'script d.js 2', 'a e.html 2', 'area f.html 2'],
    ...['img g.png 3', 'img h.png 4', 'img i.png 4', 'picture j.png 4'],
    ...['video k.mp4 5', 'img l.png 5', 'video m.webm 5', 'track n.vtt 5', 'audio o.mp3 5'],
    ...['object p.pdf 6', 'embed q.pdf 6', 'iframe r.html 6', 'input s.png 6'],
    ...['style u.png 7', 'meta v.html 7', 'style w.css 9', 'style x.png 10', 'image y.png 11', 'use z.svg#a 11'],
  ])
})

test('ignores URLs that load nothing', () => {
  const urls = [
    '#',
    '#a',
    'javascript:go()',
    ' JavaScript:go()',
    'mailto:a@b.c',
    'data:,x',
    'tel:1',
    '',
    ' ',
    `a${'b'.repeat(2_000)}`,
  ]
  expect(references(urls.map(url => `<a href="${url}">`).join(''))).toEqual([])
  expect(references('<link rel=canonical href=a.html><link href=b.css><div data=c data-src=d background=e>')).toEqual(
    [],
  )
  expect(
    references('<!-- <img src=a.png> --><script>"<img src=b.png>"</script><textarea><img src=c.png></textarea>'),
  ).toEqual([])
})

test('counts each tag once, even if the parser reopens it', () => {
  expect(references('<p><a href=a.html><b>x<p>y<p>z</a><table><a href=b.html><tr></table>')).toEqual([
    'a a.html 1',
    'a b.html 1',
  ])
})

test('records which sources belong to one video', () => {
  const { references } = analyzePage('<video src=a.mp4></video><video><source src=b.mp4><source src=c.webm></video>')
  expect(references.map(({ url, video }) => [url, video])).toEqual([
    ['a.mp4', 0],
    ['b.mp4', 1],
    ['c.webm', 1],
  ])
})

test('uses the first <base> that has a URL', () => {
  expect(analyzePage('<base target=x><base href="../a/"><base href=b>').facts.base).toBe('../a/')
})
