import { expect, test } from 'vitest'
import { addArrived } from '../newest-events.ts'
import { groupRuns } from './group-runs.ts'

type Listed = [action: string, subject: string, pkg?: string, minute?: number]

/** Makes events from a list that is oldest first, and returns them newest first. */
const events = (...listed: Listed[]) =>
  listed
    .map(([action, subject, pkg = 'physics', minute], index) => ({
      ...{ id: `e${index}`, action, subjectType: subject.replace(/\d+$/, ''), subjectId: subject },
      ...{ at: new Date(2026, 10, 24, 12, minute ?? index).toISOString() },
      package: pkg ? { id: pkg } : null,
      environment: { id: 'production' },
    }))
    .toReversed()

/** The ids of the events of each run. */
const grouped = (listed: ReturnType<typeof events>) =>
  groupRuns(listed).map(({ events }) => events.map(({ id }) => id).join(' '))

test('a synchronization, its transcode, and the encodings of that are one run', () => {
  const listed = events(
    ['package.syncStarted', 'SyncRun1'],
    ['package.transcodeStarted', 'Transcode1'],
    ['package.synchronized', 'SyncRun1'],
    ['encoding.requested', 'Encoding1'],
    ['package.syncFinished', 'SyncRun1'],
    ['encoding.ready', 'Encoding1'],
    ['package.transcodeSucceeded', 'Transcode1'],
  )
  expect(grouped(listed)).toEqual(['e6 e5 e4 e3 e2 e1 e0'])
  expect(groupRuns(listed)[0]).toMatchObject({ key: 'SyncRun1', at: listed[0]!.at })
})

test('a transcode that starts when no synchronization is open is a run of its own', () => {
  const listed = events(
    ['package.syncStarted', 'SyncRun1'],
    ['package.syncFailed', 'SyncRun1'],
    ['video.retried', 'Video1'],
    ['package.transcodeStarted', 'Transcode2'],
    ['encoding.requested', 'Encoding1'],
  )
  expect(grouped(listed)).toEqual(['e4 e3', 'e2', 'e1 e0'])
})

test('runs of several packages at the same time stay apart', () => {
  const listed = events(
    ['package.syncStarted', 'SyncRun1', 'physics'],
    ['package.syncStarted', 'SyncRun2', 'biology'],
    ['package.transcodeStarted', 'Transcode1', 'physics'],
    ['package.transcodeStarted', 'Transcode2', 'biology'],
    ['encoding.ready', 'Encoding1', 'physics'],
    ['encoding.ready', 'Encoding2', 'biology'],
  )
  expect(grouped(listed)).toEqual(['e5 e3 e1', 'e4 e2 e0'])
})

test('a publication includes the deployment that it made, and not one that a person made', () => {
  const listed = events(
    ['package.publicationRequested', 'Publication1', 'physics', 0],
    ['package.published', 'Publication1', 'physics', 1],
    ['release.deployed', 'Deployment1', 'physics', 1],
    ['release.deployed', 'Deployment2', 'physics', 2],
  )
  expect(grouped(listed)).toEqual(['e3', 'e2 e1 e0'])
})

test('a run that began on an older page is one run from the first event of this page', () => {
  const listed = events(
    ['encoding.ready', 'Encoding1'],
    ['encoding.ready', 'Encoding2'],
    ['package.transcodeSucceeded', 'Transcode1'],
    ['package.syncStarted', 'SyncRun2'],
  )
  expect(grouped(listed)).toEqual(['e3', 'e2 e1 e0'])
})

test('an event that arrives joins its run, which then comes first', () => {
  const [ready, ...before] = events(
    ['package.syncStarted', 'SyncRun1'],
    ['package.transcodeStarted', 'Transcode1'],
    ['package.syncFinished', 'SyncRun1'],
    ['user.signedIn', 'User1', ''],
    ['encoding.ready', 'Encoding1'],
  )
  expect(grouped(before)).toEqual(['e3', 'e2 e1 e0'])
  expect(grouped(addArrived(before, ready!))).toEqual(['e4 e2 e1 e0', 'e3'])
})

test('events without a run stand alone, also several of one subject', () => {
  expect(grouped(events(['user.signedIn', 'User1', ''], ['user.signedOut', 'User1', '']))).toEqual(['e1', 'e0'])
  expect(groupRuns([])).toEqual([])
})
