import { expect, test } from 'vitest'
import type { SourceVideo } from '../mediaconvert/video.ts'
import { buildSourceVideo } from '../test/source-video.ts'
import type { TrackTimes } from './source/container/track-times.ts'
import { checkTracks, expectedTracks } from './stream-tracks.ts'

const rendition = {
  ...{ width: 854, height: 480, uri: 'a.m3u8' },
  segments: [4, 4, 2].map((seconds, index) => ({ uri: `${index}.ts`, seconds })),
}

/** The clock of a transport stream does not start at zero. */
const zero = 1.4

/** Checks a stream of 10 seconds whose picture and sound are there at these times. */
function check(picture: [number, number], sound: [number, number] | null, video: Partial<SourceVideo> = {}) {
  const reads: string[] = []
  const read = async (uri: string) => {
    reads.push(uri)
    const [from, to] = [
      [0, 4],
      [4, 8],
      [8, 10],
    ][Number.parseInt(uri, 10)] as [number, number]
    const inSegment = (type: TrackTimes['type'], range: [number, number] | null): TrackTimes[] => {
      const [start, end] = [Math.max(from, range?.[0] ?? 0), Math.min(to, range?.[1] ?? 0)]
      return end > start ? [{ type, start: start + zero, end: end + zero }] : []
    }
    return [...inSegment('video', picture), ...inSegment('audio', sound)]
  }
  return { reads, result: checkTracks(read, rendition, buildSourceVideo({ durationSeconds: 10, ...video })) }
}

test('accepts picture and sound that are as long as those of the video, and reads only both ends', async () => {
  const { reads, result } = check([0, 10], [0, 9.8])
  expect(await result).toBe(true)
  expect(reads).toEqual(['0.ts', '2.ts'])
  expect(await check([0, 10], null, { sound: null, hasAudio: false }).result).toBe(true)
})

test('accepts silence where the sound of the video ends early or starts late', async () => {
  const short = { sound: { start: 3, end: 5 } }
  expect(await check([0, 10], [0, 10], short).result).toBe(true)
  const { reads, result } = check([0, 10], [3, 5], short)
  expect(await result).toBe(true)
  expect(reads).toEqual(['0.ts', '2.ts', '1.ts'])
})

test.each<[string, [number, number], [number, number] | null, Partial<SourceVideo>, string]>([
  ['its sound ends early', [0, 10], [0, 6], {}, 'The sound ends at 0:06 of 0:10.'],
  ['almost no sound is there', [0, 10], [0, 0.5], {}, 'Almost none of the sound'],
  ['its sound ends a little early', [0, 10], [0, 9], {}, 'The sound ends at 0:09 of 0:10.'],
  ['its sound is missing', [0, 10], null, {}, 'Almost none of the sound'],
  ['its sound starts late', [0, 10], [3, 10], {}, 'Almost none of the sound'],
  ['its picture ends early', [0, 8.5], [0, 10], {}, 'The picture ends at 0:08 of 0:10.'],
  [
    'black is missing',
    [0, 8.5],
    [0, 10],
    { needsBlack: true, picture: { start: 0, end: 8.5 } },
    'The picture ends at 0:08',
  ],
])('rejects a stream if %s', async (_, picture, sound, video, message) => {
  await expect(check(picture, sound, video).result).rejects.toMatchObject({
    problem: { code: 'VIDEO_FAILED', message: expect.stringContaining(message) },
  })
})

test('expects what the job was asked for: with black all of the sound, and else no more than the picture', () => {
  const video = { durationSeconds: 10, picture: { start: 0.2, end: 9.7 } }
  expect(expectedTracks(buildSourceVideo(video))).toEqual([
    { type: 'video', start: 0, end: 9.5 },
    { type: 'audio', start: 0, end: 9.5 },
  ])
  const late = { durationSeconds: 10, picture: { start: 3, end: 8 }, needsBlack: true }
  expect(expectedTracks(buildSourceVideo(late))).toEqual([
    { type: 'video', start: 0, end: 10 },
    { type: 'audio', start: 0, end: 10 },
  ])
})

test('says nothing about segments that cannot be read', async () => {
  expect(await checkTracks(async () => null, rendition, buildSourceVideo({ durationSeconds: 10 }))).toBe(false)
})
