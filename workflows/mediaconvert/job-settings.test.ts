import { expect, test } from 'vitest'
import { buildSourceVideo } from '../test/source-video.ts'
import { type JobInput, jobSettings } from './job-settings.ts'

const input = {
  source: 's3://b/sources/1',
  destination: 's3://b/media/1/p/1/',
  profile: 'h264-5',
}

test('returns every setting for a plain video', () => {
  expect(jobSettings({ ...input, ...buildSourceVideo() })).toMatchSnapshot()
})

/** Summarizes what differs between videos: each output's size, rate, audio, and preprocessors. */
function outputSummary(overrides: Partial<JobInput>) {
  const { Inputs, OutputGroups } = jobSettings({ ...input, ...buildSourceVideo(overrides) })
  const outputs = OutputGroups!.flatMap(group => group.Outputs!)
  return {
    sound: Object.keys(Inputs![0]!.AudioSelectors ?? {}),
    outputs: outputs.map(({ NameModifier, VideoDescription, AudioDescriptions }) => {
      const { Width, Height, VideoPreprocessors, CodecSettings } = VideoDescription!
      const { FramerateNumerator, FramerateDenominator } = CodecSettings!.H264Settings ?? {}
      const { FramerateDenominator: intervalSeconds, MaxCaptures } = CodecSettings!.FrameCaptureSettings ?? {}
      const rate = FramerateNumerator
        ? `${FramerateNumerator}/${FramerateDenominator}`
        : `${MaxCaptures} every ${intervalSeconds} s`
      const parts = [NameModifier, `${Width}x${Height}`, rate, AudioDescriptions && 'with sound']
      return [...parts, VideoPreprocessors && JSON.stringify(VideoPreprocessors)].filter(Boolean).join(' ')
    }),
  }
}

test.each<[string, Partial<JobInput>]>([
  ['silent', { hasAudio: false }],
  ['portrait', { width: 1080, height: 1920 }],
  ['HDR', { hdr: true }],
  ['interlaced', { width: 1024, height: 576, interlaced: true }],
  ['HDR and interlaced', { width: 640, height: 360, hdr: true, interlaced: true }],
  ['50 frames', { width: 640, height: 360, frameRate: 50 }],
  ['60 frames', { width: 640, height: 360, frameRate: 60_000 / 1001 }],
  ['120 frames', { width: 640, height: 360, frameRate: 120 }],
  ['tiny and short', { width: 60, height: 20, durationSeconds: 0.4 }],
  ['large and long', { width: 3840, height: 2160, durationSeconds: 7200 }],
])('varies the outputs with the video: %s', (_, overrides) => {
  expect(outputSummary(overrides)).toMatchSnapshot()
})

test('names the colors of a source that does not, so that all renditions have the same', () => {
  const selectorOf = (overrides: Partial<JobInput>) =>
    jobSettings({ ...input, ...buildSourceVideo(overrides) }).Inputs![0]!.VideoSelector
  expect(selectorOf({ assumedColors: 'REC_709' })).toMatchObject({ ColorSpace: 'REC_709', ColorSpaceUsage: 'FORCE' })
  expect(selectorOf({ assumedColors: null })).toEqual({ Rotate: 'AUTO', ColorSpace: 'FOLLOW' })
  expect(selectorOf({ assumedColors: 'REC_601', hdr: true })).toEqual({ Rotate: 'AUTO', ColorSpace: 'FOLLOW' })
})

test('streams the default sound', () => {
  const { Inputs } = jobSettings({ ...input, ...buildSourceVideo({ soundTrack: 2 }) })
  expect(Inputs![0]!.AudioSelectors!['Audio Selector 1']).toMatchObject({ SelectorType: 'TRACK', Tracks: [2] })
})

test('adds black only where the sound goes on without the picture, also to the poster and the storyboard', () => {
  const short = { durationSeconds: 12, picture: { start: 0, end: 2 }, needsBlack: true }
  const { Inputs } = jobSettings({ ...input, ...buildSourceVideo(short) })
  expect(Inputs![0]!.VideoSelector).toMatchObject({ PadVideo: 'BLACK' })
  expect(outputSummary(short).outputs.at(-1)).toContain('3 every 5 s')
  expect(jobSettings({ ...input, ...buildSourceVideo() }).Inputs![0]!.VideoSelector).not.toHaveProperty('PadVideo')
})

test('takes the poster where the picture is, not where the stream is black', () => {
  const posterOf = (overrides: Partial<JobInput>) => outputSummary(overrides).outputs.at(-2)
  const late = { durationSeconds: 12, picture: { start: 3.2, end: 12 }, needsBlack: true }
  expect(posterOf(late)).toBe('_poster 1280x720 2 every 4 s')
  expect(posterOf({ ...late, picture: { start: 3.2, end: 3.5 } })).toBe('_poster 1280x720 1 every 12 s')
  expect(posterOf({ durationSeconds: 12 })).toBe('_poster 1280x720 1 every 12 s')
})

test('gives no rendition more bits than the source has', () => {
  const bitrates = (pictureCodec: string, pictureBitrate: number | null) =>
    jobSettings({ ...input, ...buildSourceVideo({ pictureCodec, pictureBitrate }) }).OutputGroups![0]!.Outputs!.map(
      ({ VideoDescription }) => VideoDescription!.CodecSettings!.H264Settings!.MaxBitrate,
    )
  expect(bitrates('h264', null)).toEqual([1_400_000, 800_000, 220_000, 3_000_000])
  expect(bitrates('h264', 1_000_000)).toEqual([1_000_000, 800_000, 220_000, 1_000_000])
  expect(bitrates('mpeg4', 200_000)).toEqual([200_000, 200_000, 200_000, 200_000])
  expect(bitrates('hevc', 600_000)).toEqual([1_200_000, 800_000, 220_000, 1_200_000])
  expect(bitrates('vp9', 600_000)).toEqual([1_200_000, 800_000, 220_000, 1_200_000])
  expect(bitrates('av1', 600_000)).toEqual([1_400_000, 800_000, 220_000, 1_500_000])
  expect(bitrates('h264', 20_000)).toEqual([150_000, 150_000, 150_000, 150_000])
})
