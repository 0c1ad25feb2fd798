// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openOverlay } from './overlay.ts'

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(640)
})
afterEach(() => vi.restoreAllMocks())

function render(html: string): HTMLVideoElement {
  document.body.innerHTML = html
  return document.querySelector('video')!
}

it.each(['div', 'section', 'p', 'main'])('changes nothing that a page can select or count in a %s', name => {
  const html = `<${name} class="box"><video></video><i></i></${name}>`
  const video = render(html)
  const overlay = openOverlay(video, 'lectern-controls', '')
  expect(document.body.innerHTML).toBe(html)
  expect(overlay.host.isConnected).toBe(true)
  expect(video.parentElement?.shadowRoot).toBeNull()
  overlay.remove()
  expect(overlay.host.isConnected).toBe(false)
})

it('puts two overlays over the same video', () => {
  const video = render('<div><video></video></div>')
  const overlays = ['lectern-controls', 'lectern-resume'].map(name => openOverlay(video, name, ''))
  expect(overlays.map(({ host }) => host.isConnected)).toEqual([true, true])
  expect(document.body.innerHTML).toBe('<div><video></video></div>')
  for (const overlay of overlays) overlay.remove()
})

it.each([
  ['the body', '<video></video><p></p>'],
  ['a figure, which cannot have a shadow root', '<figure><video></video><figcaption></figcaption></figure>'],
  ['an element of the page’s own', '<my-player><video slot="media"></video></my-player>'],
])('becomes the next sibling in %s', (_, html) => {
  const video = render(html)
  const overlay = openOverlay(video, 'lectern-controls', '')
  expect(video.nextElementSibling).toBe(overlay.host)
  expect(overlay.host.slot).toBe(video.slot)
  overlay.remove()
  expect(document.body.innerHTML).toBe(html)
})

it('becomes the next sibling where the page has a shadow root already', () => {
  const video = render('<div><video></video></div>')
  video.parentElement!.attachShadow({ mode: 'open' }).innerHTML = '<slot></slot>'
  const overlay = openOverlay(video, 'lectern-controls', '')
  expect(video.nextElementSibling).toBe(overlay.host)
  overlay.remove()
})

it('follows a video that the page moves, and does not come back once removed', async () => {
  const video = render('<div><video></video></div><figure></figure>')
  const overlay = openOverlay(video, 'lectern-controls', '')
  document.querySelector('figure')!.append(video)
  overlay.update()
  expect(video.nextElementSibling).toBe(overlay.host)
  overlay.remove()
  overlay.update()
  expect(overlay.host.isConnected).toBe(false)
})
