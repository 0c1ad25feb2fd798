import { expect, test } from 'vitest'
import { buildTranscode, buildVideo } from './test-transcode.ts'
import {
  mayTryAgain,
  stoppedWords,
  streamsPercent,
  troubleFirst,
  videoState,
  videosBadge,
  videosNote,
  videosSentence,
} from './video-words.ts'

const counted = (ready: number, videosExpected: number, videosFailed = 0, spared = 0) =>
  buildTranscode({ videosExpected, videosFailed, ready: { totalCount: ready }, spared: { totalCount: spared } })

test('the sentence counts as one would say it', () => {
  expect(videosSentence(counted(2, 3))).toBe('2 of 3 videos are ready to stream')
  expect(videosSentence(counted(1, 3))).toBe('1 of 3 videos is ready to stream')
  expect(videosSentence(counted(3, 3))).toBe('All 3 videos are ready to stream')
  expect(videosSentence(counted(2, 2))).toBe('Both videos are ready to stream')
  expect(videosSentence(counted(1, 1))).toBe('The video is ready to stream')
})

test('the sentence tells of videos that never will be ready', () => {
  expect(videosSentence(counted(2, 3, 1))).toBe('2 of 3 videos are ready to stream, 1 could not be made ready')
  expect(videosSentence(counted(0, 2, 2))).toBe('None of the videos could be made ready')
})

test('what needs no stream is not counted', () => {
  expect(videosBadge(counted(2, 5, 0, 2))).toEqual({ words: '2 of 3 stream', all: false })
  expect(videosSentence(counted(3, 5, 0, 2))).toBe('All 3 videos are ready to stream')
  expect(videosBadge(counted(0, 2, 0, 2))).toBeNull()
  expect(videosSentence(counted(0, 2, 0, 2))).toBe('No video here needs a stream')
})

test('the badge says how many stream', () => {
  expect(videosBadge(counted(3, 7))?.words).toBe('3 of 7 stream')
  expect(videosBadge(counted(1, 7))?.words).toBe('1 of 7 streams')
  expect(videosBadge(counted(7, 7))).toEqual({ words: 'All 7 stream', all: true })
  expect(videosBadge(counted(2, 2))?.words).toBe('Both stream')
  expect(videosBadge(counted(1, 1))?.words).toBe('It streams')
})

test('the note says what plays meanwhile', () => {
  const meanwhile = 'meanwhile, where a browser can.'
  expect(videosNote(counted(3, 7))).toBe(`The others play from your own files ${meanwhile}`)
  expect(videosNote(counted(6, 7))).toBe(`The other one plays from your own file ${meanwhile}`)
  expect(videosNote(counted(0, 7))).toBe(`They play from your own files ${meanwhile}`)
  expect(videosNote(counted(0, 1))).toBe(`It plays from your own file ${meanwhile}`)
  expect(videosNote(counted(7, 7))).toBe('They play on any device.')
  const arriving = { ...counted(0, 7), status: 'WAITING_FOR_VIDEOS', videosArrived: 3 } as const
  expect(videosNote(arriving)).toBe('3 of 7 are here. Streams are made as soon as all are.')
})

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

test('the bar is about streams alone, and what is over counts in full', () => {
  const nodes = [
    buildVideo({ path: 'one', status: 'READY', percent: 100 }),
    buildVideo({ path: 'two', status: 'FAILED', percent: 10 }),
    buildVideo({ path: 'three', status: 'TRANSCODING', percent: 40 }),
    buildVideo({ path: 'four', status: 'QUEUED', percent: null }),
    buildVideo({ path: 'glow', status: 'NOT_NEEDED', percent: null }),
  ]
  expect(streamsPercent(buildTranscode({ videos: { totalCount: 5, nodes } }))).toBe(60)
  expect(streamsPercent(buildTranscode({ percent: 7, videos: { totalCount: 500, nodes } }))).toBe(7)
})

test('what was stopped says how to go on, once it has ended', () => {
  const of = (status: 'TRANSCODING' | 'CANCELED') => ({ videos: { totalCount: 1, nodes: [buildVideo({ status })] } })
  expect(stoppedWords(of('TRANSCODING'), true)).toBe(
    'What is ready stays. What is being made now ends in a moment, unless a publication needs it.',
  )
  expect(stoppedWords(of('CANCELED'), true)).toBe(
    'What is ready stays. Try a video again, or synchronise to go on with all of them.',
  )
  expect(stoppedWords(of('CANCELED'), false)).toBe('What is ready stays.')
})
