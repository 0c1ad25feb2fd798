import type * as mc from '@aws-sdk/client-mediaconvert'

/** The options of a sample job. */
export interface SampleJobOptions {
  /** The key below `sources/`. `output` is the folder below `media/`. */
  source?: string
  output?: string
  sizes?: [number, number][]
  token?: string
  isSilent?: boolean
  /** In seconds. */
  segmentLength?: number
  minFinalSegmentLength?: number
  h264?: Partial<mc.H264Settings>
  /** The number of the sound track, from 1. */
  track?: number
  padVideo?: mc.PadVideo
  queue?: string
  tags?: Record<string, string>
}

/**
 * Builds the SDK's input of CreateJob for tests: HLS in the given sizes, two posters one second apart, and a thumbnail
 * for each second.
 */
export function sampleJob({
  source = 'clip',
  output = 'one',
  sizes = [[320, 180]],
  token,
  isSilent,
  segmentLength = 2,
  minFinalSegmentLength,
  h264,
  track,
  padVideo,
  queue,
  tags,
}: SampleJobOptions): mc.CreateJobCommandInput {
  const AudioDescriptions: mc.AudioDescription[] = [
    {
      AudioSourceName: 'Audio Selector 1',
      CodecSettings: {
        Codec: 'AAC',
        AacSettings: { Bitrate: 96_000, CodingMode: 'CODING_MODE_2_0', SampleRate: 48_000 },
      },
    },
  ]
  const hls: mc.OutputGroup = {
    OutputGroupSettings: {
      Type: 'HLS_GROUP_SETTINGS',
      HlsGroupSettings: {
        Destination: `s3://lectern/media/${output}/index`,
        SegmentLength: segmentLength,
        MinSegmentLength: 0,
        MinFinalSegmentLength: minFinalSegmentLength,
      },
    },
    Outputs: sizes.map(([Width, Height]) => ({
      NameModifier: `_${Height}p`,
      ContainerSettings: { Container: 'M3U8' },
      VideoDescription: {
        Width,
        Height,
        CodecSettings: {
          Codec: 'H_264',
          H264Settings: {
            RateControlMode: 'QVBR',
            QvbrSettings: { QvbrQualityLevel: 7 },
            MaxBitrate: 800_000,
            GopSize: 2,
            GopSizeUnits: 'SECONDS',
            ...h264,
          },
        },
      },
      ...(!isSilent && { AudioDescriptions }),
    })),
  }
  const frameCaptures: mc.OutputGroup = {
    OutputGroupSettings: {
      Type: 'FILE_GROUP_SETTINGS',
      FileGroupSettings: { Destination: `s3://lectern/media/${output}/index` },
    },
    Outputs: [captures('_poster', 320, 180, 2), captures('_thumb', 160, 90, 1000)],
  }
  return {
    Role: 'arn:aws:iam::111122223333:role/MediaConvert',
    ClientRequestToken: token,
    Queue: queue,
    Tags: tags,
    UserMetadata: { app: 'lectern', videoId: 'v1' },
    Settings: {
      Inputs: [
        {
          FileInput: `s3://lectern/sources/${source}`,
          VideoSelector: { Rotate: 'AUTO', ...(padVideo && { PadVideo: padVideo }) },
          ...(!isSilent && {
            AudioSelectors: { 'Audio Selector 1': { DefaultSelection: 'DEFAULT', ...(track && { Tracks: [track] }) } },
          }),
        },
      ],
      OutputGroups: [hls, frameCaptures],
    },
  }
}

const captures = (NameModifier: string, Width: number, Height: number, MaxCaptures: number): mc.Output => ({
  NameModifier,
  ContainerSettings: { Container: 'RAW' },
  VideoDescription: {
    Width,
    Height,
    CodecSettings: {
      Codec: 'FRAME_CAPTURE',
      FrameCaptureSettings: { FramerateNumerator: 1, FramerateDenominator: 1, MaxCaptures, Quality: 80 },
    },
  },
})
