import type { Entry, Sample, State, Values } from '../log.ts'
import type { Run } from '../run-page.ts'

/** Values of a video that plays, with overrides. */
export const buildValues = (overrides: Partial<Values> = {}): Values => ({
  ...{ time: 0, duration: 12, width: 640, height: 360, currentSrc: 'media/film.mp4', src: 'media/film.mp4' },
  ...{ readyState: 4, networkState: 1, paused: true, ended: false, rate: 1, volume: 1, error: null },
  ...{ box: [640, 360], attributes: ['controls=', 'src=../media/film.mp4'], tracks: [] },
  ...overrides,
})

/** An event of the first video. */
export const buildEvent = (name: string, overrides: Partial<Values> = {}): Entry => ({
  ...{ at: 0, frame: 'index.html', type: 'event', name, target: 'video 1', values: buildValues(overrides) },
})

/** A sample at a time of the clock, in milliseconds. */
export const buildSample = (at: number, time: number, overrides: Partial<Sample> = {}): Entry => ({
  ...{ at, frame: 'index.html', type: 'sample', name: '', target: 'video 1' },
  values: { time, paused: false, ended: false, seeking: false, rate: 1, loop: false, isStream: false, ...overrides },
})

/** The video at the end of a run, with overrides. */
export const buildState = (overrides: Partial<State> = {}): State => ({
  ...buildValues(),
  ...{ seeking: false, loop: false, connected: true, began: true, hasEnded: false, playing: '' },
  ...overrides,
})

const loaded: Entry = { at: 0, frame: 'index.html', type: 'page', name: 'DOMContentLoaded' }

/** A run whose page saw these entries after it was loaded. */
export const buildRun = (entries: Entry[], overrides: Partial<Run> = {}): Run => ({
  ...{
    bare: false,
    entries: [loaded, ...entries],
    console: [],
    requests: [],
    playedAt: 0,
    final: null,
    reached: 2,
    unfinished: null,
  },
  ...overrides,
})
