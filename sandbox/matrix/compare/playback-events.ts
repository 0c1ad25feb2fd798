import type { Entry, Values } from '../log.ts'

/** An event of a video. `offTarget` is how far a `seeked` is from the place that its `seeking` named, in seconds. */
export type PageEvent = {
  frame: string
  target: string
  name: string
  values: Values | undefined
  offTarget?: number
}

/** Events whose number depends on the network and the clock. */
const countedEvents = new Set(['timeupdate', 'progress', 'suspend', 'stalled'])
const readiness = new Set(['canplay', 'canplaythrough', 'playing'])
export const loadingEvents = new Set([
  ...['loadstart', 'abort', 'emptied', 'error', 'durationchange', 'resize'],
  ...['loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough'],
])

/**
 * Returns the events of a log that must be the same in every run of a page. While playback waits for bytes, `waiting`
 * and the repeated `canplay`, `canplaythrough`, and `playing` come as often as the network wants; all other events stay.
 */
export function comparableEvents(entries: Entry[]): PageEvent[] {
  const waits = new Set<string>()
  const seen = new Set<string>()
  const seekTargets = new Map<string, number>()
  const events: PageEvent[] = []
  for (const entry of entries) {
    if (entry.type !== 'event' || countedEvents.has(entry.name)) continue
    const { frame, target, name, values } = entry
    const element = `${frame} ${target}`
    if (name === 'waiting' || name === 'seeking') waits.add(element)
    if (name === 'waiting') continue
    // A new source or a new play has readiness of its own.
    if (name === 'loadstart' || name === 'emptied') for (const each of readiness) seen.delete(`${element} ${each}`)
    if (name === 'play') seen.delete(`${element} playing`)
    if (readiness.has(name)) {
      const isRepeated = seen.has(`${element} ${name}`)
      seen.add(`${element} ${name}`)
      // Chromium announces once more that it can play through when it has loaded little before the play.
      if (isRepeated && (waits.has(element) || name === 'canplaythrough')) continue
    }
    if (name === 'seeking' && values) seekTargets.set(element, values.time)
    const seekTarget = name === 'seeked' ? seekTargets.get(element) : undefined
    const offTarget = values && seekTarget !== undefined ? values.time - seekTarget : undefined
    events.push({ frame, target, name, values, ...(offTarget !== undefined && { offTarget }) })
  }
  return events
}

function partOf(name: string): string {
  if (loadingEvents.has(name)) return 'loading'
  if (name.endsWith('pictureinpicture')) return 'picture in picture'
  return name.startsWith('seek') ? 'seeks' : 'playback'
}

/**
 * Splits events into lists whose order must be the same. Where playback begins while the page loads, or on a slow line,
 * each kind of event is a list of its own, because a click and the network race each other. When a browser
 * thinks that it could play to the end is then a matter of the line.
 */
export function eventLists(events: PageEvent[], { together }: { together: boolean }): Map<string, PageEvent[]> {
  const lists = new Map<string, PageEvent[]>()
  for (const event of events) {
    if (!together && event.name === 'canplaythrough') continue
    const part = together ? 'events' : partOf(event.name)
    const key = `${event.frame} ${event.target} ${part}`
    const list = lists.get(key) ?? []
    lists.set(key, [...list, event])
  }
  return lists
}
