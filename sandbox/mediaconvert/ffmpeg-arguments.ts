import { childName, destinationOf, picturePattern, segmentPattern } from './output-names.ts'
import type { CaptureOutput, HlsOutput } from './output-settings.ts'
import type { AudioStream, Source, VideoStream } from './probe.ts'
import type { FileGroup, HlsGroup, Settings } from './settings.ts'

interface Work {
  settings: Settings
  source: Source
  /** The downloaded input. */
  input: string
  /** Where group n writes: a folder named n in here. Must exist. */
  folder: string
  /** Of x264: `veryfast`, `ultrafast`. */
  preset: string
}

interface Branch {
  output: HlsOutput | CaptureOutput
  /** Everything of ffmpeg's arguments that follows the picture's `-map`. */
  rest: string[]
}

/** x264's constant quality for MediaConvert's QVBR quality levels; our own judgement, there is no table. */
const CRF = [31, 31, 31, 30, 29, 27, 25, 23, 21, 19, 17]

/** One ffmpeg run for a whole job: the input is decoded once, every rendition and series of pictures is one branch. */
export function ffmpegArguments(work: Work): string[] {
  const { settings, source, input } = work
  const outputs = settings.outputGroups.flatMap((group, at): Branch[] =>
    isHls(group)
      ? group.outputs.map(output => ({ output, rest: rendition(work, group, output, at) }))
      : group.outputs.map(output => ({ output, rest: pictures(work, group, output, at) })),
  )
  const splits = outputs.map((_, at) => `[s${at}]`).join('')
  const branches = outputs.map(({ output }, at) => `[s${at}]${branch(output, source.video)}[v${at}]`)
  const trunk = `[0:${source.video.index}]${preparation(source.video)}fps=${source.video.frameRate},split=${outputs.length}${splits}`
  return [
    ...'-nostdin -hide_banner -loglevel error -nostats -progress pipe:1 -stats_period 1 -y -i'.split(' '),
    input,
    '-filter_complex',
    [trunk, ...branches].join(';'),
    ...outputs.flatMap(({ rest }, at) => ['-map', `[v${at}]`, ...rest]),
  ]
}

/** Whether a group makes HLS. */
export function isHls(group: HlsGroup | FileGroup): group is HlsGroup {
  return group.outputGroupSettings.type === 'HLS_GROUP_SETTINGS'
}

/** Whole frames, and the colours of an ordinary screen. */
function preparation({ interlaced, hdr }: VideoStream): string {
  const frames = interlaced ? 'bwdif=deint=interlaced,' : ''
  const linear = 'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709'
  return hdr ? `${frames}${linear},tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p,` : frames
}

function branch(output: HlsOutput | CaptureOutput, video: VideoStream): string {
  const scaled = `${scaling(output, video)},setsar=1`
  const { codecSettings } = output.videoDescription
  if (codecSettings.codec === 'H_264') return `${scaled},format=yuv420p`
  const { framerateNumerator, framerateDenominator } = codecSettings.frameCaptureSettings
  const every = framerateDenominator / framerateNumerator
  return `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${every})',${scaled},format=yuvj420p`
}

/** The picture's size in an output. A side that is not given follows from the other, both from the source. */
export function outputSize(output: HlsOutput | CaptureOutput, video: VideoStream): { width: number; height: number } {
  const { width, height } = output.videoDescription
  const aspect = video.width / video.height
  if (width && height) return { width, height }
  if (width) return { width, height: even(width / aspect) }
  if (height) return { width: even(height * aspect), height }
  return { width: even(video.width), height: even(video.height) }
}

/** Scales into the size; bars fill what is left unless the shapes differ by no more than rounding or bars are unwanted. */
function scaling(output: HlsOutput | CaptureOutput, video: VideoStream): string {
  const { width, height } = outputSize(output, video)
  const difference = Math.abs((width * video.height) / (height * video.width) - 1)
  const fill = `scale=${width}:${height}:flags=bicubic`
  if (output.videoDescription.scalingBehavior === 'STRETCH_TO_OUTPUT' || difference < 0.02) return fill
  const factor = Math.min(width / video.width, height / video.height)
  const inner = `${even(video.width * factor)}:${even(video.height * factor)}`
  return `scale=${inner}:flags=bicubic,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`
}

const even = (size: number) => Math.max(2, Math.round(size / 2) * 2)

function rendition(work: Work, group: HlsGroup, output: HlsOutput, at: number): string[] {
  const { segmentLength, destination } = group.outputGroupSettings.hlsGroupSettings
  const { h264Settings } = output.videoDescription.codecSettings
  const { gopSize, gopSizeUnits, maxBitrate, qvbrSettings } = h264Settings
  const seconds = gopSizeUnits === 'SECONDS' ? gopSize : gopSize / work.source.video.framesPerSecond
  const { base } = destinationOf(destination, work.settings.inputs[0]!.fileInput)
  return [
    ...['-c:v', 'libx264', '-preset', work.preset, '-profile:v', 'high'],
    ...['-crf', String(CRF[qvbrSettings.qvbrQualityLevel])],
    ...['-maxrate', String(maxBitrate), '-bufsize', String(Math.round(maxBitrate * 1.5))],
    // Key frames by time, not by count: with 29.97 frames a second a count would drift away from the segments.
    ...['-force_key_frames', `expr:gte(t,n_forced*${seconds})`, '-sc_threshold', '0', '-flags', '+cgop'],
    ...['-g', String(Math.ceil(seconds * work.source.video.framesPerSecond))],
    ...(work.source.video.hdr ? '-color_primaries bt709 -color_trc bt709 -colorspace bt709'.split(' ') : []),
    ...sound(output, work.source.audio),
    ...['-map_metadata', '-1', '-f', 'hls', '-hls_time', String(segmentLength), '-hls_playlist_type', 'vod'],
    ...['-hls_list_size', '0', '-hls_flags', 'independent_segments+temp_file', '-start_number', '1'],
    ...['-hls_segment_filename', `${work.folder}/${at}/${segmentPattern(base, output.nameModifier)}`],
    `${work.folder}/${at}/${childName(base, output.nameModifier)}`,
  ]
}

function sound({ audioDescriptions }: HlsOutput, audio: AudioStream | undefined): string[] {
  const settings = audioDescriptions?.[0]?.codecSettings.aacSettings
  if (!settings || !audio) return []
  const channels = settings.codingMode === 'CODING_MODE_1_0' ? '1' : '2'
  return [
    ...['-map', `0:${audio.index}`, '-c:a', 'aac', '-b:a', String(settings.bitrate), '-ac', channels],
    // Sound that starts late or has holes is filled with silence, so that it stays with the picture.
    ...['-ar', String(settings.sampleRate), '-af', 'aresample=async=1:first_pts=0'],
  ]
}

function pictures(work: Work, group: FileGroup, output: CaptureOutput, at: number): string[] {
  const { maxCaptures, quality } = output.videoDescription.codecSettings.frameCaptureSettings
  const { destination } = group.outputGroupSettings.fileGroupSettings
  const { base } = destinationOf(destination, work.settings.inputs[0]!.fileInput)
  // JPEG's scale in ffmpeg runs from 2, best, to 31.
  const scale = Math.min(31, Math.max(2, Math.round(31 - quality * 0.35)))
  return [
    ...['-fps_mode', 'vfr', '-frames:v', String(maxCaptures), '-q:v', String(scale), '-start_number', '0'],
    `${work.folder}/${at}/${picturePattern(base, output.nameModifier)}`,
  ]
}
