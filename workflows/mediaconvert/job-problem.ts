import type { Problem } from '@lectern/domain/errors'

/** What went wrong with a job. `operator`: what whoever runs Lectern has to mend; it stands in the log and in the audit log. */
export type JobProblem = Problem & { operatorMessage?: string }

const exportHint = 'Export it again as mp4 (H.264 with AAC sound), and replace the file.'

/** What is wrong with a file, for its author. (MediaConvert User Guide, «Error codes») */
const fileErrorMessages: Record<number, string> = {
  1010: 'The video cannot be read; the file is damaged or of a kind that cannot be converted.',
  1020: 'There is no moving picture in this file.',
  1021: 'The sound of this video cannot be found where it should be.',
  1030: 'The video is of a kind that cannot be converted.',
  1040: 'The video is of an unusual kind, which the stream cannot be made of.',
  1060: 'The times in this video are not in order.',
  1075: 'The video is damaged: its parts cannot be told from each other.',
  1080: 'The video is an MXF file of a kind that cannot be converted.',
  1091: 'The video is protected against copying, so that it cannot be converted.',
  1092: 'The sound of this video cannot be read.',
}
const truncatedMessage = 'The video ends too early; the file is incomplete. Upload it to Dropbox once more.'

const requiredPermissions = 's3:GetObject on sources/ and s3:PutObject on media/ of the bucket'

/** What is wrong with the account, for whoever runs Lectern. (the same) */
const accountErrorMessages: Record<number, string> = {
  1401: `S3 denies MediaConvert access. The role in MEDIACONVERT_ROLE needs ${requiredPermissions}; look for a bucket policy that forbids it.`,
  1404: 'MediaConvert finds the bucket or the source no more. S3_BUCKET must exist in AWS_REGION, and nothing may empty sources/.',
  1432: 'MediaConvert may not take the role in MEDIACONVERT_ROLE. It must trust mediaconvert.amazonaws.com.',
  1433: 'There is no such role as MEDIACONVERT_ROLE names.',
  1434: `The role in MEDIACONVERT_ROLE may too little. It needs ${requiredPermissions}.`,
  1515: `The role in MEDIACONVERT_ROLE may too little. It needs ${requiredPermissions}, and it must trust mediaconvert.amazonaws.com.`,
}

/** Where MediaConvert's disk was full: numbered among files and accounts, and neither is to blame. */
const diskFullCodes = [1050, 1507]

type FailureCause = 'file' | 'account' | 'service'

function failureCauseOf(code: number): FailureCause {
  const family = Math.floor(code / 100)
  if (diskFullCodes.includes(code) || code === 1550) return 'service'
  if (family === 10) return 'file'
  return family === 14 || family === 15 ? 'account' : 'service'
}

/** Did the service fail, so that the same job may go well the next time? So it is with codes that nobody knows. */
export const isServiceFault = (code: number | undefined): boolean =>
  code === undefined || failureCauseOf(code) === 'service'

/**
 * What a failed job means, and what mends it: for the author where the file is to blame, else for whoever runs Lectern, or nobody. A job without a
 * code failed for reasons that MediaConvert does not tell.
 */
export function jobProblem(code: number | undefined): JobProblem {
  if (code === 1076) return { code: 'VIDEO_FAILED', message: truncatedMessage }
  const own = { code: `MEDIACONVERT_${code ?? 'UNKNOWN'}` }
  switch (code === undefined ? 'service' : failureCauseOf(code)) {
    case 'file':
      return {
        code: 'VIDEO_FAILED',
        message: `${fileErrorMessages[code!] ?? 'The video cannot be converted.'} ${exportHint}`,
      }
    case 'account':
      return {
        ...own,
        message: `The video is fine, but the video service is not set up well (code ${code}). Tell whoever runs Lectern; then try again.`,
        operatorMessage: accountErrorMessages[code!] ?? `MediaConvert's log says more about code ${code}.`,
      }
    default:
      return { ...own, message: `The video service failed, not the video${code ? ` (code ${code})` : ''}. Try again.` }
  }
}

/** MediaConvert does not know the job any more. */
export const jobLostProblem: Problem = {
  code: 'MEDIACONVERT_LOST',
  message: 'The video service has lost the video. Try it again.',
}

/** MediaConvert did not take the job: settings of the account or of Lectern are wrong, not the video. */
export const jobRefusedProblem = ({ name, message }: Error): JobProblem => ({
  code: 'MEDIACONVERT_REFUSED',
  message: 'The video is fine, but the video service did not take it. Tell whoever runs Lectern; then try again.',
  operatorMessage: `${name}: ${message}`,
})
