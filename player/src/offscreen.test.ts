// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { avoidControls } from './offscreen.ts'

/** A page in which this element stands up to so many pixels above the bottom; returns how far up the banner goes. */
function bannerOffset(html: string, controlHeight: number, scrollHeight: number): number {
  document.body.innerHTML = html
  const banner = document.createElement('div')
  let offsetPx = 0
  vi.spyOn(banner, 'getBoundingClientRect').mockImplementation(
    () => ({ left: 0, top: innerHeight - 50 - offsetPx, width: 300, height: 38 }) as DOMRect,
  )
  vi.spyOn(document.documentElement, 'scrollHeight', 'get').mockReturnValue(scrollHeight)
  document.elementsFromPoint = (_x, y) => [
    banner,
    ...(y > innerHeight - controlHeight ? [document.querySelector('#it')!] : []),
  ]
  avoidControls(banner, pixels => {
    offsetPx = pixels
  })
  return offsetPx
}

it.each([
  ['stays at the bottom where there is text', '<p id="it">text</p>', 100, 5000, 0],
  ['goes above a fixed button', '<div style="position: fixed"><button id="it">Next</button></div>', 60, 5000, 56],
  ['goes above a button of a page that does not scroll', '<button id="it">Next</button>', 100, 0, 112],
  ['stays where a link can be scrolled away', '<a id="it" href="#">more</a>', 60, 5000, 0],
  ['stays at the bottom where there is no better place', '<a id="it" href="#">map</a>', 5000, 0, 0],
])('%s', (_what, html, controlHeight, scrollHeight, offsetPx) => {
  expect(bannerOffset(html, controlHeight, scrollHeight)).toBe(offsetPx)
})
