import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { S3Client } from '@aws-sdk/client-s3'
import { JobError } from './errors.ts'
import { runFfmpeg } from './ffmpeg.ts'
import { ffmpegArguments, isHls } from './ffmpeg-arguments.ts'
import { fileInput, type GroupDetail, type Job, type Progress } from './job.ts'
import { isCutShort } from './mp4-boxes.ts'
import { finishGroups, type GroupFiles } from './output-files.ts'
import { probe, type Source } from './probe.ts'
import { download, upload } from './s3-files.ts'
import type { Settings } from './settings.ts'

/** What the work on a job needs. */
export interface Tools {
  s3: S3Client
  /** Absolute paths of the programs. */
  ffmpeg: string
  ffprobe: string
  /** Of x264: `veryfast`, `ultrafast`. */
  preset: string
}

/** What a job says while it is worked on. */
export interface Reports {
  progress(progress: Progress): void
  source(source: Source): void
}

/**
 * Does a job from its start: fetch, probe, transcode, store. Doing it again gives the same objects again.
 * @param folder for its files; emptied first, removed at the end
 * @throws JobError when the job is to end in ERROR; the signal's reason after an abort, when ffmpeg has ended
 */
export async function transcode(
  job: Job,
  tools: Tools,
  folder: string,
  reports: Reports,
  signal: AbortSignal,
): Promise<GroupDetail[]> {
  const { settings } = job.request
  const input = join(folder, 'input')
  try {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    reports.progress({ phase: 'PROBING', percent: 0, framesDecoded: 0 })
    await download(tools.s3, fileInput(job), input, signal)
    const source = await examine(tools.ffprobe, input, settings)
    reports.source(source)

    for (const at of settings.outputGroups.keys()) await mkdir(join(folder, String(at)))
    const args = ffmpegArguments({ settings, source, input, folder, preset: tools.preset })
    let framesDecoded = 0
    reports.progress({ phase: 'TRANSCODING', percent: 0, framesDecoded })
    await runFfmpeg(tools.ffmpeg, args, signal, ({ seconds, frames }) => {
      framesDecoded = frames
      const percent = source.duration ? Math.min(99, Math.floor((seconds / source.duration) * 100)) : 0
      reports.progress({ phase: 'TRANSCODING', percent, framesDecoded })
    })

    reports.progress({ phase: 'UPLOADING', percent: 0, framesDecoded })
    const groups = await finishGroups(settings, source, folder, tools.ffprobe)
    for (const group of groups) await store(group, tools.s3, signal)
    return groups.map(({ detail }) => detail)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @throws JobError 1010, 1020, 1076 for what is wrong with the file, 1040 for settings that do not fit it */
async function examine(ffprobe: string, input: string, settings: Settings): Promise<Source> {
  const url = settings.inputs[0]!.fileInput
  const source = await probe(ffprobe, input, url)
  if (source.isMp4 && (await isCutShort(input)))
    throw new JobError(1076, `Error while reading input file [${url}]: unexpected end of file`)
  const wantsSound = settings.outputGroups.some(
    group => isHls(group) && group.outputs.some(output => output.audioDescriptions?.length),
  )
  if (wantsSound && !source.audio)
    throw new JobError(1040, 'Invalid selector_sequence_id [0] specified for audio_description [1].')
  return source
}

async function store({ names, folder, destination }: GroupFiles, s3: S3Client, signal: AbortSignal) {
  for (const name of names)
    await upload(s3, join(folder, name), destination.bucket, `${destination.folder}${name}`, signal)
}
