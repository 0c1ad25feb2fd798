// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { findPlace } from './overlay-place.ts'

const now = { left: 10, top: 20, clip: 'none' }

/** An element with a layout, which happy-dom does not have. */
function withLayout<Found extends HTMLElement>(element: Found, layout: Partial<Record<string, unknown>>): Found {
  for (const [name, value] of Object.entries(layout)) Object.defineProperty(element, name, { value })
  return element
}
const box = (left: number, top: number, width = 0, height = 0) => ({
  getBoundingClientRect: () => new DOMRect(left, top, width, height),
})

function render(html: string, video: Partial<Record<string, unknown>>, host: Partial<Record<string, unknown>>) {
  document.body.innerHTML = html
  return [
    withLayout(document.querySelector('video')!, { clientLeft: 0, clientTop: 0, ...video }),
    withLayout(document.createElement('lectern-controls'), host),
  ] as const
}

it('measures from the same element, where transforms do not count', () => {
  const offsetParent = document.body
  const [video, host] = render(
    '<video></video>',
    { offsetParent, offsetLeft: 100, offsetTop: 200, clientLeft: 2, clientTop: 3 },
    { offsetParent, offsetLeft: 14, offsetTop: 28 },
  )
  expect(findPlace(video, host, now, false)).toEqual({ left: 98, top: 195, clip: 'none' })
})

it('measures on the screen where the two count from different elements, such as a table cell', () => {
  const [video, host] = render(
    '<table><tr><td><video></video></td></tr></table>',
    { offsetParent: document.createElement('td'), offsetWidth: 640, ...box(200, 100, 320, 180) },
    { offsetParent: document.body, ...box(100, 50) },
  )
  expect(findPlace(video, host, now, false)).toEqual({ left: 210, top: 120, clip: 'none' })
})

it('hides what a box around the video scrolls away', () => {
  const [video, host] = render(
    '<div style="overflow: auto"><video></video></div>',
    { offsetParent: document.body, offsetWidth: 320, ...box(0, 100, 320, 180) },
    { offsetParent: document.body, ...box(0, 0) },
  )
  withLayout(document.querySelector('div')!, box(0, 0, 320, 200))
  expect(findPlace(video, host, now, false)).toEqual({ left: 10, top: 120, clip: 'inset(0px 0px 80px 0px)' })
})
