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

test('ignores attributes that no browser loads', () => {
  const markup = [
    '<p:onmouseclick href="http://x.org/"></p:onmouseclick><o:file href="a.xml"></o:file><x-foo src="b"></x-foo>',
    '<math><mi href="c">x</mi></math><div href="d"></div><ng-include src="\'e.html\'"></ng-include><p src="f" poster="g">',
    '<input src="h"><div srcset="i" data="j"></div><link rel="next" href="k"><v:imagedata src="l"></v:imagedata>',
    '<p><source src="m"><source srcset="n"></p>',
  ]
  expect(references(markup.join('\n'))).toEqual([])
})

test('ignores placeholders, which scripts and servers replace', () => {
  const urls = ['{{x}}', 'images/{{ x.y }}.png', `\${x}`, `a/\${b}`, '<%= x %>', '<?php echo 1 ?>', '{% url x %}']
  urls.push('%7B%7Burl%7D%7D', 'images/%7b%7bx%7d%7d.png', '$%7Bx%7D', '%3C%25=%20x%20%25%3E', '{%25 url x %25}')
  expect(references(urls.map(url => `<img src="${url}"><a href="${url}">`).join(''))).toEqual([])
  expect(references('<img src="{x}.png"><img src="100%.png">')).toEqual(['img {x}.png 1', 'img 100%.png 1'])
})

test('reads a list of slide backgrounds, but an address with commas as one', () => {
  const backgrounds = (name: string, value: string) => references(`<section data-background-${name}="${value}">`)
  expect(backgrounds('image', 'data:image/png;base64,iVBORw0/a.png')).toEqual([])
  expect(backgrounds('image', 'https://x.org/i?a=1,2')).toEqual(['img https://x.org/i?a=1,2 1'])
  expect(backgrounds('image', 'a.png, //x.org/i?a=1,2')).toEqual(['img a.png 1', 'img //x.org/i?a=1,2 1'])
  expect(backgrounds('image', 'a.png, b.png')).toEqual(['img a.png 1', 'img b.png 1'])
  expect(backgrounds('video', 'https://x.org/a.mp4,b.webm')).toEqual(['video https://x.org/a.mp4 1', 'video b.webm 1'])
})

test('finds forms that send something, and where', () => {
  const sent = (markup: string) =>
    analyzePage(markup).references.map(({ url, tag, post }) => `${tag} ${url} ${post ?? ''}`)
  expect(sent('<form action=a.php method=post><button formaction=b.php></form>')).toEqual([
    'form a.php true',
    'form b.php ',
  ])
  expect(sent('<form action="search.html">')).toEqual(['form search.html '])
  expect(sent('<form method=POST>')).toEqual(['form  true'])
  const silent = ['<form>', '<form action="#">', '<form method=post onsubmit="go()">', '<div action="a.php">']
  expect(sent(silent.join('</form>'))).toEqual([])
  expect(sent('<form action="a.php" onsubmit="check(); return false">')).toEqual([])
})

test('finds the references in a srcdoc, at its line', () => {
  const page =
    '<body>\n<iframe srcdoc="<img src=a.png>\n<style>b{background:url(c.png)}</style><base href=x>"></iframe>'
  expect(references(page)).toEqual(['img a.png 2', 'style c.png 2'])
  const many = `<iframe srcdoc="<img src=a.png>${' '.repeat(150_000)}"></iframe>`
  expect(references(many + many)).toEqual(['img a.png 1'])
})

test('finds backgrounds of slides', () => {
  const slides = [
    '<section data-background-image="a.png" data-background-size="cover" data-background-color="red">',
    '<section data-background-video="b.mp4,c.webm"><section data-background-iframe="d.html">',
    '<section data-background="e.jpg"><section data-background="#fff"><section data-background-image="linear-gradient(a, b)">',
  ]
  expect(references(slides.join('\n'))).toEqual([
    ...['img a.png 1', 'video b.mp4 2', 'video c.webm 2', 'iframe d.html 2', 'img e.jpg 3'],
  ])
})

test('finds links that the scripts of Office pages open', () => {
  const page = '<link rel=Main-File href="a.htm"><link rel=File-List href=b.xml><link rel=Edit-Time-Data href=c.mso>'
  expect(analyzePage(page).references).toEqual([
    { url: 'a.htm', line: 1, tag: 'link', optional: true },
    { url: 'b.xml', line: 1, tag: 'link', optional: true },
  ])
})

test('finds scripts over http that a script writes into the page', () => {
  const written = [
    "<script>document.write('<script src=\"http://x.org/a.js\"></scr' + 'ipt>')</script>",
    '<script>document.writeln("<scr" + "ipt type=\'a\' src=\\"http:\\/\\/x.org\\/b.js\\"></script>")</script>',
    '<script>window.jQuery || document.write("<script src=\'https://x.org/c.js\'><\\/script>")</script>',
    '<script>var help = "<script src=\'http://x.org/d.js\'>"</script>',
  ]
  expect(references(written.join('\n'))).toEqual(['script http://x.org/a.js 1', 'script http://x.org/b.js 2'])
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
