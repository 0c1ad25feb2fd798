import type { CaptionFlaw } from './webvtt.ts'

/** One caption with its start and end in milliseconds, and its text in WebVTT syntax. */
export type Cue = { start: number; end: number; text: string }

/** The captions of a file, and the first part of it that is not shown. */
export type ParsedCaptions = { cues: Cue[]; flaw: CaptionFlaw | null }

/** Formats captions as WebVTT. */
export const toWebVtt = (cues: Cue[]): string =>
  [
    'WEBVTT\n',
    ...cues.map(({ start, end, text }) => `${formatTimestamp(start)} --> ${formatTimestamp(end)}\n${text}\n`),
  ].join('\n')

const formatTimestamp = (time: number) =>
  `${pad(time / 3_600_000)}:${pad((time / 60_000) % 60)}:${pad((time / 1000) % 60)}.${pad(time % 1000, 3)}`

const pad = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0')

/**
 * Puts captions in order of time, as WebVTT requires. Leaves out those without text or duration, and repetitions, which
 * some formats use for outlines and shadows.
 */
export function sortCues(cues: Cue[]): Cue[] {
  const shown = cues.filter(({ start, end, text }) => text !== '' && start >= 0 && end > start)
  const unique = new Map(shown.map(cue => [`${cue.start} ${cue.end} ${cue.text}`, cue]))
  return [...unique.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}
