import { expect, test } from 'vitest'
import { buildTranscode, buildVideo } from './test-transcode.ts'
import { canceledLabel, encodingPercent, playbackNote, videosBadge, videosSummary } from './transcode-labels.ts'

const transcodeWithCounts = (ready: number, videosExpected: number, videosFailed = 0, spared = 0) =>
  buildTranscode({ videosExpected, videosFailed, ready: { totalCount: ready }, spared: { totalCount: spared } })

test('the sentence counts as one would say it', () => {
  expect(videosSummary(transcodeWithCounts(2, 3))).toBe('2 of 3 videos are ready to stream')
  expect(videosSummary(transcodeWithCounts(1, 3))).toBe('1 of 3 videos is ready to stream')
  expect(videosSummary(transcodeWithCounts(3, 3))).toBe('All 3 videos are ready to stream')
  expect(videosSummary(transcodeWithCounts(2, 2))).toBe('Both videos are ready to stream')
  expect(videosSummary(transcodeWithCounts(1, 1))).toBe('The video is ready to stream')
})

test('the sentence tells of videos that never will be ready', () => {
  expect(videosSummary(transcodeWithCounts(2, 3, 1))).toBe(
    '2 of 3 videos are ready to stream, 1 could not be made ready',
  )
  expect(videosSummary(transcodeWithCounts(0, 2, 2))).toBe('None of the videos could be made ready')
})

test('what needs no stream is not counted', () => {
  expect(videosBadge(transcodeWithCounts(2, 5, 0, 2))).toEqual({ text: '2 of 3 stream', isComplete: false })
  expect(videosSummary(transcodeWithCounts(3, 5, 0, 2))).toBe('All 3 videos are ready to stream')
  expect(videosBadge(transcodeWithCounts(0, 2, 0, 2))).toBeNull()
  expect(videosSummary(transcodeWithCounts(0, 2, 0, 2))).toBe('No video here needs a stream')
})

test('the badge says how many stream', () => {
  expect(videosBadge(transcodeWithCounts(3, 7))?.text).toBe('3 of 7 stream')
  expect(videosBadge(transcodeWithCounts(1, 7))?.text).toBe('1 of 7 streams')
  expect(videosBadge(transcodeWithCounts(7, 7))).toEqual({ text: 'All 7 stream', isComplete: true })
  expect(videosBadge(transcodeWithCounts(2, 2))?.text).toBe('Both stream')
  expect(videosBadge(transcodeWithCounts(1, 1))?.text).toBe('It streams')
})

test('the note says what plays meanwhile', () => {
  const meanwhile = 'meanwhile, where a browser can.'
  expect(playbackNote(transcodeWithCounts(3, 7))).toBe(`The others play from your own files ${meanwhile}`)
  expect(playbackNote(transcodeWithCounts(6, 7))).toBe(`The other one plays from your own file ${meanwhile}`)
  expect(playbackNote(transcodeWithCounts(0, 7))).toBe(`They play from your own files ${meanwhile}`)
  expect(playbackNote(transcodeWithCounts(0, 1))).toBe(`It plays from your own file ${meanwhile}`)
  expect(playbackNote(transcodeWithCounts(5, 7, 2))).toBe(
    `2 could not be made ready. They play from your own files ${meanwhile}`,
  )
  expect(playbackNote(transcodeWithCounts(6, 7, 1))).toBe(
    `1 could not be made ready. It plays from your own file ${meanwhile}`,
  )
  expect(playbackNote(transcodeWithCounts(3, 7, 2))).toBe(
    `2 could not be made ready. All that do not stream play from your own files ${meanwhile}`,
  )
  expect(playbackNote(transcodeWithCounts(7, 7))).toBe('They play on any device.')
  const arriving = { ...transcodeWithCounts(0, 7), status: 'WAITING_FOR_VIDEOS', videosArrived: 3 } as const
  expect(playbackNote(arriving)).toBe('3 of 7 are here. Streams are made as soon as all are.')
  expect(playbackNote({ ...arriving, videosArrived: 7 })).toBe('All are here; the streams begin in a moment.')
})

test('the bar is about streams alone, and what is over counts in full', () => {
  const nodes = [
    buildVideo({ path: 'one', status: 'READY', percent: 100 }),
    buildVideo({ path: 'two', status: 'FAILED', percent: 10 }),
    buildVideo({ path: 'three', status: 'TRANSCODING', percent: 40 }),
    buildVideo({ path: 'four', status: 'QUEUED', percent: null }),
    buildVideo({ path: 'glow', status: 'NOT_NEEDED', percent: null }),
  ]
  expect(encodingPercent(buildTranscode({ videos: { totalCount: 5, nodes } }))).toBe(60)
  expect(encodingPercent(buildTranscode({ percent: 7, videos: { totalCount: 500, nodes } }))).toBe(7)
})

test('what was stopped says how to go on, once it has ended', () => {
  const transcodeWithVideo = (status: 'TRANSCODING' | 'CANCELED') => ({
    videos: { totalCount: 1, nodes: [buildVideo({ status })] },
  })
  expect(canceledLabel(transcodeWithVideo('TRANSCODING'), true)).toBe(
    'What is ready stays. What is being made now ends in a moment, unless a publication needs it.',
  )
  expect(canceledLabel(transcodeWithVideo('CANCELED'), true)).toBe(
    'What is ready stays. To go on, try a video again, or synchronise.',
  )
  expect(canceledLabel(transcodeWithVideo('CANCELED'), false)).toBe('What is ready stays.')
})
