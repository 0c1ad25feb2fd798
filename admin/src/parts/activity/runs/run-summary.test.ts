import { expect, test } from 'vitest'
import type { AuditEvent } from '../audit-event.ts'
import { runSummary } from './run-summary.ts'

const harry = { kind: 'USER', name: 'Harry' }
const lectern = { kind: 'SYSTEM', name: 'Lectern' }

/** Returns the line of the synchronization `S` with these events, newest first. */
const summaryOf = (...events: { action: string; subjectId: string; actor?: object; after?: object }[]) => {
  const listed = events.map(event => ({ actor: lectern, after: null, ...event })) as unknown as AuditEvent[]
  return runSummary({ key: 'S', at: '', events: listed })
}

const started = [
  { action: 'package.transcodeStarted', subjectId: 'T', after: { videos: 3 } },
  { action: 'package.syncStarted', subjectId: 'S', actor: harry },
]
const finished = { action: 'package.syncFinished', subjectId: 'S', after: { filesCopied: 779, filesDeleted: 0 } }

test('the line of a run is its own newest event, by the person who started it', () => {
  const { event, actor } = summaryOf({ action: 'encoding.ready', subjectId: 'E' }, finished, ...started)
  expect(event.action).toBe('package.syncFinished')
  expect(actor).toEqual(harry)
})

test('the figures count files, and videos while they are encoded', () => {
  expect(summaryOf(finished, ...started).figures).toEqual(['779 files copied', '0 of 3 videos ready'])
  const ready = { action: 'encoding.ready', subjectId: 'E' }
  expect(summaryOf(ready, finished, ...started).figures).toEqual(['779 files copied', '1 of 3 videos ready'])
})

test('the figures of a transcode that has ended count all videos but those that failed', () => {
  const failed = { action: 'package.transcodeFailed', subjectId: 'T', after: { videos: 3, failed: 1 } }
  const { figures } = summaryOf(failed, { ...finished, after: { filesCopied: 1, filesDeleted: 4 } }, ...started)
  expect(figures).toEqual(['1 file copied', '4 deleted', '2 of 3 videos ready'])
})

test('a run without files and videos has no figures, and one by Lectern names Lectern', () => {
  const { figures, actor } = summaryOf({ action: 'package.verified', subjectId: 'S' })
  expect(figures).toEqual([])
  expect(actor).toEqual(lectern)
})
