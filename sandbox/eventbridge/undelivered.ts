import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventBridgeEvent } from './event.ts'

/** An event on its way, with what a fault's `match` is compared with. */
export interface UndeliveredEvent {
  event: EventBridgeEvent
  subject: string
}

/** Events that were taken but not delivered yet, in a file: they outlive the process. */
export interface UndeliveredStore {
  /** What an earlier process left. */
  readonly pending: UndeliveredEvent[]
  /** Returns when it is written down. */
  add(entry: UndeliveredEvent): void
  /** The event needs no delivery any more. */
  remove(id: string): void
}

/**
 * Opens the list in `undelivered.jsonl` of a folder, which is made if needed. One line for each event taken and one for each
 * delivered; a last line that a kill cut short is passed over, since whoever sent that event was not answered yet.
 */
export function openUndelivered(folder: string): UndeliveredStore {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'undelivered.jsonl')
  const pendingById = new Map(readEntries(path).map(entry => [entry.event.id, entry]))
  writeFileSync(`${path}.new`, [...pendingById.values()].map(formatLine).join(''))
  renameSync(`${path}.new`, path)
  return {
    pending: [...pendingById.values()],
    add(entry) {
      pendingById.set(entry.event.id, entry)
      appendFileSync(path, formatLine(entry))
    },
    remove(id) {
      pendingById.delete(id)
      if (pendingById.size === 0) truncateSync(path)
      else appendFileSync(path, formatLine({ delivered: id }))
    },
  }
}

function readEntries(path: string): UndeliveredEvent[] {
  const pendingById = new Map<string, UndeliveredEvent>()
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  for (const text of lines.filter(Boolean)) {
    try {
      const entry = JSON.parse(text) as UndeliveredEvent | { delivered: string }
      if ('delivered' in entry) pendingById.delete(entry.delivered)
      else pendingById.set(entry.event.id, entry)
    } catch {}
  }
  return [...pendingById.values()]
}

function formatLine(entry: UndeliveredEvent | { delivered: string }): string {
  return `${JSON.stringify(entry)}\n`
}
