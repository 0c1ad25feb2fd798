import { expect, test } from 'vitest'
import { jobSettings } from './job-settings.ts'

const wish = {
  source: 's3://b/sources/1',
  destination: 's3://b/media/1/p/1/',
  width: 1280,
  height: 720,
  durationSeconds: 5.4,
  hasAudio: true,
}

test('a job makes HLS in rungs up to the source, with sound, and one poster', () => {
  const { Inputs, OutputGroups } = jobSettings(wish)
  expect(Inputs).toEqual([
    expect.objectContaining({ FileInput: 's3://b/sources/1', VideoSelector: { Rotate: 'AUTO', ColorSpace: 'FOLLOW' } }),
  ])
  const [hls, poster] = OutputGroups!
  expect(hls!.OutputGroupSettings!.HlsGroupSettings!.Destination).toBe('s3://b/media/1/p/1/hls/index')
  expect(hls!.Outputs!.map(output => output.NameModifier)).toEqual(['_480p', '_360p', '_720p'])
  expect(hls!.Outputs!.every(output => output.AudioDescriptions?.length === 1)).toBe(true)
  expect(poster!.Outputs![0]!.VideoDescription!.CodecSettings!.FrameCaptureSettings).toMatchObject({
    MaxCaptures: 1,
    FramerateDenominator: 6,
  })
})

test('a silent video has neither audio selector nor audio outputs, which MediaConvert would refuse', () => {
  const { Inputs, OutputGroups } = jobSettings({ ...wish, hasAudio: false })
  expect(Inputs![0]!.AudioSelectors).toBeUndefined()
  expect(OutputGroups![0]!.Outputs!.some(output => output.AudioDescriptions)).toBe(false)
})
