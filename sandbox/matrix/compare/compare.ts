import type { Entry } from '../log.ts'
import type { Run } from '../run-page.ts'
import { compareEvent, compareStates, type ValueDifference } from './compare-values.ts'
import { comparableEvents, eventLists, type PageEvent } from './playback-events.ts'

/** One way in which a run differs from the bare ones. Equal keys are the same difference in other runs. */
export type Difference = { key: string; text: string }

export type CompareOptions = {
  /** Whether the order of loading and playback events counts; see eventLists. */
  together: boolean
  /** Notes and console lines with one of these texts are left out. */
  allowed?: string[]
}

/**
 * Returns how the log of a page with the player differs from the logs without it, the first difference first. Browsers
 * vary by themselves, so a difference is one to every bare run. Lists are compared with the bare one that they equal
 * for longest.
 */
export function compareRuns(bares: Run[], tagged: Run, options: CompareOptions): Difference[] {
  return [
    ...compareEvents(bares, tagged, options),
    ...compareTexts(bares, tagged, options),
    ...compareConsole(bares, tagged, options),
    ...compareFinal(bares, tagged),
  ]
}

/** Returns the errors and console lines that only the page with the player has. */
export function compareConsole(bares: Run[], tagged: Run, options: Pick<CompareOptions, 'allowed'>): Difference[] {
  const page = (run: Run) => textsOf(run.entries, ['console', 'error'], options)
  const browser = (run: Run) => run.console.map(normalize)
  return [
    ...newTexts('console', bares.flatMap(page), page(tagged)),
    ...newTexts('browser console', bares.flatMap(browser), browser(tagged)),
  ]
}

function compareEvents(bares: Run[], tagged: Run, options: CompareOptions): Difference[] {
  const lists = (run: Run) => eventLists(comparableEvents(run.entries), options)
  const [expected, actual] = [bares.map(lists), lists(tagged)]
  const differences: Difference[] = []
  for (const key of new Set([...expected, actual].flatMap(each => [...each.keys()]))) {
    const wants = expected.map(each => each.get(key) ?? [])
    const have = actual.get(key) ?? []
    const [want, equal] = closest(wants, have, ({ name }) => name)
    if (equal < Math.max(want.length, have.length) && !(tagged.final?.loop && isAnotherRound(want, have, equal)))
      differences.push({
        key: `order: ${key}: ${want[equal]?.name ?? 'end'} → ${have[equal]?.name ?? 'end'}`,
        text: `${key}: after "${want[equal - 1]?.name ?? 'start'}" the bare page has "${describe(want, equal)}", this one "${describe(have, equal)}"`,
      })
    for (const [index, event] of have.slice(0, equal).entries()) {
      const alike = wants.filter(each => equalLength(each, have, ({ name }) => name) > index)
      const found = compareEvent(
        alike.map(each => each[index]!),
        event,
        options,
      )
      differences.push(...found.map(each => describeValue(`value: ${key}`, `${key}: at "${event.name}"`, each, event)))
    }
  }
  return differences
}

/** A loop may go around once more before the run ends. Returns whether nothing else is in one of the lists alone. */
function isAnotherRound(want: PageEvent[], have: PageEvent[], equal: number): boolean {
  const [shorter, longer] = want.length < have.length ? [want, have] : [have, want]
  return equal === shorter.length && longer.slice(equal).every(({ name }) => name === 'seeking' || name === 'seeked')
}

/** Returns for how many items two lists are equal from their beginning. */
function equalLength<T>(one: T[], other: T[], textOf: (item: T) => string): number {
  const at = one.findIndex((item, index) => other[index] === undefined || textOf(item) !== textOf(other[index]))
  return at < 0 ? one.length : at
}

/** Returns the list that equals another one for longest, and for how many items. */
function closest<T>(lists: T[][], other: T[], textOf: (item: T) => string): [list: T[], equal: number] {
  // A list that ends where the other one ends equals it for longer than one that goes on.
  const score = (list: T[]) => {
    const equal = equalLength(list, other, textOf)
    return equal === Math.max(list.length, other.length) ? equal + 1 : equal
  }
  const best = lists.reduce((first, list) => (score(list) > score(first) ? list : first))
  return [best, equalLength(best, other, textOf)]
}

const describe = (events: PageEvent[], from: number) =>
  events
    .slice(from, from + 6)
    .map(({ name }) => name)
    .join(' ') || 'nothing'

const describeValue = (
  key: string,
  place: string,
  { name, bare, tagged }: ValueDifference,
  event?: PageEvent,
): Difference => ({
  key: `${key}: ${name}${event ? ` at ${event.name}` : ''}`,
  text: `${place} ${name} is ${JSON.stringify(tagged)}, in the bare page ${JSON.stringify(bare)}`,
})

/** Leaves out ports and times, which differ between runs. */
const normalize = (text: string) =>
  text.replaceAll(/localhost:\d+/g, 'localhost').replaceAll(/\b\d+(\.\d+)? ?ms\b/g, 'ms')

/** Returns the texts of entries of some types, without those that a page may have. */
const textsOf = (entries: Entry[], types: Entry['type'][], { allowed = [] }: Pick<CompareOptions, 'allowed'>) =>
  entries
    .filter(({ type }) => types.includes(type))
    .map(entry => normalize(`${entry.frame} ${'target' in entry ? `${entry.target} ` : ''}${entry.name}`))
    .filter(text => !allowed.some(each => text.includes(each)))

function compareTexts(bares: Run[], tagged: Run, options: CompareOptions): Difference[] {
  const differences: Difference[] = []
  for (const type of ['note', 'promise', 'page'] as const) {
    const have = textsOf(tagged.entries, [type], options)
    const wants = bares.map(bare => textsOf(bare.entries, [type], options))
    const [want, equal] = closest(wants, have, text => text)
    if (equal < Math.max(want.length, have.length))
      differences.push({
        key: `${type}: ${want[equal] ?? 'none'} → ${have[equal] ?? 'none'}`,
        text: `${type}: the bare page has "${want[equal] ?? 'nothing'}", this one "${have[equal] ?? 'nothing'}"`,
      })
  }
  return differences
}

function newTexts(kind: string, bare: string[], tagged: string[]): Difference[] {
  const news = [...new Set(tagged)].filter(text => !bare.includes(text))
  return news.map(text => ({ key: `${kind}: ${text}`, text: `${kind}: only with the player: ${text}` }))
}

function compareFinal(bares: Run[], tagged: Run): Difference[] {
  const finals = bares.flatMap(({ final }) => final ?? [])
  if (!tagged.final)
    return finals.length < bares.length ? [] : [{ key: 'final: no video', text: 'at the end the page has no video' }]
  return compareStates(finals, tagged.final).map(each => describeValue('final', 'at the end', each))
}
