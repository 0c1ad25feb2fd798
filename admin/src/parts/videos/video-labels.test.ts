import { expect, test } from 'vitest'
import { buildVideo } from './test-transcode.ts'
import { isRetryable, unfinishedVideos, videoState } from './video-labels.ts'

const stateText = (
  overrides: Parameters<typeof buildVideo>[0],
  transcodeStatus: Parameters<typeof videoState>[1] = 'RUNNING',
) => videoState(buildVideo(overrides), transcodeStatus).text

test('a video has a percentage only while it is processed', () => {
  expect(stateText({ status: 'TRANSCODING', percent: 45.7 })).toBe('Processing · 45%')
  expect(stateText({ status: 'TRANSCODING', percent: null })).toBe('Processing')
  expect(stateText({ status: 'READY', percent: 100 })).toBe('Ready')
})

test('a waiting video shows what it waits for', () => {
  const queued = { status: 'QUEUED', percent: null } as const
  expect(stateText(queued)).toBe('Queued')
  expect(stateText({ ...queued, jobsAhead: 12 })).toBe('Queued · 12 ahead')
  expect(stateText({ ...queued, jobsAhead: 0 })).toBe('Queued · next')
  expect(stateText({ ...queued, pausedForBudget: true, jobsAhead: 3 })).toBe('Paused: over budget')
  expect(stateText({ status: 'EXPECTED' })).toBe('Waiting for Dropbox')
  expect(stateText({ status: 'UPLOADED' }, 'WAITING_FOR_VIDEOS')).toBe('Copied · starts when all are copied')
  expect(stateText({ status: 'UPLOADED' }, 'CANCELED')).toBe('Copied · not started')
})

test('an unknown state counts as running', () => {
  const video = buildVideo({ status: 'POLISHING' as 'READY', percent: null })
  expect(videoState(video, 'RUNNING')).toEqual({ text: 'In progress', tone: 'running' })
})

test('a reused video says so when it is ready', () => {
  expect(stateText({ status: 'READY', reused: true })).toBe('Ready · reused, no cost')
})

test('a video that needs no processing shows the reason without a percentage', () => {
  const alternate = buildVideo({ status: 'NOT_NEEDED', percent: 40, encodedAs: 'videos/lesson.mp4' })
  expect(videoState(alternate, 'RUNNING')).toEqual({
    text: 'No processing needed · same as lesson.mp4',
    tone: 'done',
  })
  expect(stateText({ status: 'NOT_NEEDED', percent: null })).toBe('No processing needed · plays as your original file')
})

test('a failed or stopped video can be retried unless the file itself is the cause', () => {
  expect(isRetryable(buildVideo({ status: 'CANCELED' }))).toBe(true)
  expect(isRetryable(buildVideo({ status: 'TRANSCODING' }))).toBe(false)
  const error = { code: 'VIDEO_FAILED', message: 'Try again.', path: null }
  const failed = buildVideo({ status: 'FAILED', error })
  expect(isRetryable(failed)).toBe(true)
  expect(isRetryable({ ...failed, error: { ...error, path: failed.path } })).toBe(false)
})

test('unfinishedVideos are all but the ready ones, failed ones first', () => {
  const videos = (['READY', 'QUEUED', 'NOT_NEEDED', 'FAILED', 'TRANSCODING'] as const).map(status =>
    buildVideo({ path: status, status }),
  )
  expect(unfinishedVideos(videos).map(({ path }) => path)).toEqual(['FAILED', 'QUEUED', 'TRANSCODING'])
})

test('a video with older settings plays, and says how far encoding it again is', () => {
  const older = { status: 'READY', usesOlderSettings: true } as const
  const reencoding = { status: 'TRANSCODING', percent: 40, pausedForBudget: false, error: null } as const
  expect(stateText(older)).toBe('Ready · older settings')
  expect(stateText({ ...older, reencoding })).toBe('Ready · encoding again 40%')
  const queued = { ...reencoding, status: 'QUEUED', percent: null } as const
  expect(stateText({ ...older, reencoding: queued })).toBe('Ready · waits to be encoded again')
  expect(stateText({ ...older, reencoding: { ...queued, pausedForBudget: true } })).toContain('over budget')
  expect(stateText({ ...older, reencoding: { ...reencoding, status: 'FAILED' } })).toContain('could not be encoded')
  expect(stateText({ ...older, reencoding: { ...reencoding, status: 'CANCELED' } })).toBe('Ready · older settings')
})
