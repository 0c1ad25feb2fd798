// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { collectShadowRoots } from '../test/shadow-roots.ts'
import { type ControlsOptions, showControls } from './controls.ts'
import type { Qualities } from './qualities.ts'

const hosts = () => roots.filter(root => root.querySelector('.controls') && root.host.isConnected)
let roots: ShadowRoot[] = []
let video: HTMLVideoElement

beforeEach(() => {
  roots = collectShadowRoots()
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(640)
  document.documentElement.lang = 'en'
})
afterEach(() => vi.restoreAllMocks())

/** Renders the markup and shows controls for its video. */
function show(html = '<div><video controls></video></div>', options: Partial<ControlsOptions> = {}) {
  document.body.innerHTML = html
  video = document.querySelector('video')!
  Object.defineProperties(video, {
    textTracks: { value: Object.assign(new EventTarget(), { [Symbol.iterator]: [][Symbol.iterator], length: 0 }) },
    played: { value: { length: 0 } },
    duration: { value: 90 },
  })
  return showControls(video, { storyboardUrl: null, onQualities: () => () => {}, ...options })
}
const find = <Found extends HTMLElement>(selector: string) => hosts()[0]!.querySelector<Found>(selector)!

it('takes the place of the browser’s controls, and gives it back', () => {
  const remove = show()
  expect([hosts().length, video.hasAttribute('controls')]).toEqual([1, false])
  expect(document.body.innerHTML).toBe('<div><video data-lectern-replaces-controls=""></video></div>')
  remove()
  expect([hosts().length, document.body.innerHTML]).toEqual([0, '<div><video controls=""></video></div>'])
})

it.each([
  '<div><video></video></div>',
  '<div><video controls class="video-js" data-setup="{}"></video></div>',
  '<div class="plyr"><video controls></video></div>',
  '<media-controller><video controls slot="media"></video></media-controller>',
])('leaves a video of another player alone: %s', html => {
  show(html)
  expect([hosts().length, video.outerHTML]).toEqual([
    0,
    html.match(/<video.*<\/video>/)![0].replace('controls', video.hasAttribute('controls') ? 'controls=""' : ''),
  ])
})

it('also shows controls for a copy that the page makes', () => {
  show()
  show(video.outerHTML)
  expect(hosts()).toHaveLength(1)
})

it('makes room when a script asks for the browser’s controls', async () => {
  const remove = show()
  video.setAttribute('controls', '')
  await new Promise(resolve => setTimeout(resolve))
  expect([hosts().length, video.hasAttribute('controls')]).toEqual([0, true])
  remove()
  expect(video.hasAttribute('controls')).toBe(true)
})

it.each([
  ['en', 'Video player', 'Play', '0:00 of 1:30'],
  ['fr', 'Video player', 'Play', '0:00 of 1:30'],
  ['de-CH', 'Videoplayer', 'Abspielen', '0:00 von 1:30'],
])('names everything for screen readers in the page’s language: %s', (lang, ...names) => {
  document.documentElement.lang = lang
  show()
  expect([
    find('.controls').getAttribute('aria-label'),
    find('.play').getAttribute('aria-label'),
    find('.seek input').getAttribute('aria-valuetext'),
  ]).toEqual(names)
  for (const element of hosts()[0]!.querySelectorAll('button, input, [role=group]'))
    expect(element.getAttribute('aria-label')).toMatch(/\w/)
})

it('keeps its keys from the page, and others too', () => {
  show()
  const heard: string[] = []
  document.body.addEventListener('keydown', event => heard.push((event as KeyboardEvent).key))
  for (const key of ['m', ' ', 'ArrowRight', 'Tab'])
    find('.play').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }))
  expect([video.muted, video.currentTime, heard]).toEqual([true, 5, ['Tab']])
})

it.each<[string, ((event: Event) => void) | null, string]>([
  ['plays on a click on the picture', null, 'play'],
  ['leaves a click alone that the page prevents', event => event.preventDefault(), ''],
  ['leaves a click alone that makes the page play', () => void video.play(), 'play'],
])('%s', (_, onClickOfPage, expected) => {
  const calls: string[] = []
  let paused = true
  const play = async () => {
    calls.push('play')
    paused = false
  }
  show()
  Object.defineProperty(video, 'paused', { get: () => paused })
  Object.assign(video, { play, pause: () => calls.push('pause') })
  if (onClickOfPage) video.addEventListener('click', onClickOfPage, { capture: true })
  video.dispatchEvent(new MouseEvent('click', { cancelable: true }))
  expect(calls.join()).toBe(expected)
})

it('lists the qualities of a stream, and sets the chosen one', () => {
  let chosen: number | null = null
  let change: (qualities: Qualities | null) => void = () => {}
  show(undefined, {
    onQualities(callback) {
      change = callback
      callback(null)
      return () => {}
    },
  })
  const list = () => [...hosts()[0]!.querySelectorAll<HTMLElement>('.choice')][1]!
  find('.settings-button').click()
  expect([find('.settings').hidden, list().hidden]).toEqual([false, true])
  change({
    list: () => [720, 360].map((height, id) => ({ id, height, bitrate: 1e6 })),
    chosen: () => chosen,
    choose: id => {
      chosen = id
    },
  })
  const select = list().querySelector('select')!
  expect([list().hidden, [...select.options].map(({ text }) => text)]).toEqual([false, ['Automatic', '720p', '360p']])
  select.value = '1'
  select.dispatchEvent(new Event('change'))
  expect(chosen).toBe(1)
  select.value = ''
  select.dispatchEvent(new Event('change'))
  expect(chosen).toBeNull()
})

it('offers another device while there is one, and not where the page forbids it', async () => {
  let change: (isAvailable: boolean) => void = () => {}
  const prompt = vi.fn(async () => {})
  const remote = {
    prompt,
    cancelWatchAvailability: vi.fn(async () => {}),
    async watchAvailability(callback: typeof change) {
      change = callback
      return 3
    },
  }
  Object.defineProperty(HTMLVideoElement.prototype, 'remote', { get: () => remote, configurable: true })
  const remove = show()
  const button = find('.other-device')
  expect(button.hidden).toBe(true)
  change(true)
  expect(button.hidden).toBe(false)
  button.click()
  expect(prompt).toHaveBeenCalledTimes(1)
  await Promise.resolve()
  remove()
  expect(remote.cancelWatchAvailability).toHaveBeenCalledWith(3)
  remote.watchAvailability = async () => Promise.reject(new Error('disableRemotePlayback'))
  show()
  expect(find('.other-device').hidden).toBe(true)
  Reflect.deleteProperty(HTMLVideoElement.prototype, 'remote')
})

it('hides the button for the full screen where a frame forbids it', () => {
  vi.stubGlobal('document', document)
  Object.defineProperty(document, 'fullscreenEnabled', { value: false, configurable: true })
  show()
  expect(find('.full-screen').hidden).toBe(true)
  Object.defineProperty(document, 'fullscreenEnabled', { value: true, configurable: true })
  show()
  expect(find('.full-screen').hidden).toBe(false)
})
