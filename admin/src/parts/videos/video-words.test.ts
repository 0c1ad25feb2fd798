import { expect, test } from 'vitest'
import { videoState, videosSentence } from './video-words.ts'

test('the sentence counts as one would say it', () => {
  expect(videosSentence({ videosReady: 2, videosExpected: 3, videosFailed: 0 })).toBe(
    '2 of 3 videos are ready to stream',
  )
  expect(videosSentence({ videosReady: 1, videosExpected: 3, videosFailed: 0 })).toBe(
    '1 of 3 videos is ready to stream',
  )
  expect(videosSentence({ videosReady: 3, videosExpected: 3, videosFailed: 0 })).toBe(
    'All 3 videos are ready to stream',
  )
  expect(videosSentence({ videosReady: 2, videosExpected: 2, videosFailed: 0 })).toBe('Both videos are ready to stream')
  expect(videosSentence({ videosReady: 1, videosExpected: 1, videosFailed: 0 })).toBe('The video is ready to stream')
  expect(videosSentence({ videosReady: 0, videosExpected: 0, videosFailed: 0 })).toBe(
    'There are no videos in this package',
  )
})

test('the sentence tells of videos that never will be ready', () => {
  expect(videosSentence({ videosReady: 2, videosExpected: 3, videosFailed: 1 })).toBe(
    '2 of 3 videos are ready to stream, 1 could not be made ready',
  )
  expect(videosSentence({ videosReady: 0, videosExpected: 2, videosFailed: 2 })).toBe(
    'None of the videos could be made ready',
  )
})

const streamed = { servedBy: null }

test('a percent is told only while it moves', () => {
  expect(videoState({ ...streamed, status: 'TRANSCODING', percent: 45.7 }).words).toBe('Being made ready · 45 %')
  expect(videoState({ ...streamed, status: 'TRANSCODING', percent: null }).words).toBe('Being made ready')
  expect(videoState({ ...streamed, status: 'READY', percent: 100 }).words).toBe('Ready')
})

test('a state of a later version is something that goes on', () => {
  expect(videoState({ ...streamed, status: 'POLISHING' as 'READY', percent: null }).mood).toBe('going')
})

test('a video that a twin serves is well as it is, and says which one serves it, without a percent', () => {
  const served = { status: 'NOT_NEEDED', percent: 40, servedBy: 'films/lesson.mp4' } as const
  expect(videoState(served)).toEqual({ words: 'Not needed: lesson.mp4 serves it', mood: 'good' })
})
