import { expect, test } from 'vitest'
import { buildVideo } from './test-transcode.ts'
import { mayTryAgain, troubleFirst, videoState } from './video-words.ts'

const wordsOf = (own: Parameters<typeof buildVideo>[0], of: Parameters<typeof videoState>[1] = 'RUNNING') =>
  videoState(buildVideo(own), of).words

test('a percent is told only while it moves', () => {
  expect(wordsOf({ status: 'TRANSCODING', percent: 45.7 })).toBe('Being made ready · 45 %')
  expect(wordsOf({ status: 'TRANSCODING', percent: null })).toBe('Being made ready')
  expect(wordsOf({ status: 'READY', percent: 100 })).toBe('Ready')
})

test('what waits says for what', () => {
  const queued = { status: 'QUEUED', percent: null } as const
  expect(wordsOf(queued)).toBe('Waits for its turn')
  expect(wordsOf({ ...queued, jobsBefore: 12 })).toBe('Waits for its turn · 12 others before it')
  expect(wordsOf({ ...queued, jobsBefore: 1 })).toBe('Waits for its turn · 1 other before it')
  expect(wordsOf({ ...queued, jobsBefore: 0 })).toBe('Waits for its turn · it is the next')
  expect(wordsOf({ ...queued, held: true, jobsBefore: 3 })).toBe('Waits for the budget')
  expect(wordsOf({ status: 'UPLOADED' }, 'WAITING_FOR_VIDEOS')).toBe('Arrived · begins when all are here')
  expect(wordsOf({ status: 'UPLOADED' }, 'CANCELED')).toBe('Arrived · not begun')
})

test('a state of a later version is something that goes on', () => {
  expect(videoState(buildVideo({ status: 'POLISHING' as 'READY', percent: null }), 'RUNNING').mood).toBe('going')
})

test('what was made earlier says so when it is ready', () => {
  expect(wordsOf({ status: 'READY', reused: true })).toBe('Ready · made earlier, costs nothing')
})

test('what needs no stream says why, without a percent', () => {
  const served = buildVideo({ status: 'NOT_NEEDED', percent: 40, servedBy: 'films/lesson.mp4' })
  expect(videoState(served, 'RUNNING')).toEqual({
    words: 'Needs no stream · plays that of lesson.mp4',
    mood: 'good',
  })
  expect(wordsOf({ status: 'NOT_NEEDED', percent: null })).toBe('Needs no stream · decoration, plays as it is')
})

test('what failed or was stopped can be tried again, unless the file itself is at fault', () => {
  expect(mayTryAgain(buildVideo({ status: 'CANCELED' }))).toBe(true)
  expect(mayTryAgain(buildVideo({ status: 'TRANSCODING' }))).toBe(false)
  const error = { code: 'VIDEO_FAILED', message: 'Try again.', path: null }
  const failed = buildVideo({ status: 'FAILED', error })
  expect(mayTryAgain(failed)).toBe(true)
  expect(mayTryAgain({ ...failed, error: { ...error, path: failed.path } })).toBe(false)
})

test('what failed stands first, and the others in their order', () => {
  const videos = (['READY', 'FAILED', 'QUEUED'] as const).map(status => buildVideo({ path: status, status }))
  expect(troubleFirst(videos).map(({ path }) => path)).toEqual(['FAILED', 'READY', 'QUEUED'])
})
