// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { addCaptions, isAddedTrack } from './text-tracks.ts'

// happy-dom makes a new track for every reading.
const tracks = new WeakMap<Element, { mode: string }>()
Object.defineProperty(HTMLTrackElement.prototype, 'track', {
  get(this: Element) {
    if (!tracks.has(this)) tracks.set(this, { mode: 'disabled' })
    return tracks.get(this)
  },
})

type Track = { kind: string; language: string; label: string; mode: string }

/** A video with the page's own tracks. */
function videoWith(tracks: Partial<Track>[]): HTMLVideoElement {
  const list = tracks.map(track => ({ kind: 'subtitles', language: '', label: '', mode: 'showing', ...track }))
  const textTracks = Object.assign(new EventTarget(), list, { length: list.length })
  return Object.defineProperty(document.createElement('video'), 'textTracks', { value: textTracks, configurable: true })
}

const addedTo = (video: HTMLVideoElement) => [...video.querySelectorAll('track')].filter(isAddedTrack)

const captions = [
  { language: 'en', kind: 'STANDARD' as const, label: 'English', url: '/en.vtt' },
  { language: 'de', kind: 'FORCED' as const, label: 'Deutsch (forced)', url: '/de.vtt' },
]

it.each([
  ['every language on a page without tracks', [], ['en', 'de']],
  ['none that the page has, whatever its region', [{ language: 'en-US' }], ['de']],
  ['none whose label the page has', [{ label: 'English' }], ['de']],
  ['languages that the page has only chapters in', [{ kind: 'chapters', language: 'en' }], ['en', 'de']],
])('adds %s', (_, tracks, languages) => {
  const video = videoWith(tracks)
  addCaptions(video, captions)
  expect(addedTo(video).map(({ srclang }) => srclang)).toEqual(languages)
})

it('switches its tracks off and leaves those of the page as they were', () => {
  const video = videoWith([{ language: 'fr', mode: 'showing' }])
  addCaptions(video, captions)
  const added = addedTo(video)
  expect(added.map(({ track }) => track.mode)).toEqual(['disabled', 'disabled'])
  expect(added.map(({ kind }) => kind)).toEqual(['captions', 'subtitles'])
  expect(video.textTracks[0]!.mode).toBe('showing')
})

it('steps back behind tracks that the page adds later, and leaves a language to them', async () => {
  const video = videoWith([])
  const remove = addCaptions(video, captions)
  await new Promise(resolve => setTimeout(resolve, 10))
  addedTo(video)[1]!.track.mode = 'showing'
  const own = document.createElement('track')
  Object.defineProperty(video, 'textTracks', { value: videoWith([{ language: 'en', mode: 'disabled' }]).textTracks })
  video.append(own)
  await vi.waitFor(() => expect(video.children).toHaveLength(1))
  await vi.waitFor(() => expect(video.children).toHaveLength(2))
  expect(video.firstElementChild).toBe(own)
  expect(addedTo(video).map(({ srclang, track }) => [srclang, track.mode])).toEqual([['de', 'showing']])
  remove()
  expect([...video.children]).toEqual([own])
})
