import { expect, test } from 'vitest'
import { jobSettings } from './job-settings.ts'

const input = {
  source: 's3://b/sources/1',
  destination: 's3://b/media/1/p/1/',
  profile: 'h264-3',
  ...{ width: 1280, height: 720, durationSeconds: 65.4, pictureSeconds: 65.4, frameRate: 25 },
  ...{ hasAudio: true, interlaced: false, hdr: false },
}

test('returns every setting for a plain video', () => {
  expect(jobSettings(input)).toMatchSnapshot()
})

/** Summarizes what differs between videos: each output's size, rate, audio, and preprocessors. */
function outputSummary(overrides: Partial<typeof input>) {
  const { durationSeconds = input.durationSeconds } = overrides
  const { Inputs, OutputGroups } = jobSettings({ ...input, pictureSeconds: durationSeconds, ...overrides })
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

test.each<[string, Partial<typeof input>]>([
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
