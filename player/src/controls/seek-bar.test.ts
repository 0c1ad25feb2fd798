// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSeekBar } from './seek-bar.ts'
import { pageTexts } from './texts.ts'

let video: HTMLVideoElement
let seeks: number[]
let seeking: boolean

beforeEach(() => {
  document.documentElement.lang = 'en'
  video = document.createElement('video')
  seeks = []
  seeking = false
  Object.defineProperties(video, {
    duration: { value: 100 },
    seeking: { get: () => seeking },
    buffered: { value: { length: 1, start: () => 0, end: () => 40 } },
    currentTime: {
      get: () => seeks.at(-1) ?? 25,
      set(time: number) {
        seeks.push(time)
        seeking = true
      },
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

function create(storyboardUrl: string | null = null) {
  return createSeekBar(video, { texts: pageTexts(), storyboardUrl, signal: new AbortController().signal })
}

it('shows the position, and how much is loaded', () => {
  const bar = create()
  bar.update()
  expect([bar.input.value, bar.input.getAttribute('aria-valuetext')]).toEqual(['0.25', '0:25 of 1:40'])
  expect(bar.element.style.getPropertyValue('--loaded')).toBe('0.4')
})

it('seeks one position after the other while it is moved, and ends at the last', () => {
  const { input } = create()
  const drag = (value: string, type: string) => {
    input.value = value
    input.dispatchEvent(new Event(type))
  }
  drag('0.3', 'input')
  drag('0.4', 'input')
  drag('0.5', 'input')
  expect(seeks).toEqual([30])
  video.dispatchEvent(new Event('seeked'))
  expect(seeks).toEqual([30, 50])
  drag('0.6', 'input')
  drag('0.7', 'change')
  expect(seeks).toEqual([30, 50, 70])
})

it('shows the time and the picture under the pointer, and loads the storyboard once', async () => {
  const fetched = vi.fn(async () => new Response('00:00:00.000 --> 00:01:40.000\nsheet-1.jpg#xywh=160,90,160,90\n'))
  vi.stubGlobal('fetch', fetched)
  const { element, input } = create('https://a.example/media/board.vtt')
  vi.spyOn(input, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 200, 20))
  for (const clientX of [50, 100]) input.dispatchEvent(new PointerEvent('pointermove', { clientX }))
  const picture = element.querySelector<HTMLElement>('.picture')!
  await vi.waitFor(() => expect(picture.style.backgroundImage).toContain('https://a.example/media/sheet-1.jpg'))
  expect(element.querySelector('.time')?.textContent).toBe('0:50')
  expect([picture.style.backgroundPosition, picture.style.width]).toEqual(['-160px -90px', '160px'])
  expect(fetched).toHaveBeenCalledTimes(1)
})

it('works without a storyboard that cannot be loaded', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new Error('offline')))
  const { element, input } = create('https://a.example/media/board.vtt')
  vi.spyOn(input, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 200, 20))
  input.dispatchEvent(new PointerEvent('pointermove', { clientX: 100 }))
  await vi.waitFor(() => expect(element.querySelector<HTMLElement>('.picture')!.hidden).toBe(true))
  expect(element.querySelector('.preview.shown .time')?.textContent).toBe('0:50')
})
