// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { addCaptions, isAddedTrack } from './text-tracks.ts'

type Track = { kind: string; language: string; label: string; mode: string }

/** A video with the page's own tracks. */
function videoWith(tracks: Partial<Track>[]): HTMLVideoElement {
  const textTracks = tracks.map(track => ({ kind: 'subtitles', language: '', label: '', mode: 'showing', ...track }))
  return Object.defineProperty(document.createElement('video'), 'textTracks', { value: textTracks })
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

it('keeps its tracks behind those that the page adds later', async () => {
  const video = videoWith([])
  const remove = addCaptions(video, captions)
  const own = document.createElement('track')
  video.append(own)
  await vi.waitFor(() => expect([...video.children].indexOf(own)).toBe(0))
  remove()
  expect([...video.children]).toEqual([own])
})
