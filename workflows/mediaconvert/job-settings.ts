import type {
  CreateJobCommandInput,
  Output,
  OutputGroup,
  VideoPreprocessor,
  VideoSelector,
} from '@aws-sdk/client-mediaconvert'
import { maxBitrate } from './bitrate-limit.ts'
import { outputFrameRate } from './frame-rate.ts'
import { ladder, type Rung } from './ladder.ts'
import { planPoster } from './poster.ts'
import { planStoryboard } from './storyboard.ts'
import type { SourceVideo } from './video.ts'

/** The input of a job. `source` and `destination` are `s3://` addresses; the destination ends in a slash. */
export type JobInput = SourceVideo & { source: string; destination: string; profile: string }

type Settings = NonNullable<CreateJobCommandInput['Settings']>

/** The length of a segment in seconds. All renditions are cut at the same times. */
const segmentSeconds = 4

/**
 * Returns all settings of a job: HLS with muxed AAC, single-pass QVBR (the Basic tier), one frame as the poster, and
 * the storyboard's pictures. A pure function. If you change what it makes of a video, also rename the profile
 * (domain/transcode/encoding-settings.ts).
 */
export function jobSettings(input: JobInput): Settings {
  return {
    TimecodeConfig: { Source: 'ZEROBASED' },
    Inputs: [
      {
        FileInput: input.source,
        TimecodeSource: 'ZEROBASED',
        VideoSelector: { Rotate: 'AUTO', ...colors(input), ...(input.needsBlack ? { PadVideo: 'BLACK' } : {}) },
        ...(input.hasAudio
          ? {
              AudioSelectors: {
                'Audio Selector 1': { DefaultSelection: 'DEFAULT', SelectorType: 'TRACK', Tracks: [input.soundTrack] },
              },
            }
          : {}),
      },
    ],
    OutputGroups: [hlsGroup(input), framesGroup(input)],
  }
}

/**
 * Names the colors of the source, which the outputs then carry. Without a name, players would guess them by the size of each
 * rendition. HDR is converted to BT.709, so its outputs have names. What AWS makes of HDR that names only its transfer function
 * is not documented. Forcing HDR10 would need mastering metadata, which such files do not have.
 */
const colors = ({ assumedColors, hdr }: SourceVideo): Pick<VideoSelector, 'ColorSpace' | 'ColorSpaceUsage'> =>
  assumedColors === null || hdr ? { ColorSpace: 'FOLLOW' } : { ColorSpace: assumedColors, ColorSpaceUsage: 'FORCE' }

function hlsGroup(input: JobInput): OutputGroup {
  return {
    Name: 'Apple HLS',
    OutputGroupSettings: {
      Type: 'HLS_GROUP_SETTINGS',
      HlsGroupSettings: {
        Destination: `${input.destination}hls/index`,
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
    Outputs: ladder(input.width, input.height, input.profile).map(rung => renditionOutput(rung, input)),
  }
}

function renditionOutput(rung: Rung, input: JobInput): Output {
  const { numerator, denominator } = outputFrameRate(input.frameRate)
  const videoBitrate = maxBitrate(rung.maxBitrate, input)
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
          Bitrate: rung.soundBitrate,
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
      ColorMetadata: 'INSERT',
      ...preprocessors(input),
      CodecSettings: {
        Codec: 'H_264',
        H264Settings: {
          RateControlMode: 'QVBR',
          QvbrSettings: { QvbrQualityLevel: rung.quality },
          MaxBitrate: videoBitrate,
          HrdBufferSize: Math.round(videoBitrate * rung.bufferSeconds),
          QualityTuningLevel: 'SINGLE_PASS_HQ',
          FramerateControl: 'SPECIFIED',
          FramerateNumerator: numerator,
          FramerateDenominator: denominator,
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
    ...(input.hasAudio ? { AudioDescriptions: audio } : {}),
    OutputSettings: { HlsSettings: { IFrameOnlyManifest: 'EXCLUDE' } },
  }
}

/** Combines fields into whole frames, and converts colors for an ordinary screen. */
function preprocessors({ hdr, interlaced }: SourceVideo): { VideoPreprocessors?: VideoPreprocessor } {
  if (!hdr && !interlaced) return {}
  return {
    VideoPreprocessors: {
      ...(hdr ? { ColorCorrector: { ColorSpaceConversion: 'FORCE_709', HdrToSdrToneMapper: 'PRESERVE_DETAILS' } } : {}),
      ...(interlaced ? { Deinterlacer: { Mode: 'DEINTERLACE', Algorithm: 'INTERPOLATE', Control: 'NORMAL' } } : {}),
    },
  }
}

function framesGroup(input: JobInput): OutputGroup {
  const largest = ladder(input.width, input.height, input.profile).reduce((a, b) => (a.width >= b.width ? a : b))
  const storyboard = planStoryboard(input)
  const poster = { ...largest, ...planPoster(input) }
  return {
    Name: 'File Group',
    OutputGroupSettings: {
      Type: 'FILE_GROUP_SETTINGS',
      FileGroupSettings: { Destination: `${input.destination}frames/index` },
    },
    Outputs: [frameCaptureOutput('_poster', poster, 80, input), frameCaptureOutput('_thumb', storyboard, 70, input)],
  }
}

type FrameCapture = { width: number; height: number; intervalSeconds: number; count: number }

function frameCaptureOutput(
  modifier: string,
  { width, height, intervalSeconds, count }: FrameCapture,
  Quality: number,
  video: SourceVideo,
): Output {
  return {
    NameModifier: modifier,
    ContainerSettings: { Container: 'RAW' },
    VideoDescription: {
      Width: width,
      Height: height,
      ...preprocessors(video),
      CodecSettings: {
        Codec: 'FRAME_CAPTURE',
        FrameCaptureSettings: {
          FramerateNumerator: 1,
          FramerateDenominator: intervalSeconds,
          MaxCaptures: count,
          Quality,
        },
      },
    },
  }
}
