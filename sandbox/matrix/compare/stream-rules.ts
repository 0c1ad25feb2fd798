import { laterSegment, segmentSeconds } from '../proxy/request-kind.ts'
import type { Conditions, Run } from '../run-page.ts'

/** Failures that leave the stream alone. */
const apartFromStream = ['captions', 'poster', 'page', 'other']

const isStreamUndisturbed = ({ fault }: Conditions) => fault === null || apartFromStream.includes(fault.kind)

const captured = 'captured before it plays'
/** Rules of pages that hold whatever the clock says. Others keep the file only because the stream comes too late. */
export const strictRules = ['policy', 'closed shadow root', 'saves data', 'styled by its `src`', captured]

export const hasStreamed = (run: Run) => run.entries.some(entry => entry.type === 'sample' && entry.values.isStream)

/** Returns the strict rule by which the stream may not play, or null. */
export function strictRule({ page: { neverStreams: rule } }: Conditions, bare: Run): string | null {
  if (rule === null || !strictRules.includes(rule)) return null
  // A video without a picture cannot be captured.
  return rule === captured && isBroken(bare) ? null : rule
}

/** Whether the stream is ready before playback begins, if nothing disturbs it. */
function isReadyInTime({ page, scenario, begin, network }: Conditions): boolean {
  return page.neverStreams === null && !scenario.neverStreams && begin === 4000 && network === 'fast'
}

/** Whether the rules allow a stream. */
export const mayStream = (conditions: Conditions) => isReadyInTime(conditions) && isStreamUndisturbed(conditions)

/** `HTMLMediaElement.NETWORK_NO_SOURCE`: none of the `<source>` elements can be played. */
const noSource = 3

/** Whether the browser cannot play the page's file, or only its sound. */
export function isBroken({ final, reached }: Run): boolean {
  // Chromium plays the sound alone of a video whose picture it does not know.
  const hasNoPicture = final !== null && final.readyState > 0 && final.width === 0
  const hasFailed = final !== null && (final.error !== null || final.networkState === noSource)
  return hasNoPicture || (hasFailed && (reached === 0 || final.readyState === 0))
}

export const hasFile = ({ requests }: Run) =>
  requests.some(({ kind, status }) => kind === 'file' && status >= 200 && status < 300)

/** Whether the stream must play because the file cannot. A failure may be the end of it. */
export const mustRescue = (conditions: Conditions, bare: Run) =>
  hasFile(bare) && conditions.page.neverStreams === null && isStreamUndisturbed(conditions)

/** Whether a failure of the stream must have happened, so that a cell without it has proved nothing. */
export function mustMeetFault(conditions: Conditions, bare: Run): boolean {
  const kind = conditions.fault?.kind
  if (!isReadyInTime(conditions)) return false
  if (kind === 'later segment') return (bare.final?.duration ?? 0) > (laterSegment - 1) * segmentSeconds
  return kind === 'master' || kind === 'rendition' || kind === 'first segment'
}
