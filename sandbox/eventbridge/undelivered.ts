import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventBridgeEvent } from './event.ts'

/** An undelivered event, with the text that a fault's `match` is compared with. */
export interface UndeliveredEvent {
  event: EventBridgeEvent
  subject: string
}

/** Stores accepted but undelivered events in a file, so that they survive a restart. */
export interface UndeliveredStore {
  /** The undelivered events of an earlier process. */
  readonly pending: UndeliveredEvent[]
  /** Stores an event. Returns after the write to the file. */
  add(entry: UndeliveredEvent): void
  /** Removes an event that needs no further delivery. */
  remove(id: string): void
}

/**
 * Opens `undelivered.jsonl` in a folder, and creates the folder if needed. The file has one line for each accepted
 * event and one for each delivered event. Skips a last line that a kill truncated: its sender has no response yet.
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
