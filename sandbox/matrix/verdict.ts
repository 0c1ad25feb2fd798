import { compareRuns, type Difference } from './compare.ts'
import { type Harmless, harmless } from './harmless.ts'
import type { Sample } from './log.ts'
import type { Conditions, Run } from './run-page.ts'

/** What a cell came to. It is right if `failures` is empty. */
export type Verdict = {
  failures: Difference[]
  /** Differences that are known to be harmless. */
  harmless: { difference: Difference; reason: string }[]
  /** Whether the stream played. */
  streamed: boolean
  /** Whether the rules allow a stream here, so that nine in ten of such cells must have it. */
  mayStream: boolean
}

/** What a failure may cost on top of what the bare page takes, in seconds. */
const giveBackSeconds = 5
/** How far the place may jump when the author's file goes on, in seconds. */
const jumpSeconds = 0.5
/** Samples come five times a second, and later on a busy machine. */
const sampleSeconds = 0.5

/**
 * Judges a cell by its run with the player and by one or more bare runs. A difference that also exists between two bare
 * runs is the browser's own.
 */
export function judge(conditions: Conditions, bareRuns: Run[], tagged: Run): Verdict {
  const together = conditions.begin === 4000 && conditions.network === 'fast'
  const [bare, ...others] = bareRuns as [Run, ...Run[]]
  // Chromium plays the sound alone of a video whose picture it does not know.
  const hasNoPicture = bare.final !== null && bare.final.readyState > 0 && bare.final.width === 0
  const isRescue = bare.final !== null && (hasNoPicture || (bare.final.error !== null && bare.reached === 0))
  const own = new Set(others.flatMap(other => compareRuns(bare, other, { together })).map(({ key }) => key))
  const found = [...checkPlayback(conditions, bareRuns, tagged, isRescue)]
  // A file that no browser plays has no events that the stream's could equal, and a preview's page has a banner.
  if (!isRescue && !conditions.scenario.preview)
    found.push(...compareRuns(bare, tagged, { together }).filter(({ key }) => !own.has(key)))
  const verdict: Verdict = {
    failures: [],
    harmless: [],
    streamed: hasStreamed(tagged),
    mayStream: mayStream(conditions),
  }
  for (const difference of found) {
    const known = harmless.find((each: Harmless) => each.matches(difference, conditions))
    const allowed = conditions.page.allowed?.find(({ what }) => difference.text.includes(what))
    const reason = known?.reason ?? allowed?.reason
    if (reason) verdict.harmless.push({ difference, reason })
    else verdict.failures.push(difference)
  }
  return verdict
}

const samplesOf = (run: Run): (Sample & { at: number })[] =>
  run.entries.flatMap(entry => (entry.type === 'sample' ? [{ at: entry.at, ...entry.values }] : []))

/** When the scenario or the page moved the place: the page sees these events, and none of the player's own seeks. */
const movesOf = (run: Run): number[] =>
  run.entries
    .filter(
      ({ type, name }) => type === 'action' || (type === 'event' && ['seeking', 'ended', 'emptied'].includes(name)),
    )
    .map(({ at }) => at)

const hasStreamed = (run: Run) => samplesOf(run).some(({ isStream }) => isStream)

/** Failures that leave the stream alone. */
const apartFromStream = ['captions', 'poster', 'page', 'other']

function mayStream({ page, scenario, fault, begin, network }: Conditions): boolean {
  const isUndisturbed = fault === null || apartFromStream.includes(fault.kind)
  return page.neverStreams === null && !scenario.neverStreams && isUndisturbed && begin === 4000 && network === 'fast'
}

function checkPlayback(conditions: Conditions, bareRuns: Run[], tagged: Run, isRescue: boolean): Difference[] {
  const [bare] = bareRuns as [Run]
  const { scenario, page, fault, begin } = conditions
  if (isRescue) {
    // Rescue needs a file that is there and its stream, and a failure may be its end.
    const hasFile = bare.asked.some(({ kind, status }) => kind === 'file' && status >= 200 && status < 300)
    const mustRescue = hasFile && page.neverStreams === null && (fault === null || apartFromStream.includes(fault.kind))
    return mustRescue && begin === 4000 && !hasStreamed(tagged)
      ? [{ key: 'no rescue', text: 'the browser cannot play the file, and the stream did not play instead' }]
      : []
  }
  const differences: Difference[] = []
  if (tagged.unfinished && !bare.unfinished && !scenario.preview)
    differences.push({
      key: 'does not play',
      text: `the video stands at ${tagged.reached.toFixed(2)} s: the step ${tagged.unfinished} did not end`,
    })
  const stall = longestStall(samplesOf(tagged))
  const allowed = Math.max(...bareRuns.map(run => longestStall(samplesOf(run)))) + giveBackSeconds + sampleSeconds
  if (stall > allowed)
    differences.push({
      key: 'stall',
      text: `playback stands for ${stall.toFixed(1)} s, ${allowed.toFixed(1)} s are allowed`,
    })
  const jump = longestJump(samplesOf(tagged), movesOf(tagged))
  const ownJump = Math.max(...bareRuns.map(run => longestJump(samplesOf(run), movesOf(run))))
  if (jump > Math.max(jumpSeconds, ownJump))
    differences.push({ key: 'jump', text: `playback jumps by ${jump.toFixed(2)} s` })
  // A play that begins with the file may ask for more of it, until the stream takes over.
  const isStreamAtOnce = samplesOf(tagged)[0]?.isStream === true
  const files = tagged.asked.filter(({ kind, start }) => kind === 'file' && start > tagged.playedAt + 500)
  if (mayStream(conditions) && scenario.keepsSource && isStreamAtOnce && files.length > 0)
    differences.push({
      key: 'file asked while streaming',
      text: `the stream plays, and ${files[0]!.path} is asked for too`,
    })
  return differences
}

/** Returns the longest time that a video that should play stood still, in seconds. */
export function longestStall(samples: (Sample & { at: number })[]): number {
  let [longest, since] = [0, samples[0]?.at ?? 0]
  for (const [index, sample] of samples.entries()) {
    const previous = samples[index - 1]
    const stands = previous && !sample.paused && !sample.ended && Math.abs(sample.time - previous.time) < 0.01
    if (!stands) since = sample.at
    longest = Math.max(longest, (sample.at - since) / 1000)
  }
  return longest
}

/**
 * Returns the farthest that the place moved by itself beyond what the clock explains, forward or backward, in seconds.
 * @param moves when the scenario or the page moved the place
 */
export function longestJump(samples: (Sample & { at: number })[], moves: number[]): number {
  let longest = 0
  for (const [index, sample] of samples.entries()) {
    const previous = samples[index - 1]
    if (!previous || sample.seeking || previous.seeking || sample.ended || previous.ended) continue
    if (moves.some(at => at >= previous.at - sampleSeconds * 1000 && at <= sample.at)) continue
    const moved = sample.time - previous.time
    if (sample.loop && moved < 0) continue
    const passed = ((sample.at - previous.at) / 1000) * Math.max(sample.rate, previous.rate)
    longest = Math.max(longest, -moved, moved - passed)
  }
  return longest
}
