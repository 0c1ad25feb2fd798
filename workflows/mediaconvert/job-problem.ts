import type { Problem } from '@lectern/domain/errors'
import { fileFaultCode } from '@lectern/domain/transcode/failed-videos'

/**
 * What went wrong with a job. `operatorMessage` says what the administrator must fix; the log and the audit log show
 * it.
 */
export type JobProblem = Problem & { operatorMessage?: string }

const exportHint = 'Export it again as MP4 (H.264 with AAC audio) and replace the file.'

/** Describes what is wrong with a file, for its author. (MediaConvert User Guide, "Error codes") */
const fileErrorMessages: Record<number, string> = {
  1010: 'The video cannot be read. The file is damaged or in a format that cannot be converted.',
  1020: 'The file has no moving picture.',
  1021: 'The sound of this video was not found where it should be.',
  1030: 'The video is in a format that cannot be converted.',
  1040: 'The video is in an unusual format that cannot be converted.',
  1060: 'The timestamps in this video are not in order.',
  1075: 'The picture of this video cannot be decoded. The file is damaged.',
  1080: 'The video is an MXF file of a type that cannot be converted.',
  1092: 'The sound of this video cannot be read.',
}
/** Messages with a fix of their own: exporting the file again may give the same file. */
const completeFileErrorMessages: Record<number, string> = {
  1076: 'The video ends too early: the file is incomplete. Upload it to Dropbox again.',
  1091: 'The video is copy-protected and cannot be converted. Replace it with a copy without protection.',
}

const requiredPermissions = 's3:GetObject on sources/ and s3:PutObject on media/ of the bucket'

/** Describes what is wrong with the account, for the administrator. (MediaConvert User Guide, "Error codes") */
const accountErrorMessages: Record<number, string> = {
  1401: `S3 denied MediaConvert access. The role in MEDIACONVERT_ROLE needs ${requiredPermissions}. Also look for a bucket policy that denies them.`,
  1404: 'MediaConvert cannot find the bucket or the source. S3_BUCKET must exist in AWS_REGION, and nothing may delete from sources/.',
  1432: 'MediaConvert cannot assume the role in MEDIACONVERT_ROLE. The role must trust mediaconvert.amazonaws.com.',
  1433: 'The role in MEDIACONVERT_ROLE does not exist.',
  1434: `The role in MEDIACONVERT_ROLE lacks permissions. It needs ${requiredPermissions}.`,
  1515: `The role in MEDIACONVERT_ROLE lacks permissions. It needs ${requiredPermissions}, and it must trust mediaconvert.amazonaws.com.`,
}

/** Codes for a full disk at MediaConvert. They are numbered among file and account errors, but neither is at fault. */
const diskFullCodes = [1050, 1507]

type FailureCause = 'file' | 'account' | 'service'

function failureCauseOf(code: number): FailureCause {
  const family = Math.floor(code / 100)
  if (diskFullCodes.includes(code) || code === 1550) return 'service'
  if (family === 10) return 'file'
  return family === 14 || family === 15 ? 'account' : 'service'
}

/**
 * Returns whether the service failed, so that the same job may succeed the next time. Unknown codes count as service
 * failures.
 */
export const isServiceFault = (code: number | undefined): boolean =>
  code === undefined || failureCauseOf(code) === 'service'

/**
 * Explains a failed job and its fix: to the author if the file is at fault, to the administrator if the account is. A
 * job without a code failed for a reason that MediaConvert does not report.
 */
export function jobProblem(code: number | undefined): JobProblem {
  const codeOnly = { code: `MEDIACONVERT_${code ?? 'UNKNOWN'}` }
  switch (code === undefined ? 'service' : failureCauseOf(code)) {
    case 'file':
      return {
        code: fileFaultCode,
        message:
          completeFileErrorMessages[code!] ??
          `${fileErrorMessages[code!] ?? 'The video cannot be converted.'} ${exportHint}`,
      }
    case 'account':
      return {
        ...codeOnly,
        message: 'The video is fine, but Lectern is not set up correctly. Contact your administrator, then try again.',
        operatorMessage: accountErrorMessages[code!] ?? `See MediaConvert's log for code ${code}.`,
      }
    default:
      return {
        ...codeOnly,
        message: 'The video service failed, not the video. Try again.',
      }
  }
}

/** The problem of a job that MediaConvert no longer knows. */
export const jobLostProblem: Problem = {
  code: 'JOB_MISSING',
  message: 'The video service lost the video. Try again.',
}

/** Describes a job that MediaConvert refused. Settings of the account or of Lectern are wrong, not the video. */
export const jobRefusedProblem = ({ name, message }: Error): JobProblem => ({
  code: 'MEDIACONVERT_REFUSED',
  message: 'The video is fine, but Lectern is not set up correctly. Contact your administrator, then try again.',
  operatorMessage: `${name}: ${message}`,
})
