import type { Entry, Values } from './log.ts'
import { comparableEvents, eventLists, type PageEvent } from './playback-events.ts'
import type { Run } from './run-page.ts'

/** One way in which a run differs from the bare one. Equal keys are the same difference in other runs. */
export type Difference = { key: string; text: string }

/**
 * How far apart times may be, in seconds, and boxes, in pixels. A playing video moves on until a busy machine calls a
 * listener; jumps are measured apart.
 */
const timeTolerance = 1
const durationTolerance = 0.05
const boxTolerance = 1

/** The `readyState` that an event promises. */
const promisedReadiness: Record<string, number> = { loadedmetadata: 1, loadeddata: 2, canplay: 3, playing: 2 }

/**
 * Returns how the log of a page with the player differs from the log without it, the first difference first.
 * @param options.together whether the order of loading and playback events counts; see eventLists
 */
export function compareRuns(bare: Run, tagged: Run, options: { together: boolean }): Difference[] {
  return [
    ...compareEvents(bare.entries, tagged.entries, options),
    ...compareTexts(bare.entries, tagged.entries),
    ...newTexts('browser console', bare.console.map(normalize), tagged.console.map(normalize)),
    ...compareFinal(bare, tagged),
  ]
}

function compareEvents(bare: Entry[], tagged: Entry[], options: { together: boolean }): Difference[] {
  const [expected, actual] = [bare, tagged].map(entries => eventLists(comparableEvents(entries), options))
  const differences: Difference[] = []
  for (const key of new Set([...expected!.keys(), ...actual!.keys()])) {
    const [want, have] = [expected!.get(key) ?? [], actual!.get(key) ?? []]
    const at = want.findIndex((event, index) => event.name !== have[index]?.name)
    const first = at >= 0 ? at : have.length > want.length ? want.length : -1
    if (first >= 0)
      differences.push({
        key: `order: ${want[first]?.name ?? 'end'} → ${have[first]?.name ?? 'end'}`,
        text: `${key}: after "${want[first - 1]?.name ?? 'start'}" the bare page has "${describe(want, first)}", this one "${describe(have, first)}"`,
      })
    const same = first >= 0 ? first : want.length
    for (let index = 0; index < same; index++)
      differences.push(...compareValues(key, want[index]!, have[index]!, options))
  }
  return differences
}

const describe = (events: PageEvent[], from: number) =>
  events
    .slice(from, from + 6)
    .map(({ name }) => name)
    .join(' ') || 'nothing'

function compareValues(
  key: string,
  bare: PageEvent,
  tagged: PageEvent,
  { together }: { together: boolean },
): Difference[] {
  if (!bare.values || !tagged.values) return []
  const differences = valueDifferences(bare.values, tagged.values)
  if (together && bare.values.paused !== tagged.values.paused)
    differences.push(['paused', bare.values.paused, tagged.values.paused])
  const promised = promisedReadiness[bare.name] ?? 0
  if (bare.values.readyState >= promised && tagged.values.readyState < promised)
    differences.push(['readyState', bare.values.readyState, tagged.values.readyState])
  return differences.map(([name, want, have]) => ({
    key: `value: ${name} at ${bare.name}`,
    text: `${key}: at "${bare.name}" ${name} is ${JSON.stringify(have)}, in the bare page ${JSON.stringify(want)}`,
  }))
}

const isNear = (a: number | null, b: number | null, tolerance: number) =>
  // NaN and infinity become null in some drivers.
  a === b || !(Number.isFinite(a) || Number.isFinite(b)) || Math.abs((a ?? Number.NaN) - (b ?? Number.NaN)) <= tolerance

function valueDifferences(bare: Values, tagged: Values): [name: string, bare: unknown, tagged: unknown][] {
  const differences: [string, unknown, unknown][] = []
  const check = (name: keyof Values, isEqual: boolean) => {
    if (!isEqual) differences.push([name, bare[name], tagged[name]])
  }
  check('time', isNear(bare.time, tagged.time, timeTolerance))
  check('duration', isNear(bare.duration, tagged.duration, durationTolerance))
  check(
    'box',
    bare.box.every((side, index) => isNear(side, tagged.box[index]!, boxTolerance)),
  )
  for (const name of ['width', 'height', 'currentSrc', 'src', 'ended', 'rate', 'volume', 'error'] as const)
    check(name, bare[name] === tagged[name])
  check('attributes', String(bare.attributes) === String(tagged.attributes))
  check('tracks', areTracksRight(bare.tracks, tagged.tracks))
  return differences
}

/** The author's tracks stay as they are, Lectern's come after them, and at most one that the author does not show is shown. */
function areTracksRight(bare: Values['tracks'], tagged: Values['tracks']): boolean {
  const own = tagged.slice(0, bare.length)
  const added = tagged.slice(bare.length)
  const showing = tagged.filter(({ mode }) => mode === 'showing').length
  const isShownTwice = showing > Math.max(1, bare.filter(({ mode }) => mode === 'showing').length)
  return JSON.stringify(own) === JSON.stringify(bare) && !isShownTwice && added.every(({ kind }) => kind !== 'metadata')
}

/** Leaves out ports and times, which differ between runs. */
const normalize = (text: string) =>
  text.replaceAll(/localhost:\d+/g, 'localhost').replaceAll(/\b\d+(\.\d+)? ?ms\b/g, 'ms')

function compareTexts(bare: Entry[], tagged: Entry[]): Difference[] {
  const texts = (entries: Entry[], types: string[]) =>
    entries
      .filter(({ type }) => types.includes(type))
      .map(entry => normalize(`${entry.frame} ${'target' in entry ? `${entry.target} ` : ''}${entry.name}`))
  const differences = newTexts('console', texts(bare, ['console', 'error']), texts(tagged, ['console', 'error']))
  for (const type of ['note', 'promise', 'page']) {
    const [want, have] = [texts(bare, [type]), texts(tagged, [type])]
    const at =
      Math.max(want.length, have.length) && [...want, ...have].findIndex((_, index) => want[index] !== have[index])
    if (String(want) !== String(have))
      differences.push({
        key: `${type}: ${want[at] ?? 'none'} → ${have[at] ?? 'none'}`,
        text: `${type}: the bare page has "${want[at] ?? 'nothing'}", this one "${have[at] ?? 'nothing'}"`,
      })
  }
  return differences
}

function newTexts(kind: string, bare: string[], tagged: string[]): Difference[] {
  const news = [...new Set(tagged)].filter(text => !bare.includes(text))
  return news.map(text => ({ key: `${kind}: ${text}`, text: `${kind}: only with the player: ${text}` }))
}

function compareFinal(bare: Run, tagged: Run): Difference[] {
  if (!bare.final || !tagged.final)
    return bare.final ? [{ key: 'final: no video', text: 'at the end the page has no video' }] : []
  const differences = valueDifferences(bare.final, tagged.final).filter(([name]) => name !== 'time')
  for (const name of ['paused', 'loop', 'connected'] as const)
    if (bare.final[name] !== tagged.final[name]) differences.push([name, bare.final[name], tagged.final[name]])
  return differences.map(([name, want, have]) => ({
    key: `final: ${name}`,
    text: `at the end ${name} is ${JSON.stringify(have)}, in the bare page ${JSON.stringify(want)}`,
  }))
}
