// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { collectShadowRoots } from '../test/shadow-roots.ts'
import { offerResume } from './offer-resume.ts'

const identity = { package: 'optics', release: 7, path: 'lens.mp4' }
const key = 'lectern:resume:optics/7/lens.mp4'
let roots: ShadowRoot[] = []
let video: HTMLVideoElement
let state: { paused: boolean; readyState: number; duration: number; seeking: boolean; currentSrc: string }
let stop = () => {}

beforeEach(() => {
  roots = collectShadowRoots()
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(640)
  document.documentElement.lang = 'en'
})
afterEach(() => {
  stop()
  localStorage.clear()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Renders a video of ten minutes that has its metadata, and offers to continue it. */
function open(attributes = 'controls', overrides: Partial<typeof state> = {}) {
  document.body.innerHTML = `<div><video ${attributes}></video></div>`
  video = document.querySelector('video')!
  state = {
    paused: true,
    readyState: 4,
    duration: 600,
    seeking: false,
    currentSrc: 'https://a.example/lens.mp4',
    ...overrides,
  }
  for (const name of Object.keys(state) as (keyof typeof state)[])
    Object.defineProperty(video, name, { get: () => state[name] })
  Object.defineProperty(video, 'played', { value: { length: 0 } })
  vi.spyOn(video, 'play').mockImplementation(async () => {
    state.paused = false
    video.dispatchEvent(new Event('play'))
  })
  stop = offerResume(video, identity)
}
const line = () => roots.filter(({ host }) => host.isConnected).find(root => root.querySelector('.resume'))
const click = (answer: string) => line()!.querySelector<HTMLElement>(`.${answer}`)!.click()
const fire = (type: string) => video.dispatchEvent(new Event(type))
const remember = (time = 192, duration = 600) => localStorage.setItem(key, `[${time},${duration},1]`)

it('offers to continue, and does nothing before a person accepts', () => {
  remember()
  open()
  expect(line()?.textContent).toBe('Continue at 3:12From the beginning×')
  expect([video.currentTime, vi.mocked(video.play).mock.calls.length]).toEqual([0, 0])
  click('resume')
  expect([video.currentTime, state.paused, line()]).toEqual([192, false, undefined])
})

it('starts from the beginning, and forgets the position', () => {
  remember()
  open()
  click('restart')
  expect([video.currentTime, state.paused, line(), localStorage.getItem(key)]).toEqual([0, false, undefined, null])
})

it('can be closed, and speaks German', () => {
  document.documentElement.lang = 'de'
  remember()
  open()
  expect(line()?.textContent).toBe('Weiter bei 3:12Von vorn×')
  click('close')
  expect([line(), state.paused, localStorage.getItem(key)]).toEqual([undefined, true, '[192,600,1]'])
})

it.each<[string, string, Partial<typeof state>]>([
  ['loops', 'controls loop', {}],
  ['starts by itself', 'controls autoplay', {}],
  ['has no controls, so it is a player of the page', '', {}],
  ['starts elsewhere', 'controls', { currentSrc: 'https://a.example/lens.mp4#t=30' }],
  ['is another film by now', 'controls', { duration: 300 }],
  ['plays already', 'controls', { paused: false }],
])('offers nothing for a video that %s', (_, attributes, overrides) => {
  remember()
  open(attributes, overrides)
  expect(line()).toBeUndefined()
})

it('offers once the metadata is there, or before that by the stored length', () => {
  remember()
  open('controls', { readyState: 0, duration: Number.NaN })
  expect(line()).toBeDefined()
  Object.assign(state, { readyState: 1, duration: 300 })
  fire('loadedmetadata')
  expect(line()).toBeUndefined()
})

it('disappears when the person plays, and when a script moves the video, which then is never stored', () => {
  remember()
  open()
  void video.play()
  expect(line()).toBeUndefined()
  stop()
  open()
  video.currentTime = 50
  fire('seeking')
  expect(line()).toBeUndefined()
  void video.play()
  fire('pause')
  expect(localStorage.getItem(key)).toBe('[192,600,1]')
})

it('stores the position at most every five seconds, on a pause, and when the page goes', () => {
  vi.useFakeTimers({ now: 1_000_000 })
  open()
  void video.play()
  const stored = () => /\d+/.exec(localStorage.getItem(key) ?? '')?.[0]
  const playTo = (time: number, afterMs: number) => {
    vi.advanceTimersByTime(afterMs)
    video.currentTime = time
    fire('timeupdate')
    return stored()
  }
  expect([playTo(5, 5000), playTo(20, 6000), playTo(22, 2000), playTo(25, 3000)]).toEqual([undefined, '20', '20', '25'])
  video.currentTime = 26
  fire('pause')
  expect(stored()).toBe('26')
  video.currentTime = 28
  window.dispatchEvent(new Event('pagehide'))
  expect(stored()).toBe('28')
  video.currentTime = 599
  fire('ended')
  expect(stored()).toBeUndefined()
})
