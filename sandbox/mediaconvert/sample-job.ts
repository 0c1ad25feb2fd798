import type * as mc from '@aws-sdk/client-mediaconvert'

/** What a test wants of a job. */
export interface JobWish {
  /** Key below `sources/`, and folder below `media/`. */
  source?: string
  output?: string
  sizes?: [number, number][]
  token?: string
  silent?: boolean
}

/** The input of CreateJob for the SDK: HLS in some sizes, and two pictures a second apart. For tests. */
export function sampleJob({
  source = 'clip',
  output = 'one',
  sizes = [[320, 180]],
  token,
  silent,
}: JobWish): mc.CreateJobCommandInput {
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
      HlsGroupSettings: { Destination: `s3://lectern/media/${output}/index`, SegmentLength: 2, MinSegmentLength: 0 },
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
          },
        },
      },
      ...(!silent && { AudioDescriptions }),
    })),
  }
  const poster: mc.OutputGroup = {
    OutputGroupSettings: {
      Type: 'FILE_GROUP_SETTINGS',
      FileGroupSettings: { Destination: `s3://lectern/media/${output}/index` },
    },
    Outputs: [
      {
        NameModifier: '_poster',
        ContainerSettings: { Container: 'RAW' },
        VideoDescription: {
          Width: 320,
          Height: 180,
          CodecSettings: {
            Codec: 'FRAME_CAPTURE',
            FrameCaptureSettings: { FramerateNumerator: 1, FramerateDenominator: 1, MaxCaptures: 2, Quality: 80 },
          },
        },
      },
    ],
  }
  return {
    Role: 'arn:aws:iam::111122223333:role/MediaConvert',
    ClientRequestToken: token,
    UserMetadata: { app: 'lectern', videoId: 'v1' },
    Settings: {
      Inputs: [
        {
          FileInput: `s3://lectern/sources/${source}`,
          VideoSelector: { Rotate: 'AUTO' },
          ...(!silent && { AudioSelectors: { 'Audio Selector 1': { DefaultSelection: 'DEFAULT' } } }),
        },
      ],
      OutputGroups: [hls, poster],
    },
  }
}
