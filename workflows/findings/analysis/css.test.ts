import { expect, test } from 'vitest'
import { findCssUrls } from './css.ts'
import { findSrcsetUrls } from './srcset.ts'

const urls = (css: string) => findCssUrls(css).map(({ url }) => url)

test('finds the URLs that CSS loads', () => {
  expect(urls('@import "a.css" screen; @import url(b.css) layer("x"); @import url("c.css");')).toEqual([
    'a.css',
    'b.css',
    'c.css',
  ])
  expect(urls('a{background:url( d.png ), url("e f.png"), URL(g\\ h.png)}')).toEqual(['d.png', 'e f.png', 'g h.png'])
  expect(urls('a{background:image-set("i.png" 1x, "j.png" type("image/png"))}')).toEqual(['i.png', 'j.png'])
  expect(urls('@font-face{src:url(k.eot?#iefix) format("x"),url(l.woff)}')).toEqual(['k.eot?#iefix', 'l.woff'])
})

test('ignores URLs that CSS does not load', () => {
  expect(
    urls('/* url(a.png) */ @namespace svg url(http://x.org); @namespace "y"; a::before{content:"url(b.png)"}'),
  ).toEqual([])
})

test('finds URLs in broken CSS', () => {
  expect(urls('}}} a{{ url(a.png) ; @import "b.css" "c.css"; url(d')).toEqual(['a.png', 'b.css', 'd'])
  expect(urls('a{b:url(c d)} e{f:url(g.png)}')).toEqual(['g.png'])
})

test('returns offsets in the text', () => {
  expect(findCssUrls('a{}\nb{c:url(d)}')).toEqual([{ url: 'd', offset: 8 }])
})

test('parses a srcset as browsers do', () => {
  expect(findSrcsetUrls('a.png 1x, b,c.png 2x,d.png')).toEqual(['a.png', 'b,c.png', 'd.png'])
  expect(findSrcsetUrls(' ,, a.png, b.png (x, y) 1x, data:image/png;base64,AA 2x')).toEqual([
    'a.png',
    'b.png',
    'data:image/png;base64,AA',
  ])
  expect(findSrcsetUrls('')).toEqual([])
})
