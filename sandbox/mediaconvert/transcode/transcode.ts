import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Charge } from '../job/charge.ts'
import { JobError } from '../job/errors.ts'
import { fileInput, type GroupDetail, type Job, type Progress } from '../job/job.ts'
import { download } from '../job/s3-files.ts'
import type { Settings } from '../job/settings.ts'
import type { Warning } from '../job/warning.ts'
import { isEncrypted, isTruncated } from '../probe/mp4-boxes.ts'
import { isPictureMissing, probe, type Source, withBlack } from '../probe/probe.ts'
import { audioWarnings, damageWarning } from '../probe/warnings.ts'
import { decodeFailure } from './decode-failure.ts'
import { FfmpegFailure, runFfmpeg } from './ffmpeg.ts'
import { ffmpegArguments, isHls, selectedAudio } from './ffmpeg-arguments.ts'
import { collectGroups } from './output-files.ts'
import { dropSegment, storeOutput } from './store-output.ts'

/** The tools that a job needs. */
export interface Tools {
  s3: S3Client
  /** Absolute paths of the programs. */
  ffmpeg: string
  ffprobe: string
  /** The preset of x264, such as `veryfast`. */
  preset: string
}

/** Receives the progress of a running job. */
export interface JobListener {
  progress(progress: Progress): void
  source(source: Source): void
  warning(warning: Warning): void
}

/** The result of a job. */
export interface TranscodeResult {
  output: GroupDetail[]
  bill: Charge[]
}

/**
 * Runs a job from its start: downloads, probes, transcodes, and stores. Repeated runs create the same objects.
 * @param folder the folder for its files; emptied first, removed at the end
 * @throws JobError when the job must end in ERROR; the signal's reason after an abort, once ffmpeg has exited
 */
export async function transcode(
  job: Job,
  tools: Tools,
  folder: string,
  listener: JobListener,
  signal: AbortSignal,
): Promise<TranscodeResult> {
  const { settings } = job.request
  const input = join(folder, 'input')
  try {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    listener.progress({ phase: 'PROBING', percent: 0, framesDecoded: 0 })
    if (job.fault?.kind === 'job-error') throw new JobError(job.fault.code, 'A fault requested this error.')
    await download(tools.s3, fileInput(job), input, signal)
    const source = await probeInput(tools.ffprobe, input, settings)
    listener.source(source)
    if (hasAudioOutput(settings))
      for (const warning of audioWarnings(source, selectedAudio(settings, source))) listener.warning(warning)

    for (const at of settings.outputGroups.keys()) await mkdir(join(folder, String(at)))
    const args = ffmpegArguments({ settings, source, input, folder, preset: tools.preset })
    let framesDecoded = 0
    listener.progress({ phase: 'TRANSCODING', percent: 0, framesDecoded })
    const decodeErrors = await runFfmpeg(tools.ffmpeg, args, signal, ({ seconds, frames }) => {
      framesDecoded = frames
      const percent = source.duration ? Math.min(99, Math.floor((seconds / source.duration) * 100)) : 0
      listener.progress({ phase: 'TRANSCODING', percent, framesDecoded })
    }).catch(error => {
      throw error instanceof FfmpegFailure ? decodeFailure(error.lines, source, fileInput(job)) : error
    })
    if (decodeErrors.count) listener.warning(damageWarning(decodeErrors.count, decodeErrors.first))

    listener.progress({ phase: 'UPLOADING', percent: 0, framesDecoded })
    const groups = await collectGroups(settings, source, folder, tools.ffprobe)
    if (job.fault?.kind === 'bad-output') await dropSegment(groups, tools.s3)
    const described = await storeOutput(tools.s3, groups, signal, percent =>
      listener.progress({ phase: 'UPLOADING', percent, framesDecoded }),
    )
    return { output: described.map(({ detail }) => detail), bill: described.flatMap(({ charges }) => charges) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @throws JobError 1010, 1020, 1076, or 1091 when the file is invalid, 1040 when the settings do not fit it */
async function probeInput(ffprobe: string, input: string, settings: Settings): Promise<Source> {
  const url = settings.inputs[0]!.fileInput
  const source = await probe(ffprobe, input, url)
  if (source.isMp4 && (await isEncrypted(input))) throw new JobError(1091, `Input file [${url}] is encrypted`)
  if (source.isMp4 && (await isTruncated(input)) && (await isPictureMissing(ffprobe, input, source)))
    throw new JobError(1076, `Error while reading input file [${url}]: unexpected end of file`)
  const audio = selectedAudio(settings, source)
  if (hasAudioOutput(settings) && !audio)
    throw new JobError(1040, 'Invalid selector_sequence_id [0] specified for audio_description [1].')
  const isPadded = settings.inputs[0]!.videoSelector.padVideo === 'BLACK'
  return audio && isPadded ? withBlack(ffprobe, input, source, audio) : source
}

function hasAudioOutput({ outputGroups }: Settings): boolean {
  return outputGroups.some(group => isHls(group) && group.outputs.some(output => output.audioDescriptions?.length))
}
