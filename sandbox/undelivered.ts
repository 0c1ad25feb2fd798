import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventBridgeEvent } from './event.ts'

/** An event on its way, with what a fault's `match` is compared with. */
export interface Undelivered {
  event: EventBridgeEvent
  subject: string
}

/** Events that were taken but not delivered yet, in a file: they outlive the process. */
export interface UndeliveredEvents {
  /** What an earlier process left. */
  readonly left: Undelivered[]
  /** Returns when it is written down. */
  add(entry: Undelivered): void
  /** The event needs no delivery any more. */
  remove(id: string): void
}

/**
 * Opens the list in `undelivered.jsonl` of a folder, which is made if needed. One line for each event taken and one for each
 * delivered; a last line that a kill cut short is passed over, since whoever sent that event was not answered yet.
 */
export function openUndelivered(folder: string): UndeliveredEvents {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'undelivered.jsonl')
  const open = new Map(readEntries(path).map(entry => [entry.event.id, entry]))
  writeFileSync(`${path}.new`, [...open.values()].map(line).join(''))
  renameSync(`${path}.new`, path)
  return {
    left: [...open.values()],
    add(entry) {
      open.set(entry.event.id, entry)
      appendFileSync(path, line(entry))
    },
    remove(id) {
      open.delete(id)
      if (open.size === 0) truncateSync(path)
      else appendFileSync(path, line({ delivered: id }))
    },
  }
}

function readEntries(path: string): Undelivered[] {
  const open = new Map<string, Undelivered>()
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  for (const text of lines.filter(Boolean)) {
    try {
      const entry = JSON.parse(text) as Undelivered | { delivered: string }
      if ('delivered' in entry) open.delete(entry.delivered)
      else open.set(entry.event.id, entry)
    } catch {}
  }
  return [...open.values()]
}

function line(entry: Undelivered | { delivered: string }): string {
  return `${JSON.stringify(entry)}\n`
}
