import { expect, test } from 'vitest'
import { buildVideo } from './test-transcode.ts'
import { failedFirst, isRetryable, videoState } from './video-labels.ts'

const stateText = (
  overrides: Parameters<typeof buildVideo>[0],
  transcodeStatus: Parameters<typeof videoState>[1] = 'RUNNING',
) => videoState(buildVideo(overrides), transcodeStatus).text

test('a percent is told only while it moves', () => {
  expect(stateText({ status: 'TRANSCODING', percent: 45.7 })).toBe('Being made ready · 45 %')
  expect(stateText({ status: 'TRANSCODING', percent: null })).toBe('Being made ready')
  expect(stateText({ status: 'READY', percent: 100 })).toBe('Ready')
})

test('what waits says for what', () => {
  const queued = { status: 'QUEUED', percent: null } as const
  expect(stateText(queued)).toBe('Waits for its turn')
  expect(stateText({ ...queued, jobsAhead: 12 })).toBe('Waits for its turn · 12 others before it')
  expect(stateText({ ...queued, jobsAhead: 1 })).toBe('Waits for its turn · 1 other before it')
  expect(stateText({ ...queued, jobsAhead: 0 })).toBe('Waits for its turn · it is the next')
  expect(stateText({ ...queued, pausedForBudget: true, jobsAhead: 3 })).toBe('Waits for the budget')
  expect(stateText({ status: 'UPLOADED' }, 'WAITING_FOR_VIDEOS')).toBe('Arrived · begins when all are here')
  expect(stateText({ status: 'UPLOADED' }, 'CANCELED')).toBe('Arrived · not begun')
})

test('a state of a later version is something that goes on', () => {
  expect(videoState(buildVideo({ status: 'POLISHING' as 'READY', percent: null }), 'RUNNING').tone).toBe('going')
})

test('what was made earlier says so when it is ready', () => {
  expect(stateText({ status: 'READY', reused: true })).toBe('Ready · made earlier, costs nothing')
})

test('what needs no stream says why, without a percent', () => {
  const alternate = buildVideo({ status: 'NOT_NEEDED', percent: 40, encodedAs: 'films/lesson.mp4' })
  expect(videoState(alternate, 'RUNNING')).toEqual({
    text: 'Needs no stream · plays that of lesson.mp4',
    tone: 'good',
  })
  expect(stateText({ status: 'NOT_NEEDED', percent: null })).toBe('Needs no stream · decoration, plays as it is')
})

test('what failed or was stopped can be tried again, unless the file itself is at fault', () => {
  expect(isRetryable(buildVideo({ status: 'CANCELED' }))).toBe(true)
  expect(isRetryable(buildVideo({ status: 'TRANSCODING' }))).toBe(false)
  const error = { code: 'VIDEO_FAILED', message: 'Try again.', path: null }
  const failed = buildVideo({ status: 'FAILED', error })
  expect(isRetryable(failed)).toBe(true)
  expect(isRetryable({ ...failed, error: { ...error, path: failed.path } })).toBe(false)
})

test('what failed stands first, and the others in their order', () => {
  const videos = (['READY', 'FAILED', 'QUEUED'] as const).map(status => buildVideo({ path: status, status }))
  expect(failedFirst(videos).map(({ path }) => path)).toEqual(['FAILED', 'READY', 'QUEUED'])
})
