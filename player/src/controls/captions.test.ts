// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { captionName, showCaptions, shownCaptions, toggleCaptions } from './captions.ts'
import { raiseCaptions } from './raise-captions.ts'

const track = (kind: string, language: string, mode = 'disabled', label = '') =>
  Object.assign(new EventTarget(), { kind, language, mode, label, cues: [] as unknown[] }) as unknown as TextTrack

const videoWith = (...textTracks: TextTrack[]) =>
  Object.assign(new EventTarget(), { textTracks, currentTime: 10, clientHeight: 360 }) as unknown as HTMLVideoElement

beforeEach(() => {
  document.documentElement.lang = 'de'
})

it('shows one track at most, and leaves tracks for scripts alone', () => {
  const [chapters, english, german] = [
    track('metadata', '', 'hidden'),
    track('captions', 'en', 'showing'),
    track('subtitles', 'de'),
  ]
  const video = videoWith(chapters, english, german)
  showCaptions(video, german)
  expect([chapters.mode, english.mode, german.mode]).toEqual(['hidden', 'disabled', 'showing'])
  showCaptions(video, null)
  expect([chapters.mode, shownCaptions(video)]).toEqual(['hidden', null])
})

it('first shows captions in the page’s language, later those that were shown last', () => {
  const [english, german] = [track('captions', 'en'), track('captions', 'de-AT')]
  const video = videoWith(english, german)
  toggleCaptions(video)
  expect(shownCaptions(video)).toBe(german)
  showCaptions(video, english)
  toggleCaptions(video)
  expect(shownCaptions(video)).toBeNull()
  toggleCaptions(video)
  expect(shownCaptions(video)).toBe(english)
})

it('names tracks by their label, else by their language', () => {
  expect(captionName(track('captions', 'en', '', 'Narrator'), 'Untertitel')).toBe('Narrator')
  expect(captionName(track('captions', 'en'), 'Untertitel')).toBe('Englisch')
  expect(captionName(track('captions', ''), 'Untertitel')).toBe('Untertitel')
})

it('moves captions above the controls, and back', () => {
  const cue = {
    startTime: 9,
    endTime: 12,
    line: 'auto',
    snapToLines: true,
    vertical: '',
    text: 'The hare\nand the tortoise',
  }
  const placed = { ...cue, line: 3 }
  const later = { ...cue, startTime: 500, endTime: 501 }
  const shown = track('captions', 'en', 'showing')
  ;(shown as unknown as { cues: unknown[] }).cues.push(cue, placed, later)
  const video = videoWith(shown)
  const lower = raiseCaptions(video, 62)
  expect([cue.line, placed.line, later.line]).toEqual([-5, 3, 'auto'])
  video.currentTime = 499
  shown.dispatchEvent(new Event('cuechange'))
  expect(later.line).toBe(-5)
  lower()
  expect([cue.line, placed.line, later.line]).toEqual(['auto', 3, 'auto'])
})
