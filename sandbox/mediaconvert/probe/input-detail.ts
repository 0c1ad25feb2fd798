import type { AudioStream, Source, VideoStream } from './probe.ts'

const CODECS: Record<string, string> = { h264: 'H_264', hevc: 'HEVC', aac: 'AAC', mpeg2video: 'MPEG2', mp3: 'MP3' }
const codecName = (codec: string) => CODECS[codec] ?? codec.toUpperCase()

/** Describes an input for INPUT_INFORMATION (MediaConvert User Guide, "Events with INPUT_INFORMATION status"). */
export function inputDetail(uri: string, { video, audio }: Source) {
  return { id: 1, uri, audio: audio.map(audioDetail), video: [videoDetail(video)] }
}

function audioDetail({ channels, codec, language, sampleRate, index }: AudioStream) {
  return { channels, codec: codecName(codec), language, sampleRate, streamId: index + 1 }
}

function videoDetail(video: VideoStream) {
  const subsampling = /(420|422|444)/.exec(video.pixelFormat)?.[1]
  return {
    bitDepth: video.bitDepth,
    codec: codecName(video.codec),
    colorFormat: subsampling ? `YUV_${subsampling}` : undefined,
    fourCC: video.fourCC,
    frameRate: Number(video.framesPerSecond.toFixed(3)),
    height: video.codedHeight,
    interlaceMode: video.isInterlaced ? 'INTERLACED' : 'PROGRESSIVE',
    sar: video.sampleAspectRatio,
    standard: 'UNSPECIFIED',
    streamId: video.index + 1,
    width: video.codedWidth,
  }
}
