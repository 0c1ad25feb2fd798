// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { showDraftBanner } from './draft-banner.ts'

// happy-dom has no layout.
vi.mock('./offscreen.ts', () => ({ avoidControls: () => {} }))

const address = 'https://lessons.example.net/preview/token/optics/7/lectern/banner.js'

afterEach(() => {
  sessionStorage.clear()
  for (const host of banners()) host.remove()
  vi.restoreAllMocks()
})

const banners = () => [...document.querySelectorAll('lectern-draft')]

/** Shows the banner as its script tag does. Returns the shadow root, which the page cannot access. */
function runBanner(title = 'Optics', from = address): ShadowRoot | undefined {
  const attach = vi.spyOn(Element.prototype, 'attachShadow')
  const tag = document.createElement('script')
  tag.type = 'application/json'
  tag.setAttribute('src', from)
  tag.dataset.lecternDraft = title
  tag.dataset.revision = '7'
  document.body.append(tag)
  showDraftBanner(tag)
  return attach.mock.results[0]?.value
}

it('names the draft and its revision, and leaves the body unchanged', () => {
  document.body.innerHTML = '<p>Hello</p>'
  const shadow = runBanner('Optics <b>')
  expect(shadow?.textContent).toBe('Draft of Optics <b> · revision 7×')
  expect(document.body.innerHTML).toBe('<p>Hello</p>')
  expect(banners()[0]?.parentNode).toBe(document.documentElement)
})

it('stays closed for this revision but not for the next one', () => {
  runBanner()?.querySelector('button')?.click()
  expect(banners()).toHaveLength(0)
  runBanner()
  expect(banners()).toHaveLength(0)
  runBanner('Optics', address.replace('/7/', '/8/'))
  expect(banners()).toHaveLength(1)
})

it('is shown again when storage is not available', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new Error('refused')
  })
  runBanner()
  expect(banners()).toHaveLength(1)
})

it('is not shown in a frame inside a page of the same package', () => {
  const parent = { location: { href: 'https://lessons.example.net/preview/token/optics/7/index.html' } }
  vi.spyOn(window, 'parent', 'get').mockReturnValue(parent as Window & typeof globalThis)
  runBanner()
  expect(banners()).toHaveLength(0)
})

it('is shown in a frame of another site', () => {
  const parent = {
    get location(): Location {
      throw new Error('another origin')
    },
    postMessage() {},
  }
  vi.spyOn(window, 'parent', 'get').mockReturnValue(parent as unknown as Window & typeof globalThis)
  runBanner()
  expect(banners()).toHaveLength(1)
})
