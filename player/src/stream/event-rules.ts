/**
 * The phases of a video that plays a stream.
 * - `attaching`: the stream becomes the source, and the page sees the file's last values.
 * - `starting`: the same at the first play of a file of which nothing was loaded. The page sees the stream load.
 * - `stream`: the stream is the source.
 * - `returning`: the author's file becomes the source again.
 * - `returned`: the file plays, and its late events are still hidden.
 * - `rescue`: the stream plays in place of a file that the browser cannot play. The page sees all of it.
 */
export type Phase = 'attaching' | 'starting' | 'stream' | 'returning' | 'returned' | 'rescue'

/** The media events of the HTML standard. */
export const mediaEvents = [
  ...['abort', 'canplay', 'canplaythrough', 'durationchange', 'emptied', 'ended', 'error', 'loadeddata'],
  ...['loadedmetadata', 'loadstart', 'pause', 'play', 'playing', 'progress', 'ratechange', 'resize', 'seeked'],
  ...['seeking', 'stalled', 'suspend', 'timeupdate', 'volumechange', 'waiting'],
]

/** The events that announce that playback can begin or go on: at first, and after each wait and each seek. */
export const readyEvents = ['canplay', 'canplaythrough']

/** The events that announce how much is loaded, in the order of ready states 1 to 4. */
const announcements = ['loadedmetadata', 'loadeddata', ...readyEvents]

/** Returns the events that a page has had when its video has reached a ready state. A new source fires them again. */
export const announcedEvents = (readyState: number): Set<string> => new Set(announcements.slice(0, readyState))

const loadEvents = ['abort', 'emptied', 'loadstart', 'suspend', 'progress', 'stalled', 'ratechange']
const positionEvents = ['durationchange', 'resize', 'timeupdate', 'seeking', 'seeked']

/** The events that the page does not see in each phase. */
const hiddenEvents: Record<Phase, Set<string>> = {
  attaching: new Set([...loadEvents, ...positionEvents, 'error']),
  starting: new Set([...loadEvents, 'error']),
  stream: new Set(['durationchange', 'resize', 'error']),
  returning: new Set([...loadEvents, ...positionEvents, 'playing', 'waiting']),
  returned: new Set(['durationchange', 'resize', 'loadstart', 'suspend']),
  rescue: new Set(),
}

/** Returns whether an event is hidden from the page, because it belongs to a change of the source. */
export const isHidden = (type: string, phase: Phase): boolean => hiddenEvents[phase].has(type)
