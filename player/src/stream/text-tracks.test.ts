// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { addCaptions } from './text-tracks.ts'

type Track = { kind: string; language: string; label: string; mode: string }

/** A video with the page's own tracks, and what is added to it. */
function videoWith(tracks: Partial<Track>[]) {
  const added: HTMLTrackElement[] = []
  const video = {
    textTracks: tracks.map(track => ({ kind: 'subtitles', language: '', label: '', mode: 'showing', ...track })),
    ownerDocument: {
      createElement: () => ({ track: { mode: 'showing' }, remove() {} }),
    },
    append: (...elements: HTMLTrackElement[]) => added.push(...elements),
  }
  return { video: video as unknown as HTMLVideoElement, added }
}

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
  const { video, added } = videoWith(tracks)
  addCaptions(video, captions)
  expect(added.map(({ srclang }) => srclang)).toEqual(languages)
})

it('switches its tracks off and leaves those of the page as they were', () => {
  const { video, added } = videoWith([{ language: 'fr', mode: 'showing' }])
  addCaptions(video, captions)
  expect(added.map(({ track }) => track.mode)).toEqual(['disabled', 'disabled'])
  expect(added.map(({ kind }) => kind)).toEqual(['captions', 'subtitles'])
  expect(video.textTracks[0]!.mode).toBe('showing')
})
