import type { CreateJobCommandInput, Output, OutputGroup } from '@aws-sdk/client-mediaconvert'
import { ladder, type Rung } from './ladder.ts'

/** What a job is made from. `source` and `destination` are `s3://` addresses; the destination ends in a slash. */
export type JobWish = {
  source: string
  destination: string
  width: number
  height: number
  durationSeconds: number
  hasAudio: boolean
}

type Settings = NonNullable<CreateJobCommandInput['Settings']>

/** Where an attempt's outputs lie below its prefix: names as MediaConvert makes them from destination, modifier and ending. */
export const outputNames = {
  master: 'hls/index.m3u8',
  poster: 'frames/index_poster.0000000.jpg',
  rendition: (rung: Rung) => `hls/index_${rung.name}.m3u8`,
}

/** Seconds of a segment; all renditions are cut at the same places. */
const segmentSeconds = 4

/** The whole of a job's settings: HLS with muxed AAC, single-pass QVBR (the Basic tier), and one frame as the poster. A pure function. */
export function jobSettings(wish: JobWish): Settings {
  return {
    TimecodeConfig: { Source: 'ZEROBASED' },
    Inputs: [
      {
        FileInput: wish.source,
        TimecodeSource: 'ZEROBASED',
        VideoSelector: { Rotate: 'AUTO', ColorSpace: 'FOLLOW' },
        ...(wish.hasAudio
          ? {
              AudioSelectors: {
                'Audio Selector 1': { DefaultSelection: 'DEFAULT', SelectorType: 'TRACK', Tracks: [1] },
              },
            }
          : {}),
      },
    ],
    OutputGroups: [hlsGroup(wish), posterGroup(wish)],
  }
}

function hlsGroup(wish: JobWish): OutputGroup {
  return {
    Name: 'Apple HLS',
    OutputGroupSettings: {
      Type: 'HLS_GROUP_SETTINGS',
      HlsGroupSettings: {
        Destination: `${wish.destination}hls/index`,
        SegmentLength: segmentSeconds,
        SegmentLengthControl: 'EXACT',
        MinSegmentLength: 0,
        MinFinalSegmentLength: 1,
        SegmentControl: 'SEGMENTED_FILES',
        DirectoryStructure: 'SINGLE_DIRECTORY',
        ManifestDurationFormat: 'FLOATING_POINT',
        ManifestCompression: 'NONE',
        OutputSelection: 'MANIFESTS_AND_SEGMENTS',
        StreamInfResolution: 'INCLUDE',
        CodecSpecification: 'RFC_6381',
        ProgramDateTime: 'EXCLUDE',
      },
    },
    Outputs: ladder(wish.width, wish.height).map(rung => rendition(rung, wish.hasAudio)),
  }
}

function rendition(rung: Rung, hasAudio: boolean): Output {
  const audio: Output['AudioDescriptions'] = [
    {
      AudioSourceName: 'Audio Selector 1',
      CodecSettings: {
        Codec: 'AAC',
        AacSettings: {
          CodecProfile: 'LC',
          RateControlMode: 'CBR',
          CodingMode: 'CODING_MODE_2_0',
          SampleRate: 48_000,
          Bitrate: 128_000,
        },
      },
    },
  ]
  return {
    NameModifier: `_${rung.name}`,
    ContainerSettings: { Container: 'M3U8', M3u8Settings: {} },
    VideoDescription: {
      Width: rung.width,
      Height: rung.height,
      ScalingBehavior: 'DEFAULT',
      CodecSettings: {
        Codec: 'H_264',
        H264Settings: {
          RateControlMode: 'QVBR',
          QvbrSettings: { QvbrQualityLevel: rung.quality },
          MaxBitrate: rung.maxBitrate,
          QualityTuningLevel: 'SINGLE_PASS_HQ',
          FramerateControl: 'INITIALIZE_FROM_SOURCE',
          GopSize: 2,
          GopSizeUnits: 'SECONDS',
          GopClosedCadence: 1,
          InterlaceMode: 'PROGRESSIVE',
          ParControl: 'SPECIFIED',
          ParNumerator: 1,
          ParDenominator: 1,
          CodecProfile: 'HIGH',
          CodecLevel: 'AUTO',
        },
      },
    },
    ...(hasAudio ? { AudioDescriptions: audio } : {}),
    OutputSettings: { HlsSettings: { IFrameOnlyManifest: 'EXCLUDE' } },
  }
}

/** One frame, the first: a second one would only be captured after the whole video. */
function posterGroup(wish: JobWish): OutputGroup {
  const [largest] = ladder(wish.width, wish.height).sort((a, b) => b.width - a.width)
  const frames = {
    FramerateNumerator: 1,
    FramerateDenominator: Math.max(1, Math.ceil(wish.durationSeconds)),
    MaxCaptures: 1,
    Quality: 80,
  }
  return {
    Name: 'File Group',
    OutputGroupSettings: {
      Type: 'FILE_GROUP_SETTINGS',
      FileGroupSettings: { Destination: `${wish.destination}frames/index` },
    },
    Outputs: [
      {
        NameModifier: '_poster',
        ContainerSettings: { Container: 'RAW' },
        VideoDescription: {
          Width: largest!.width,
          Height: largest!.height,
          CodecSettings: { Codec: 'FRAME_CAPTURE', FrameCaptureSettings: frames },
        },
      },
    ],
  }
}
