import { expect, test } from 'vitest'
import { jobSettings } from './job-settings.ts'

const wish = {
  source: 's3://b/sources/1',
  destination: 's3://b/media/1/p/1/',
  ...{ width: 1280, height: 720, durationSeconds: 65.4, frameRate: 25 },
  ...{ hasAudio: true, interlaced: false, hdr: false },
}

test('a plain film: every setting', () => {
  expect(jobSettings(wish)).toMatchSnapshot()
})

/** What differs between films: of each output its size, its rate, whether it has sound, and its preprocessors. */
function told(more: Partial<typeof wish>) {
  const { Inputs, OutputGroups } = jobSettings({ ...wish, ...more })
  const outputs = OutputGroups!.flatMap(group => group.Outputs!)
  return {
    sound: Object.keys(Inputs![0]!.AudioSelectors ?? {}),
    outputs: outputs.map(({ NameModifier, VideoDescription, AudioDescriptions }) => {
      const { Width, Height, VideoPreprocessors, CodecSettings } = VideoDescription!
      const { FramerateNumerator, FramerateDenominator } = CodecSettings!.H264Settings ?? {}
      const { FramerateDenominator: every, MaxCaptures } = CodecSettings!.FrameCaptureSettings ?? {}
      const how = FramerateNumerator
        ? `${FramerateNumerator}/${FramerateDenominator}`
        : `${MaxCaptures} every ${every} s`
      const parts = [NameModifier, `${Width}x${Height}`, how, AudioDescriptions && 'with sound']
      return [...parts, VideoPreprocessors && JSON.stringify(VideoPreprocessors)].filter(Boolean).join(' ')
    }),
  }
}

test.each<[string, Partial<typeof wish>]>([
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
])('what is particular about a film: %s', (_, more) => {
  expect(told(more)).toMatchSnapshot()
})
