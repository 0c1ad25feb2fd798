// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { avoidControls } from './offscreen.ts'

/** Renders a page with `#target` in its lowest `controlHeight` pixels and returns the banner's offset. */
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
    ...(y > innerHeight - controlHeight ? [document.querySelector('#target')!] : []),
  ]
  avoidControls(banner, pixels => {
    offsetPx = pixels
  })
  return offsetPx
}

it.each([
  ['stays at the bottom when there is only text', '<p id="target">text</p>', 100, 5000, 0],
  ['moves above a fixed button', '<div style="position: fixed"><button id="target">Next</button></div>', 60, 5000, 56],
  ['moves above a button when the page does not scroll', '<button id="target">Next</button>', 100, 0, 112],
  ['stays at the bottom when the link can be scrolled away', '<a id="target" href="#">more</a>', 60, 5000, 0],
  ['stays at the bottom when there is no free position', '<a id="target" href="#">map</a>', 5000, 0, 0],
])('%s', (_name, html, controlHeight, scrollHeight, offsetPx) => {
  expect(bannerOffset(html, controlHeight, scrollHeight)).toBe(offsetPx)
})
