// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { canFillScreen, fillsScreen, followFullScreen, toggleFullScreen } from './full-screen.ts'

afterEach(() => vi.restoreAllMocks())

/** Sets what the browser reports, and tells the page. */
function setFullScreen(element: Element | null): void {
  Object.defineProperty(document, 'fullscreenElement', { value: element, configurable: true })
  document.dispatchEvent(new Event('fullscreenchange'))
}

function render() {
  document.body.innerHTML = '<section><video></video></section><aside><div id="controls"></div></aside>'
  const video = document.querySelector('video')!
  const controls = document.querySelector<HTMLElement>('#controls')!
  const heard: string[] = []
  const stop = followFullScreen(video, controls, {
    onChange: () => heard.push('change'),
    onClick: () => heard.push('click'),
  })
  return { video, controls, heard, stop }
}

it('puts the controls into a dialog above the video, and back', () => {
  const { video, controls, heard } = render()
  const sheets = document.adoptedStyleSheets.length
  setFullScreen(video)
  const dialog = controls.closest('dialog')!
  expect([dialog.open, document.adoptedStyleSheets.length]).toEqual([true, sheets + 1])
  dialog.click()
  controls.click()
  expect(heard).toEqual(['change', 'click'])
  setFullScreen(null)
  expect([controls.parentElement?.localName, document.querySelector('dialog')]).toEqual(['aside', null])
  expect(document.adoptedStyleSheets).toHaveLength(sheets)
})

it('stays where it is when the page shows the video with a part of itself', () => {
  const { video, controls, heard } = render()
  setFullScreen(video.parentElement)
  expect([fillsScreen(video), controls.closest('dialog'), heard]).toEqual([true, null, []])
  setFullScreen(null)
})

it('leaves nothing behind when the controls end in the full screen', () => {
  const { video, stop } = render()
  const sheets = document.adoptedStyleSheets.length
  setFullScreen(video)
  stop()
  expect([document.querySelector('dialog'), document.adoptedStyleSheets.length]).toEqual([null, sheets])
  setFullScreen(null)
})

it('uses the iPhone’s own call where the page has none', () => {
  Object.defineProperty(document, 'fullscreenEnabled', { value: false, configurable: true })
  const { video } = render()
  const enter = vi.fn()
  expect(canFillScreen(video)).toBe(false)
  Object.assign(video, { webkitSupportsFullscreen: true, webkitEnterFullscreen: enter })
  toggleFullScreen(video)
  expect([canFillScreen(video), enter.mock.calls.length]).toEqual([true, 1])
})
