import type { Problem } from '@lectern/schema/errors'

const words: Record<number, string> = {
  1010: 'The video cannot be read; the file is damaged or of a kind that cannot be converted.',
  1020: 'There is no moving picture in this file.',
  1030: 'The video is of a kind that cannot be converted. Export it as mp4 (H.264).',
  1076: 'The video ends too early; the file is incomplete. Upload it to Dropbox once more.',
}

/** What a failed job means: for the author where the file is to blame (10xx), else for whoever runs Lectern. (MediaConvert error codes) */
export function jobProblem(code: number | undefined): Problem {
  const known = words[code ?? 0]
  if (known) return { code: 'VIDEO_FAILED', message: known }
  const named = code === undefined ? '' : ` (code ${code})`
  return {
    code: `MEDIACONVERT_${code ?? 'REFUSED'}`,
    message: `The video service could not convert the video${named}. Tell whoever runs Lectern; the log says why.`,
  }
}
