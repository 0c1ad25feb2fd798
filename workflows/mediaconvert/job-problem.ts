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
  1021: 'The sound of this video cannot be found in the file.',
  1030: 'The video is in a format that cannot be converted.',
  1040: 'The video is in an unusual format that cannot be converted.',
  1060: 'The timing information in this video is inconsistent.',
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
  3457: 'The MediaConvert policy of the account forbids inputs from S3. Allow S3Inputs in AWS_REGION.',
}

/** Codes of other causes than their family: a full disk, a fault of acceleration, and a refused kind of input. */
const codesOutOfFamily: Record<number, FailureCause> = {
  1050: 'service',
  1507: 'service',
  1550: 'service',
  1999: 'service',
  3450: 'service',
  3451: 'service',
  3457: 'account',
}

/** Codes belong to families of a hundred: problems of the input file or of the account. */
const causesByFamily: Record<number, FailureCause> = {
  10: 'file',
  14: 'account',
  15: 'account',
  34: 'file',
  39: 'file',
}

type FailureCause = 'file' | 'account' | 'service' | 'unknown'

const failureCauseOf = (code: number | undefined): FailureCause =>
  code === undefined ? 'unknown' : (codesOutOfFamily[code] ?? causesByFamily[Math.floor(code / 100)] ?? 'unknown')

/** Returns whether the same job may succeed the next time: the service failed, or nobody knows why the job did. */
export const mayRetrySucceed = (code: number | undefined): boolean =>
  ['service', 'unknown'].includes(failureCauseOf(code))

/**
 * Explains a failed job and its fix: to the author if the file is at fault, to the administrator if the account is. A
 * job without a code, or with a code of an unknown family, failed for an unknown reason.
 */
export function jobProblem(code: number | undefined): JobProblem {
  const codeOnly = { code: `MEDIACONVERT_${code ?? 'UNKNOWN'}` }
  switch (failureCauseOf(code)) {
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
        operatorMessage: accountErrorMessages[code!] ?? seeLog(code),
      }
    case 'service':
      return { ...codeOnly, message: 'The video service failed, not the video. Try again.' }
    default:
      return {
        ...codeOnly,
        message:
          'The video could not be converted, and the reason is unknown. Try again. If it fails again, contact your administrator.',
        operatorMessage: seeLog(code),
      }
  }
}

const seeLog = (code: number | undefined) =>
  code === undefined
    ? 'MediaConvert gave no error code. See the job in its console.'
    : `See error code ${code} in the MediaConvert User Guide, and the job in its console.`

/** The problem of a job that MediaConvert no longer knows. */
export const jobLostProblem: Problem = {
  code: 'JOB_MISSING',
  message: 'The video service lost this video. Try again.',
}

/**
 * Describes a job that a service refused for good. Settings of the account or of Lectern are wrong, not the video.
 * `operatorMessage` gives the reason and the fix.
 */
export const jobRefusedProblem = (operatorMessage: string): JobProblem => ({
  code: 'MEDIACONVERT_REFUSED',
  message: 'The video is fine, but Lectern is not set up correctly. Contact your administrator, then try again.',
  operatorMessage,
})
