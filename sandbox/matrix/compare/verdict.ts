import type { Conditions, Run } from '../run-page.ts'
import { compareConsole, compareRuns, type Difference } from './compare.ts'
import { jumpOf, sampleSeconds, samplesByVideo, stallOf } from './continuity.ts'
import { harmless } from './harmless.ts'
import { hasFile, hasStreamed, isBroken, mayStream, mustMeetFault, mustRescue, strictRule } from './stream-rules.ts'

/** The verdict on a cell. It is right if `failures` is empty. */
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
/** What the player may cost where nothing fails, in seconds. */
const delaySeconds = 1
/** How far the place may jump when the author's file goes on, in seconds. */
const jumpSeconds = 0.5

/**
 * Judges a cell by its run with the player and by one or more bare runs. A difference that also exists between two bare
 * runs is the browser's own.
 */
export function judge(conditions: Conditions, bareRuns: Run[], tagged: Run): Verdict {
  const together = conditions.begin === 4000 && conditions.network === 'fast'
  const { allowed = [] } = conditions.page
  const options = { together, allowed: allowed.map(({ what }) => what) }
  const finished = bareRuns.filter(({ unfinished }) => unfinished === null)
  const bares = finished.length > 0 ? finished : bareRuns
  const bare = bares[0]!
  const found = checkRuns(conditions, bares, tagged)
  if (isBroken(bare)) {
    // A file that no browser plays has no events that the stream's could equal.
    found.push(...checkRescue(conditions, bare, tagged), ...compareConsole(bares, tagged, options))
  } else if (conditions.scenario.preview) {
    // A preview's page has a banner, and its video stands when the link has ended.
    found.push(...checkEnd(conditions, bare, tagged))
  } else {
    found.push(...checkEnd(conditions, bare, tagged), ...checkPlayback(conditions, bares, tagged))
    found.push(...compareRuns(bares, tagged, options))
  }
  const verdict: Verdict = {
    failures: [],
    harmless: [],
    streamed: hasStreamed(tagged),
    mayStream: mayStream(conditions),
  }
  for (const difference of found) {
    const known = harmless.find(each => each.matches(difference, conditions))
    const reason = known?.reason ?? allowed.find(({ what }) => difference.text.includes(what))?.reason
    if (reason) verdict.harmless.push({ difference, reason })
    else verdict.failures.push(difference)
  }
  return verdict
}

/** Checks what would make a cell prove nothing, and the rules of the stream. */
function checkRuns(conditions: Conditions, bares: Run[], tagged: Run): Difference[] {
  const { scenario, page, fault, network } = conditions
  const bare = bares[0]!
  const differences: Difference[] = []
  if (tagged.entries.length === 0 || bares.every(({ entries }) => entries.length === 0))
    differences.push({ key: 'no log', text: 'the page wrote no log' })
  const mustPlay = fault === null && network === 'fast' && !scenario.cutsLine && !page.stopsBeforeEnd
  const isRescue = isBroken(bare) && hasFile(bare)
  if (mustPlay && !isRescue && bare.unfinished !== null)
    differences.push({
      key: 'bare page does not play',
      text: `the page does not play by itself: without the player, the step ${bare.unfinished} did not end`,
    })
  const rule = strictRule(conditions, bare)
  if (rule && hasStreamed(tagged))
    differences.push({ key: 'stream against the rules', text: `the stream plays in spite of the rule: ${rule}` })
  if (fault && !isBroken(bare) && mustMeetFault(conditions, bare)) {
    if (!tagged.requests.some(({ kind }) => kind === fault.kind))
      differences.push({ key: 'fault not met', text: `nothing of the kind ${fault.kind} was requested` })
    else if (fault.kind === 'later segment' && !hasStreamed(tagged))
      differences.push({ key: 'fault not met', text: 'the stream did not play before its segment failed' })
  }
  return differences
}

/** Where a rescue is due, the stream plays to the end of the scenario. */
function checkRescue(conditions: Conditions, bare: Run, tagged: Run): Difference[] {
  if (!mustRescue(conditions, bare)) return []
  if (!hasStreamed(tagged))
    return [{ key: 'no rescue', text: 'the browser cannot play the file, and the stream did not play instead' }]
  return tagged.unfinished === null ? [] : [doesNotPlay(tagged)]
}

const doesNotPlay = ({ reached, unfinished }: Run): Difference => ({
  key: 'does not play',
  text: `the video stands at ${reached.toFixed(2)} s: the step ${unfinished} did not end`,
})

/** With the player, the scenario comes to its end, or as far as without it. */
function checkEnd({ scenario }: Conditions, bare: Run, tagged: Run): Difference[] {
  if (tagged.unfinished === null) return []
  const isAsFar = scenario.cutsLine || tagged.reached > bare.reached - delaySeconds
  return bare.unfinished !== null && isAsFar ? [] : [doesNotPlay(tagged)]
}

function checkPlayback(conditions: Conditions, bares: Run[], tagged: Run): Difference[] {
  const { scenario, fault } = conditions
  const differences: Difference[] = []
  const stall = stallOf(tagged)
  const mayFail = fault !== null || scenario.cutsLine
  const allowed = Math.max(...bares.map(stallOf)) + (mayFail ? giveBackSeconds + sampleSeconds : delaySeconds)
  if (stall > allowed)
    differences.push({
      key: 'stall',
      text: `playback stands for ${stall.toFixed(1)} s, ${allowed.toFixed(1)} s are allowed`,
    })
  const jump = jumpOf(tagged)
  if (jump > Math.max(jumpSeconds, ...bares.map(jumpOf)))
    differences.push({ key: 'jump', text: `playback jumps by ${jump.toFixed(2)} s` })
  // A play that begins with the file may ask for more of it, until the stream takes over.
  const [samples = []] = samplesByVideo(tagged).values()
  const fileRequests = tagged.requests.filter(({ kind }) => kind === 'file')
  const isOfThisVideo = (path: string) => fileRequests.some(each => each.path === path && each.start < tagged.playedAt)
  const files = fileRequests.filter(({ start, path }) => start > tagged.playedAt + 500 && isOfThisVideo(path))
  if (mayStream(conditions) && scenario.keepsSource && samples[0]?.isStream && files.length > 0)
    differences.push({
      key: 'file asked while streaming',
      text: `the stream plays, and ${files[0]!.path} is asked for too`,
    })
  return differences
}
