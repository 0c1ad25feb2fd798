import { filterGraph, type Output, outputRate } from './filter-graph.ts'
import { childName, destinationOf, picturePattern, segmentPattern } from '../job/output-names.ts'
import type { CaptureOutput, HlsOutput } from '../job/output-settings.ts'
import type { AudioStream, Source } from '../probe/probe.ts'
import type { FileGroup, HlsGroup, Settings } from '../job/settings.ts'

interface EncodeTask {
  settings: Settings
  source: Source
  /** The downloaded input. */
  input: string
  /** Where group n writes: a folder named n in here. Must exist. */
  folder: string
  /** Of x264: `veryfast`, `ultrafast`. */
  preset: string
}

/** x264's constant quality for MediaConvert's QVBR quality levels; our own judgement, there is no table. */
const CRF = [31, 31, 31, 30, 29, 27, 25, 23, 21, 19, 17]

/** One ffmpeg run for a whole job: the input is decoded once, every rendition and series of pictures is one branch. */
export function ffmpegArguments(task: EncodeTask): string[] {
  const { settings, source, input } = task
  const outputs: Output[] = settings.outputGroups.flatMap(group => group.outputs as Output[])
  const targets = settings.outputGroups.flatMap((group, at) =>
    isHls(group)
      ? group.outputs.map(output => renditionArgs(task, group, output, at))
      : group.outputs.map(output => captureArgs(task, group, output, at)),
  )
  return [
    ...'-nostdin -hide_banner -loglevel error -nostats -progress pipe:1 -stats_period 1 -y -i'.split(' '),
    input,
    '-filter_complex',
    filterGraph(outputs, source.video),
    ...targets.flatMap((target, at) => ['-map', `[v${at}]`, ...target]),
  ]
}

/** Whether a group makes HLS. */
export function isHls(group: HlsGroup | FileGroup): group is HlsGroup {
  return group.outputGroupSettings.type === 'HLS_GROUP_SETTINGS'
}

function renditionArgs(task: EncodeTask, group: HlsGroup, output: HlsOutput, at: number): string[] {
  const { segmentLength, destination } = group.outputGroupSettings.hlsGroupSettings
  const { gopSize, gopSizeUnits, maxBitrate, qvbrSettings } = output.videoDescription.codecSettings.h264Settings
  const { framesPerSecond } = outputRate(output, task.source.video)
  const seconds = gopSizeUnits === 'SECONDS' ? gopSize : gopSize / framesPerSecond
  const { base } = destinationOf(destination, task.settings.inputs[0]!.fileInput)
  return [
    ...['-c:v', 'libx264', '-preset', task.preset, '-profile:v', 'high'],
    ...['-crf', String(CRF[qvbrSettings.qvbrQualityLevel])],
    ...['-maxrate', String(maxBitrate), '-bufsize', String(Math.round(maxBitrate * 1.5))],
    // Key frames by time, not by count: with 29.97 frames a second a count would drift away from the segments.
    ...['-force_key_frames', `expr:gte(t+0.001,n_forced*${seconds})`, '-sc_threshold', '0', '-flags', '+cgop'],
    ...['-g', String(Math.ceil(seconds * framesPerSecond))],
    ...(task.source.video.hdr ? '-color_primaries bt709 -color_trc bt709 -colorspace bt709'.split(' ') : []),
    ...audioArgs(output, task.source.audio[0]),
    ...['-map_metadata', '-1', '-f', 'hls', '-hls_time', String(segmentLength), '-hls_playlist_type', 'vod'],
    ...['-hls_list_size', '0', '-hls_flags', 'independent_segments+temp_file', '-start_number', '1'],
    ...['-hls_segment_filename', `${task.folder}/${at}/${segmentPattern(base, output.nameModifier)}`],
    `${task.folder}/${at}/${childName(base, output.nameModifier)}`,
  ]
}

function audioArgs({ audioDescriptions }: HlsOutput, audio: AudioStream | undefined): string[] {
  const settings = audioDescriptions?.[0]?.codecSettings.aacSettings
  if (!settings || !audio) return []
  const channels = settings.codingMode === 'CODING_MODE_1_0' ? '1' : '2'
  return [
    ...['-map', `0:${audio.index}`, '-c:a', 'aac', '-b:a', String(settings.bitrate), '-ac', channels],
    // Sound that starts late, has holes or ends early is filled with silence, and what outlasts the picture is left out.
    ...['-ar', String(settings.sampleRate), '-af', 'aresample=async=1:first_pts=0,apad', '-shortest'],
  ]
}

function captureArgs(task: EncodeTask, group: FileGroup, output: CaptureOutput, at: number): string[] {
  const { maxCaptures, quality } = output.videoDescription.codecSettings.frameCaptureSettings
  const { destination } = group.outputGroupSettings.fileGroupSettings
  const { base } = destinationOf(destination, task.settings.inputs[0]!.fileInput)
  // JPEG's scale in ffmpeg runs from 2, best, to 31.
  const scale = Math.min(31, Math.max(2, Math.round(31 - quality * 0.35)))
  return [
    ...['-fps_mode', 'vfr', '-frames:v', String(maxCaptures), '-q:v', String(scale), '-start_number', '0'],
    `${task.folder}/${at}/${picturePattern(base, output.nameModifier)}`,
  ]
}
