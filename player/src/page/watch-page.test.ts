// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { parsePageLocation } from './page-location.ts'
import { watchPage } from './watch-page.ts'

const pageLocation = parsePageLocation(new URL('https://lessons.example/production/hare/3/index.html'))!

/** Reports every video that it is told to observe as near. */
class EverythingIsNear {
  readonly #report: (entries: { target: Element; isIntersecting: boolean }[]) => void

  constructor(report: (entries: { target: Element; isIntersecting: boolean }[]) => void) {
    this.#report = report
  }

  observe(target: Element) {
    setTimeout(() => this.#report([{ target, isIntersecting: true }]))
  }

  unobserve() {}
}

const fetched = vi.fn(async () => Response.json({ data: { playlists: [], playerSettings: {} } }))

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('IntersectionObserver', EverythingIsNear)
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  fetched.mockClear()
})

function watchPageWith(videos: number) {
  document.body.innerHTML = '<video src="/production/hare/3/film.mp4"></video>'.repeat(videos)
  watchPage(document, pageLocation)
}

it('asks once for the playlists of a page when a video is near', async () => {
  watchPageWith(12)
  await vi.advanceTimersByTimeAsync(1000)
  expect(fetched).toHaveBeenCalledTimes(1)
})

it('asks nothing for a crowded page before somebody uses it', async () => {
  watchPageWith(13)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(fetched).not.toHaveBeenCalled()
  document.dispatchEvent(new PointerEvent('pointermove'))
  await vi.advanceTimersByTimeAsync(1000)
  expect(fetched).toHaveBeenCalledTimes(1)
})
