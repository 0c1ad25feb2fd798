import type { ObjectMetadata } from '../job/s3-files.ts'
import {
  bitDepthOf,
  durationOf,
  isAudioStream,
  isVideoStream,
  type ProbeOutput,
  rotationOf,
  type Stream,
} from './ffprobe.ts'

/** Describes a file for Probe (MediaConvert API Reference, "Probe"). Numbers tracks from 1 and skips album covers. */
export function probeResult({ streams, format }: ProbeOutput, metadata: ObjectMetadata) {
  const tracks = streams.filter(stream => stream.codec_type !== 'video' || isVideoStream(stream)).map(track)
  const indexes = (type: string) => tracks.filter(({ trackType }) => trackType === type).map(({ index }) => index)
  return {
    container: {
      format: formatName(format),
      duration: format.duration,
      bitRate: format.bit_rate,
      tracks,
    },
    metadata: {
      eTag: metadata.eTag,
      fileSize: metadata.size,
      lastModified: metadata.lastModified && Math.floor(metadata.lastModified.getTime() / 1000),
      mimeType: metadata.contentType,
    },
    trackMappings: [
      {
        videoTrackIndexes: indexes('video'),
        audioTrackIndexes: indexes('audio'),
        dataTrackIndexes: indexes('data'),
      },
    ],
  }
}

const FORMATS: [RegExp, string][] = [
  [/webm/, 'webm'],
  [/matroska/, 'matroska'],
  [/mpegts/, 'mpegts'],
  [/^mpeg$/, 'mpegps'],
  [/^wav$/, 'wave'],
]

function formatName({ format_name: name, tags }: ProbeOutput['format']): string {
  // ffprobe has one name for all box-based formats, and one for Matroska and its subset WebM.
  if (name.includes('mp4')) return tags.major_brand?.startsWith('qt') ? 'quicktime' : 'mp4'
  return FORMATS.find(([pattern]) => pattern.test(name))?.[1] ?? name
}

const CODECS: Record<string, string> = {
  h264: 'AVC',
  mpeg1video: 'MPEG1',
  mpeg2video: 'MPEG2',
  mpeg4: 'MP4V',
  jpeg2000: 'JPEG2000',
}
const codecName = (codec: string) => (codec.startsWith('pcm_') ? 'PCM' : (CODECS[codec] ?? codec.toUpperCase()))

function track(stream: Stream, at: number) {
  const trackType = isVideoStream(stream) ? 'video' : isAudioStream(stream) ? 'audio' : 'data'
  return {
    index: at + 1,
    trackType,
    codec: codecName(stream.codec_name),
    duration: durationOf(stream),
    ...(trackType === 'video' && { videoProperties: videoProperties(stream) }),
    ...(trackType === 'audio' && { audioProperties: audioProperties(stream) }),
  }
}

function videoProperties(stream: Stream) {
  return {
    width: stream.width,
    height: stream.height,
    frameRate: ratio(stream.avg_frame_rate, '/'),
    rotation: rotationOf(stream) || null,
    sampleAspectRatio: ratio(stream.sample_aspect_ratio, ':'),
    bitDepth: bitDepthOf(stream),
    bitRate: stream.bit_rate,
    colorPrimaries: nameOf(stream.color_primaries, PRIMARIES),
    transferCharacteristics: nameOf(stream.color_transfer, TRANSFERS),
    matrixCoefficients: nameOf(stream.color_space, MATRICES),
  }
}

function audioProperties({ channels, sample_rate: sampleRate, bit_rate: bitRate, channel_layout, tags }: Stream) {
  return { channels, sampleRate, bitRate, channelLayout: channel_layout, languageCode: tags.language?.toUpperCase() }
}

function ratio(text: string, sign: string) {
  const [numerator, denominator] = text.split(sign).map(Number)
  return { numerator, denominator }
}

const nameOf = (value: string | undefined, names: Record<string, string>) => names[value ?? ''] ?? 'UNSPECIFIED'

const PRIMARIES: Record<string, string> = {
  bt709: 'ITU_709',
  bt470m: 'ITU_470M',
  bt470bg: 'ITU_470BG',
  smpte170m: 'SMPTE_170M',
  smpte240m: 'SMPTE_240M',
  bt2020: 'ITU_2020',
  smpte431: 'SMPTE_431_2',
  smpte432: 'SMPTE_EG_432_1',
}
const TRANSFERS: Record<string, string> = {
  bt709: 'ITU_709',
  bt470m: 'ITU_470M',
  bt470bg: 'ITU_470BG',
  smpte170m: 'SMPTE_170M',
  smpte240m: 'SMPTE_240M',
  linear: 'LINEAR',
  'iec61966-2-1': 'IEC_61966_2_1',
  'bt2020-10': 'ITU_2020_10bit',
  'bt2020-12': 'ITU_2020_12bit',
  smpte2084: 'SMPTE_2084',
  'arib-std-b67': 'ARIB_B67',
}
const MATRICES: Record<string, string> = {
  gbr: 'RGB',
  bt709: 'ITU_709',
  fcc: 'FCC',
  bt470bg: 'ITU_470BG',
  smpte170m: 'SMPTE_170M',
  smpte240m: 'SMPTE_240M',
  bt2020nc: 'ITU_2020_NCL',
  bt2020c: 'ITU_2020_CL',
}
