// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import type { PreparedStream } from '../source/media-source.ts'
import { SwappedVideo } from '../swapped-video.ts'
import { addCaptions } from '../text-tracks.ts'
import { authoredSrcAttribute } from './authored-src.ts'
import { copyAsAuthored, hasChangedInside } from './copies.ts'

const authored = (attributes: string) => `<p>Watch</p><video ${attributes}><track kind="chapters"></video>`

let swapped: SwappedVideo | null = null
afterEach(() => swapped?.unmask())

/** A page in whose video a stream has taken over. */
function swappedPage(attributes: string): HTMLElement {
  const page = document.createElement('main')
  page.innerHTML = authored(attributes)
  const video = page.querySelector('video')!
  swapped = new SwappedVideo(video, {} as PreparedStream, 'stream', 0)
  swapped.mask()
  video.removeAttribute('src')
  video.setAttribute(authoredSrcAttribute, 'film.mp4')
  video.style.setProperty('contain', 'size')
  swapped.addedStyles = ['contain']
  swapped.maskedAttributes.add('style')
  return page
}

test.each([
  ['`src` first', 'src="film.mp4" controls="" id="film"'],
  ['`src` last', 'id="film" controls="" src="film.mp4"'],
  ['a style in the author’s spelling', 'id="film" style="width: 100%;height:auto" src="film.mp4" controls=""'],
  ['an empty style', 'style="" src="film.mp4"'],
])('a copy has the author’s attributes in their order: %s', (_, attributes) => {
  const page = swappedPage(attributes)
  expect(hasChangedInside(page)).toBe(true)
  expect(copyAsAuthored(page).innerHTML).toBe(authored(attributes))
})

test('a copy keeps what the page has changed since', () => {
  const page = swappedPage('src="film.mp4" style="width: 100%"')
  const video = page.querySelector('video')!
  video.style.height = '50px'
  video.setAttribute('title', 'Film')
  const copy = copyAsAuthored(page).querySelector('video')!
  expect(copy.style.cssText).toBe('width: 100%; height: 50px;')
  expect(copy.getAttributeNames()).toEqual(['src', 'style', 'title'])
})

test('`src` of a copy is set once, so that it loads once', () => {
  const page = swappedPage('src="film.mp4" controls="" id="film"')
  const setNode = vi.spyOn(Element.prototype, 'setAttributeNode')
  copyAsAuthored(page)
  expect(setNode.mock.calls.filter(([{ name }]) => name === 'src')).toHaveLength(1)
  setNode.mockRestore()
})

test('a copy has no captions of the package, also of a video that plays its file', () => {
  const page = document.createElement('main')
  page.innerHTML = authored('src="film.mp4"')
  const video = page.querySelector('video')!
  Object.defineProperty(video, 'textTracks', { value: Object.assign(new EventTarget(), { length: 0 }) })
  const remove = addCaptions(video, [{ language: 'de', kind: 'STANDARD', label: 'Deutsch', url: '/de.vtt' }])
  expect(video.querySelectorAll('track')).toHaveLength(2)
  expect(hasChangedInside(page)).toBe(true)
  expect(copyAsAuthored(page).innerHTML).toBe(authored('src="film.mp4"'))
  remove()
})
