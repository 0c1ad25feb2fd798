import { laterSegment, segmentSeconds } from '../proxy/request-kind.ts'
import type { Conditions, Run } from '../run-page.ts'

/** Failures that leave the stream alone. */
const apartFromStream = ['captions', 'poster', 'page', 'other']

const isStreamUndisturbed = ({ fault }: Conditions) => fault === null || apartFromStream.includes(fault.kind)

/** Rules that hold whatever the clock says. Others keep the file only because the stream comes too late. */
const strictRules = ['policy', 'closed shadow root', 'read into something before it plays']

export const hasStreamed = (run: Run) => run.entries.some(entry => entry.type === 'sample' && entry.values.isStream)

/** Returns the rule by which the stream may not play, or null. A rule of the clock is none. */
export function strictRule({ page, scenario }: Conditions): string | null {
  return [page.neverStreams, scenario.neverStreams].find(rule => rule && strictRules.includes(rule)) ?? null
}

/** Whether the stream is ready before playback begins, if nothing disturbs it. */
function isReadyInTime({ page, scenario, begin, network }: Conditions): boolean {
  return page.neverStreams === null && !scenario.neverStreams && begin === 4000 && network === 'fast'
}

/** Whether the rules allow a stream. */
export const mayStream = (conditions: Conditions) => isReadyInTime(conditions) && isStreamUndisturbed(conditions)

/** Whether the browser cannot play the page's file, or only its sound. */
export function isBroken({ final, reached }: Run): boolean {
  // Chromium plays the sound alone of a video whose picture it does not know.
  const hasNoPicture = final !== null && final.readyState > 0 && final.width === 0
  return hasNoPicture || (final !== null && final.error !== null && reached === 0)
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
