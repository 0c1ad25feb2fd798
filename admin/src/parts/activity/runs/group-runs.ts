import type { AuditEvent } from '../audit-event.ts'

/**
 * Events that stand under one line, newest first: those of a synchronization with its videos, of a publication, of a
 * verification, or a single event. `at` is when the newest one happened.
 */
export type Run<E> = { key: string; at: string; events: E[] }

/** What of an event decides to which run it belongs. */
type RunEvent = Pick<AuditEvent, 'id' | 'at' | 'action' | 'subjectType' | 'subjectId'> & {
  package: { id: string } | null
  environment: { id: string } | null
}

/** Subjects whose events stand under one line, besides encodings. */
const groupedSubjects = ['SyncRun', 'Transcode', 'Publication', 'VerificationRun']

const starts = ['package.syncStarted', 'package.transcodeStarted']
const ends = [
  ...['package.syncFinished', 'package.syncFailed', 'package.syncCanceled'],
  ...['package.transcodeSucceeded', 'package.transcodeFailed', 'package.transcodeCanceled'],
]

/** Groups events by run. Expects the events newest first, and returns the run with the newest event first. */
export function groupRuns<E extends RunEvent>(events: readonly E[]): Run<E>[] {
  const keys = runKeys(events)
  const runs = new Map<string, Run<E>>()
  events.forEach((event, index) => {
    const key = keys[index]!
    const run = runs.get(key) ?? { key, at: event.at, events: [] }
    run.events.push(event)
    runs.set(key, run)
  })
  return [...runs.values()]
}

/**
 * Returns the key of the run of each event. A transcode belongs to the synchronization during which it starts, and an
 * encoding to the transcode of its package that is open. At most one of each is open for a package.
 */
function runKeys(events: readonly RunEvent[]): string[] {
  const openSync = openBefore(events, 'SyncRun')
  const openTranscode = openBefore(events, 'Transcode')
  const keyOfSubject = new Map<string, string>()
  const keyOfPublished = new Map<string, string>()
  const keyOf = (event: RunEvent): string => {
    const { id, at, action, subjectType, subjectId, environment } = event
    const pkg = event.package?.id ?? ''
    // Publishing deploys the release in the same transaction, so both have the same time.
    const deployment = [at, pkg, environment?.id].join(' ')
    if (action === 'release.deployed') return keyOfPublished.get(deployment) ?? id
    if (action === 'package.published') keyOfPublished.set(deployment, subjectId)
    const isEncoding = subjectType === 'Encoding'
    if (!isEncoding && !groupedSubjects.includes(subjectType)) return id
    let key = keyOfSubject.get(subjectId) ?? subjectId
    if (action === 'package.transcodeStarted') key = openSync.get(pkg) ?? key
    if (isEncoding) key = openTranscode.get(pkg) ?? key
    keyOfSubject.set(subjectId, key)
    if (subjectType === 'SyncRun') setOpen(openSync, pkg, key, action)
    if (subjectType === 'Transcode') setOpen(openTranscode, pkg, key, action)
    return key
  }
  return events.toReversed().map(keyOf).toReversed()
}

function setOpen(open: Map<string, string>, pkg: string, key: string, action: string): void {
  if (ends.includes(action)) open.delete(pkg)
  else open.set(pkg, key)
}

/** The subject of this type that each package had open before the first event, because its start is not listed. */
function openBefore(events: readonly RunEvent[], type: 'SyncRun' | 'Transcode'): Map<string, string> {
  const open = new Map<string, string>()
  for (const { action, subjectType, subjectId, package: pkg } of events) {
    if (subjectType !== type || !pkg) continue
    // The oldest event is the last one, and decides.
    if (starts.includes(action)) open.delete(pkg.id)
    else open.set(pkg.id, subjectId)
  }
  return open
}
