import { capturePattern, childName, destinationOf, segmentPattern } from '../job/output-names.ts'
import type { CaptureOutput, HlsOutput } from '../job/output-settings.ts'
import type { FileGroup, HlsGroup, Settings } from '../job/settings.ts'
import type { AudioStream, Source } from '../probe/probe.ts'
import { filterGraph, type Output, outputRate } from './filter-graph.ts'

interface EncodeTask {
  settings: Settings
  source: Source
  /** The downloaded input. */
  input: string
  /** Group n writes to the subfolder n, which must exist. */
  folder: string
  /** The preset of x264, such as `veryfast`. */
  preset: string
}

/**
 * x264's constant quality for MediaConvert's QVBR quality levels. These are our own estimates; AWS publishes no table.
 */
const CRF = [31, 31, 31, 30, 29, 27, 25, 23, 21, 19, 17]

/** Builds the arguments of one ffmpeg run for a whole job. Decodes the input once, and branches for each output. */
export function ffmpegArguments(task: EncodeTask): string[] {
  const { settings, source, input } = task
  const outputs: Output[] = settings.outputGroups.flatMap(group => group.outputs as Output[])
  const targets = settings.outputGroups.flatMap((group, at) =>
    isHls(group)
      ? group.outputs.map(output => renditionArgs(task, group, output, at))
      : group.outputs.map(output => captureArgs(task, group, output, at)),
  )
  return [
    ...'-nostdin -hide_banner -loglevel error -nostats -progress pipe:1 -stats_period 1 -max_error_rate 1 -y -i'.split(
      ' ',
    ),
    input,
    '-filter_complex',
    filterGraph(outputs, source, settings.inputs[0]!.videoSelector.colorSpace),
    ...targets.flatMap((target, at) => ['-map', `[v${at}]`, ...target]),
  ]
}

/** Returns whether a group has HLS renditions. */
export function isHls(group: HlsGroup | FileGroup): group is HlsGroup {
  return group.outputGroupSettings.type === 'HLS_GROUP_SETTINGS'
}

function renditionArgs(task: EncodeTask, group: HlsGroup, output: HlsOutput, at: number): string[] {
  const { segmentLength, destination } = group.outputGroupSettings.hlsGroupSettings
  const { gopSize, gopSizeUnits, maxBitrate, hrdBufferSize, qvbrSettings } =
    output.videoDescription.codecSettings.h264Settings
  const { framesPerSecond } = outputRate(output, task.source.video)
  const seconds = gopSizeUnits === 'SECONDS' ? gopSize : gopSize / framesPerSecond
  const { base } = destinationOf(destination, task.settings.inputs[0]!.fileInput)
  return [
    ...['-c:v', 'libx264', '-preset', task.preset, '-profile:v', 'high'],
    ...['-crf', String(CRF[qvbrSettings.qvbrQualityLevel])],
    ...['-maxrate', String(maxBitrate), '-bufsize', String(hrdBufferSize || Math.round(maxBitrate * 1.5))],
    // Sets key frames by time, not by count. At 29.97 frames per second, a count would drift from the segments.
    ...['-force_key_frames', `expr:gte(t+0.001,n_forced*${seconds})`, '-sc_threshold', '0', '-flags', '+cgop'],
    ...['-g', String(Math.ceil(seconds * framesPerSecond))],
    ...(task.source.video.hdr ? '-color_primaries bt709 -color_trc bt709 -colorspace bt709'.split(' ') : []),
    ...audioArgs(output, selectedAudio(task.settings, task.source)),
    ...['-map_metadata', '-1', '-f', 'hls', '-hls_time', String(segmentLength), '-hls_playlist_type', 'vod'],
    ...['-hls_list_size', '0', '-hls_flags', 'independent_segments+temp_file', '-start_number', '1'],
    ...['-hls_segment_filename', `${task.folder}/${at}/${segmentPattern(base, output.nameModifier)}`],
    `${task.folder}/${at}/${childName(base, output.nameModifier)}`,
  ]
}

/** Returns the sound track that a job uses: the one that its selector names, or the first. */
export function selectedAudio({ inputs }: Settings, { audio }: Source): AudioStream | undefined {
  const [selector] = Object.values(inputs[0]!.audioSelectors ?? {})
  return audio[(selector?.tracks?.[0] ?? 1) - 1]
}

function audioArgs({ audioDescriptions }: HlsOutput, audio: AudioStream | undefined): string[] {
  const settings = audioDescriptions?.[0]?.codecSettings.aacSettings
  if (!settings || !audio) return []
  const channels = settings.codingMode === 'CODING_MODE_1_0' ? '1' : '2'
  return [
    ...['-map', `0:${audio.index}`, '-c:a', 'aac', '-b:a', String(settings.bitrate), '-ac', channels],
    // Fills audio that starts late, has gaps, or ends early with silence. Drops audio after the end of the video.
    ...['-ar', String(settings.sampleRate), '-af', 'aresample=async=1:first_pts=0,apad', '-shortest'],
  ]
}

function captureArgs(task: EncodeTask, group: FileGroup, output: CaptureOutput, at: number): string[] {
  const { maxCaptures, quality } = output.videoDescription.codecSettings.frameCaptureSettings
  const { destination } = group.outputGroupSettings.fileGroupSettings
  const { base } = destinationOf(destination, task.settings.inputs[0]!.fileInput)
  // ffmpeg's JPEG quality ranges from 2 (best) to 31.
  const scale = Math.min(31, Math.max(2, Math.round(31 - quality * 0.35)))
  return [
    ...['-fps_mode', 'vfr', '-frames:v', String(maxCaptures), '-q:v', String(scale), '-start_number', '0'],
    `${task.folder}/${at}/${capturePattern(base, output.nameModifier)}`,
  ]
}
