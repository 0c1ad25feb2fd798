import type { ParsedCaptions } from '../captions/cue.ts'

/** Formats captions as "start-end text", in seconds, with line breaks as "/". */
export const formatCues = ({ cues }: ParsedCaptions): string[] =>
  cues.map(({ start, end, text }) => `${start / 1000}-${end / 1000} ${text.replaceAll('\n', '/')}`)
