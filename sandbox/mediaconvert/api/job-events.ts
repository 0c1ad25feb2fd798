import { ACCOUNT, type EventBridgeEvent, newEvent } from '../../eventbridge/event.ts'
import { arn, fileInput, type Job, jobPercent, type Phase, type Progress, queueArn } from '../job/job.ts'
import type { Warning } from '../job/warning.ts'
import { inputDetail } from '../probe/input-detail.ts'
import type { Source } from '../probe/probe.ts'

/**
 * Sends MediaConvert's events when a job's state changes (MediaConvert User Guide, "EventBridge events"). SUBMITTED has
 * no event.
 */
export interface JobEvents {
  progressing(job: Job): void
  inputInformation(job: Job, source: Source): void
  statusUpdate(job: Job, progress: Progress): void
  newWarning(job: Job, warning: Warning): void
  /** Sends COMPLETE with all outputs, ERROR with its code, or CANCELED. */
  final(job: Job): void
}

/** @param send receives each event with the text for a fault's `match`: the job's input file and the event's status */
export function jobEvents(
  { region, account = ACCOUNT }: { region: string; account?: string },
  send: (event: EventBridgeEvent, subject: string) => void,
): JobEvents {
  function put(job: Job, status: string, extraDetail: Record<string, unknown>) {
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
        ...extraDetail,
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
    newWarning: (job, { code, message }) =>
      put(job, 'NEW_WARNING', { warningCode: String(code), warningMessage: message }),
    final: job => put(job, job.status, outcomeDetail(job)),
  }
}

function outcomeDetail({ error, output, warnings = [] }: Job): Record<string, unknown> {
  if (error) return { errorCode: error.code, errorMessage: error.message }
  if (!output) return {}
  return { warnings: warnings.map(({ code, count }) => ({ code, count })), outputGroupDetails: output }
}

function jobProgress(progress: Progress) {
  const phases: Phase[] = ['PROBING', 'TRANSCODING', 'UPLOADING']
  const phaseIndex = phases.indexOf(progress.phase)
  const phaseProgress = phases.map((phase, index) => {
    if (index < phaseIndex) return [phase, { status: 'COMPLETE', percentComplete: 100 }]
    if (index > phaseIndex) return [phase, { status: 'PENDING', percentComplete: 0 }]
    return [phase, { status: 'PROGRESSING', percentComplete: progress.percent }]
  })
  return {
    phaseProgress: Object.fromEntries(phaseProgress),
    jobPercentComplete: jobPercent(progress),
    currentPhase: progress.phase,
    retryCount: 0,
  }
}
