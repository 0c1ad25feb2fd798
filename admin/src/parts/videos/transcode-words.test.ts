import { expect, test } from 'vitest'
import { buildTranscode, buildVideo } from './test-transcode.ts'
import { stoppedWords, streamsPercent, videosBadge, videosNote, videosSentence } from './transcode-words.ts'

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
  expect(videosNote(counted(5, 7, 2))).toBe(`2 could not be made ready. They play from your own files ${meanwhile}`)
  expect(videosNote(counted(6, 7, 1))).toBe(`1 could not be made ready. It plays from your own file ${meanwhile}`)
  expect(videosNote(counted(3, 7, 2))).toBe(
    `2 could not be made ready. All that do not stream play from your own files ${meanwhile}`,
  )
  expect(videosNote(counted(7, 7))).toBe('They play on any device.')
  const arriving = { ...counted(0, 7), status: 'WAITING_FOR_VIDEOS', videosArrived: 3 } as const
  expect(videosNote(arriving)).toBe('3 of 7 are here. Streams are made as soon as all are.')
  expect(videosNote({ ...arriving, videosArrived: 7 })).toBe('All are here; the streams begin in a moment.')
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
  expect(stoppedWords(of('CANCELED'), true)).toBe('What is ready stays. To go on, try a video again, or synchronise.')
  expect(stoppedWords(of('CANCELED'), false)).toBe('What is ready stays.')
})
