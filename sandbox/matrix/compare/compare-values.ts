import type { State, Values } from '../log.ts'
import { loadingEvents, type PageEvent } from './playback-events.ts'

/**
 * How far apart times may be, in seconds, and boxes, in pixels. A playing video moves on until a busy machine calls a
 * listener; jumps are measured apart.
 */
const timeTolerance = 1
const durationTolerance = 0.05
const boxTolerance = 1

/** What people and scripts set, before or after a slow line has brought the file. */
const setByActions = new Set(['time', 'rate', 'volume'])

/** The `readyState` that an event promises. */
const promisedReadiness: Record<string, number> = { loadedmetadata: 1, loadeddata: 2, canplay: 3, playing: 2 }

/** A value that a page reads, and what it is in a bare page and in the page with the player. */
export type ValueDifference = { name: string; bare: unknown; tagged: unknown }

/** Returns how an event differs from the same event of every bare run. */
export function compareEvent(bares: PageEvent[], tagged: PageEvent, options: { together: boolean }): ValueDifference[] {
  return commonDifferences(bares.map(bare => eventDifferences(bare, tagged, options)))
}

/** Returns how a video at the end differs from the same video at the end of every bare run. Null is no video. */
export function compareStates(bares: State[], tagged: State): ValueDifference[] {
  return commonDifferences(
    bares.map(bare => {
      const differences = valueDifferences(bare, tagged).filter(({ name }) => name !== 'time')
      for (const name of ['paused', 'loop', 'connected'] as const)
        if (bare[name] !== tagged[name]) differences.push({ name, bare: bare[name], tagged: tagged[name] })
      return differences
    }),
  )
}

/** Returns the differences to the first bare run that the others have too. */
const commonDifferences = ([first = [], ...others]: ValueDifference[][]) =>
  first.filter(({ name }) => others.every(differences => differences.some(other => other.name === name)))

function eventDifferences(bare: PageEvent, tagged: PageEvent, { together }: { together: boolean }): ValueDifference[] {
  const [want, have] = [bare.values, tagged.values]
  if (!want || !have) return []
  const isRace = !together && loadingEvents.has(tagged.name)
  const differences = valueDifferences(want, have).filter(({ name }) => !isRace || !setByActions.has(name))
  if (together && want.paused !== have.paused)
    differences.push({ name: 'paused', bare: want.paused, tagged: have.paused })
  const promised = promisedReadiness[bare.name] ?? 0
  if (want.readyState >= promised && have.readyState < promised)
    differences.push({ name: 'readyState', bare: want.readyState, tagged: have.readyState })
  if (!isSeekRight(bare, tagged))
    differences.push({ name: 'place', bare: bare.offTarget ?? null, tagged: tagged.offTarget ?? null })
  return differences
}

/** How far before the place that it sought a video may be at `seeked`, in seconds, and how far after it if it plays. */
const seekTolerance = 0.1
const playingSeekTolerance = 0.3

/** A seek ends where it was to end, or as far from there as in the bare page. */
function isSeekRight({ offTarget: bare = 0 }: PageEvent, { offTarget: tagged = 0, values }: PageEvent): boolean {
  const after = values?.paused ? seekTolerance : playingSeekTolerance
  return tagged >= Math.min(bare, 0) - seekTolerance && tagged <= Math.max(bare, 0) + after
}

const isNear = (a: number | null, b: number | null, tolerance: number) =>
  // NaN and infinity become null in some drivers.
  a === b || !(Number.isFinite(a) || Number.isFinite(b)) || Math.abs((a ?? Number.NaN) - (b ?? Number.NaN)) <= tolerance

function valueDifferences(bare: Values, tagged: Values): ValueDifference[] {
  const differences: ValueDifference[] = []
  const check = (name: keyof Values, isEqual: boolean) => {
    if (!isEqual) differences.push({ name, bare: bare[name], tagged: tagged[name] })
  }
  check('time', isNear(bare.time, tagged.time, timeTolerance))
  check('duration', isNear(bare.duration, tagged.duration, durationTolerance))
  check(
    'box',
    bare.box.every((side, index) => isNear(side, tagged.box[index]!, boxTolerance)),
  )
  for (const name of ['width', 'height', 'currentSrc', 'src', 'ended', 'rate', 'volume', 'error'] as const)
    check(name, bare[name] === tagged[name])
  check('attributes', withoutRandom(bare.attributes) === withoutRandom(tagged.attributes))
  check('tracks', areTracksRight(bare.tracks, tagged.tracks))
  return differences
}

/** Leaves out the random ids that players give to elements. */
const withoutRandom = (attributes: string[]) => String(attributes).replaceAll(/\d{6,}/g, '')

/**
 * The author's tracks stay as they are, in their order, and no more tracks show than in the bare page. Lectern's come
 * after them, but before those that a script adds without an element.
 */
function areTracksRight(bare: Values['tracks'], tagged: Values['tracks']): boolean {
  const own = bare.map(track => JSON.stringify(track))
  const added = tagged.filter(track => {
    const isNextOwn = JSON.stringify(track) === own[0]
    if (isNextOwn) own.shift()
    return !isNextOwn
  })
  const showing = (tracks: Values['tracks']) => tracks.filter(({ mode }) => mode === 'showing').length
  return own.length === 0 && showing(tagged) <= showing(bare) && added.every(({ kind }) => kind !== 'metadata')
}
