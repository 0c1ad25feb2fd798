import { ACCOUNT, type EventBridgeEvent, newEvent } from '../event.ts'
import { arn, fileInput, type Job, jobPercent, type Phase, type Progress, queueArn } from './job.ts'
import type { Source } from './probe.ts'

/**
 * What MediaConvert sends when a job's state changes (MediaConvert User Guide, «EventBridge events»). There is none for
 * SUBMITTED.
 */
export interface JobEvents {
  progressing(job: Job): void
  inputInformation(job: Job, source: Source): void
  statusUpdate(job: Job, progress: Progress): void
  /** COMPLETE with all outputs, ERROR with its code, or CANCELED. */
  final(job: Job): void
}

/** @param send takes each event with what faults are matched with: the job's input file and the event's status */
export function jobEvents(
  { region, account = ACCOUNT }: { region: string; account?: string },
  send: (event: EventBridgeEvent, subject: string) => void,
): JobEvents {
  function put(job: Job, status: string, more: Record<string, unknown>) {
    const event = newEvent({
      source: 'aws.mediaconvert',
      detailType: 'MediaConvert Job State Change',
      account,
      region,
      resources: [arn(region, `jobs/${job.id}`, account)],
      detail: {
        timestamp: Date.now(),
        accountId: account,
        queue: queueArn(job, region, account),
        jobId: job.id,
        status,
        userMetadata: job.request.userMetadata,
        ...more,
      },
    })
    send(event, `${fileInput(job)} ${status}`)
  }
  return {
    progressing: job => put(job, 'PROGRESSING', {}),
    inputInformation: (job, source) =>
      put(job, 'INPUT_INFORMATION', { inputDetails: [inputDetail(fileInput(job), source)] }),
    statusUpdate: (job, progress) =>
      put(job, 'STATUS_UPDATE', { framesDecoded: progress.framesDecoded, jobProgress: jobProgress(progress) }),
    final: job => put(job, job.status, outcome(job)),
  }
}

function outcome({ error, output }: Job): Record<string, unknown> {
  if (error) return { errorCode: error.code, errorMessage: error.message }
  return output ? { warnings: [], outputGroupDetails: output } : {}
}

function jobProgress(progress: Progress) {
  const phases: Phase[] = ['PROBING', 'TRANSCODING', 'UPLOADING']
  const at = phases.indexOf(progress.phase)
  const phaseProgress = phases.map((phase, index) => {
    if (index < at) return [phase, { status: 'COMPLETE', percentComplete: 100 }]
    if (index > at) return [phase, { status: 'PENDING', percentComplete: 0 }]
    return [phase, { status: 'PROGRESSING', percentComplete: progress.percent }]
  })
  return {
    phaseProgress: Object.fromEntries(phaseProgress),
    jobPercentComplete: jobPercent(progress),
    currentPhase: progress.phase,
    retryCount: 0,
  }
}

const CODECS: Record<string, string> = { h264: 'H_264', hevc: 'HEVC', aac: 'AAC', mpeg2video: 'MPEG2', mp3: 'MP3' }
const codecName = (codec: string) => CODECS[codec] ?? codec.toUpperCase()

function inputDetail(uri: string, { video, audio }: Source) {
  return {
    id: 1,
    uri,
    audio: audio
      ? [
          {
            channels: audio.channels,
            codec: codecName(audio.codec),
            language: audio.language,
            sampleRate: audio.sampleRate,
            streamId: audio.index + 1,
          },
        ]
      : [],
    video: [
      {
        codec: codecName(video.codec),
        frameRate: Number(video.framesPerSecond.toFixed(3)),
        width: video.codedWidth,
        height: video.codedHeight,
        interlaceMode: video.interlaced ? 'INTERLACED' : 'PROGRESSIVE',
        streamId: video.index + 1,
      },
    ],
  }
}
