import { expect, test } from 'vitest'
import { buildTranscode, buildVideo } from './test-transcode.ts'
import { canceledLabel, encodingPercent, playbackNote, videosBadge, videosSummary } from './transcode-labels.ts'

const transcodeWithCounts = (ready: number, videosExpected: number, videosFailed = 0, notNeeded = 0) =>
  buildTranscode({ videosExpected, videosFailed, ready: { totalCount: ready }, notNeeded: { totalCount: notNeeded } })

test('the summary counts the ready videos', () => {
  expect(videosSummary(transcodeWithCounts(2, 3))).toBe('2 of 3 videos ready')
  expect(videosSummary(transcodeWithCounts(3, 3))).toBe('All 3 videos are ready')
  expect(videosSummary(transcodeWithCounts(2, 2))).toBe('Both videos are ready')
  expect(videosSummary(transcodeWithCounts(1, 1))).toBe('The video is ready')
  expect(videosSummary(transcodeWithCounts(0, 1))).toBe('The video is not ready yet')
})

test('the summary counts the failed videos', () => {
  expect(videosSummary(transcodeWithCounts(2, 3, 1))).toBe('2 of 3 videos ready, 1 failed')
  expect(videosSummary(transcodeWithCounts(0, 2, 2))).toBe('None of the videos could be processed')
  expect(videosSummary(transcodeWithCounts(0, 1, 1))).toBe('The video could not be processed')
})

test('videos that need no processing do not count', () => {
  expect(videosBadge(transcodeWithCounts(2, 5, 0, 2))).toEqual({ text: '2 of 3 ready', isComplete: false })
  expect(videosSummary(transcodeWithCounts(3, 5, 0, 2))).toBe('All 3 videos are ready')
  expect(videosBadge(transcodeWithCounts(0, 2, 0, 2))).toBeNull()
  expect(videosSummary(transcodeWithCounts(0, 2, 0, 2))).toBe('No videos need processing')
})

test('the badge counts the ready videos', () => {
  expect(videosBadge(transcodeWithCounts(3, 7))?.text).toBe('3 of 7 ready')
  expect(videosBadge(transcodeWithCounts(7, 7))).toEqual({ text: 'All 7 ready', isComplete: true })
  expect(videosBadge(transcodeWithCounts(1, 1))?.text).toBe('Ready')
})

test('the note says that original files play until the videos are ready', () => {
  const original = 'Until the video is ready, your original file plays where browsers support it.'
  const originals = 'Until the videos are ready, your original files play where browsers support them.'
  expect(playbackNote(transcodeWithCounts(3, 7))).toBe(originals)
  expect(playbackNote(transcodeWithCounts(6, 7))).toBe(original)
  expect(playbackNote(transcodeWithCounts(3, 7, 2))).toBe(`2 videos failed. ${originals}`)
  expect(playbackNote(transcodeWithCounts(7, 7))).toBe('Ready for all devices.')
})

test('the note says that original files play instead of failed videos', () => {
  expect(playbackNote(transcodeWithCounts(5, 7, 2))).toBe(
    '2 videos failed. Your original files play instead where browsers support them.',
  )
  expect(playbackNote(transcodeWithCounts(6, 7, 1))).toBe(
    '1 video failed. Your original file plays instead where browsers support it.',
  )
})

test('the note counts the copied videos before processing starts', () => {
  const arriving = { ...transcodeWithCounts(0, 7), status: 'WAITING_FOR_VIDEOS', videosArrived: 3 } as const
  expect(playbackNote(arriving)).toBe('3 of 7 videos copied. Processing starts when all are.')
  expect(playbackNote({ ...arriving, videosArrived: 7 })).toBe('All videos are copied. Processing starts now.')
})

test('the progress counts only videos that need processing, and finished ones in full', () => {
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

test('canceledLabel says how to continue once processing has ended', () => {
  const transcodeWithVideo = (status: 'TRANSCODING' | 'CANCELED') => ({
    videos: { totalCount: 1, nodes: [buildVideo({ status })] },
  })
  expect(canceledLabel(transcodeWithVideo('TRANSCODING'), true)).toBe(
    'Finished videos are kept. Running jobs end now unless a release needs them.',
  )
  expect(canceledLabel(transcodeWithVideo('CANCELED'), true)).toBe(
    'Finished videos are kept. To continue, retry a video or synchronize.',
  )
  expect(canceledLabel(transcodeWithVideo('CANCELED'), false)).toBe('Finished videos are kept.')
})

test('a video that is encoded again counts by that, although its older stream is ready', () => {
  const reencoding = { status: 'TRANSCODING', percent: 20, pausedForBudget: false, error: null } as const
  const nodes = [buildVideo({ status: 'READY', reencoding }), buildVideo({ status: 'READY', path: 'b.mp4' })]
  expect(encodingPercent(buildTranscode({ videos: { totalCount: 2, nodes } }))).toBe(60)
  const again = buildTranscode({ reencoding: true, videosReencoding: 1 })
  expect(playbackNote(again)).toBe('1 video is being encoded again. Its earlier stream plays until then.')
})
