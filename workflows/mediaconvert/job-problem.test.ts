import { expect, test } from 'vitest'
import { jobProblem, mayRetrySucceed } from './job-problem.ts'

test.each([
  [1010, 'cannot be read'],
  [1020, 'no moving picture'],
  [1021, 'sound'],
  [1030, 'in a format that cannot be converted'],
  [1040, 'unusual format'],
  [1060, 'timing information'],
  [1075, 'damaged'],
  [1076, 'ends too early'],
  [1080, 'MXF'],
  [1091, 'protected'],
  [1092, 'sound'],
  [1093, 'cannot be converted'],
  // Codes that the service may add later, and those of inputs that it loads itself.
  [1099, 'cannot be converted'],
  [3400, 'cannot be converted'],
  [3404, 'cannot be converted'],
  [3999, 'cannot be converted'],
])('%i is a problem of the file, and the message says what the author can do', (code, expectedText) => {
  const problem = jobProblem(code)
  expect(problem).toEqual({ code: 'VIDEO_FAILED', message: expect.stringContaining(expectedText) })
  const fixes: Record<number, RegExp> = { 1076: /Upload it to Dropbox again\.$/, 1091: /a copy without protection\.$/ }
  expect(problem.message).toMatch(fixes[code] ?? /Export it again as MP4/)
  expect(problem.message).not.toMatch(/try again/i)
  expect(mayRetrySucceed(code)).toBe(false)
})

test.each([
  [1401, 's3:GetObject on sources/ and s3:PutObject on media/'],
  [1404, 'S3_BUCKET'],
  [1432, 'trust mediaconvert.amazonaws.com'],
  [1433, 'does not exist'],
  [1434, 's3:PutObject'],
  [1515, 'MEDIACONVERT_ROLE'],
  [3457, 'S3Inputs'],
  [1517, 'code 1517'],
  [1522, 'code 1522'],
])('%i is a problem of the account: the author contacts the administrator, who gets the fix', (code, expectedText) => {
  const { code: problemCode, message, operatorMessage } = jobProblem(code)
  expect(problemCode).toBe(`MEDIACONVERT_${code}`)
  expect(message).toContain('The video is fine')
  expect(message).toContain('Contact your administrator')
  expect(message).not.toContain(String(code))
  expect(operatorMessage).toContain(expectedText)
  expect(mayRetrySucceed(code)).toBe(false)
})

test.each([1999, 1550, 3450, 3451, 1050, 1507])('%i is a failure of the service: try again', code => {
  expect(jobProblem(code)).toEqual({
    code: `MEDIACONVERT_${code}`,
    message: 'The video service failed, not the video. Try again.',
  })
  expect(mayRetrySucceed(code)).toBe(true)
})

test.each([1601, 1700, 2345, 9999, undefined])(
  '%s has an unknown cause: the video is tried again, then the administrator looks',
  code => {
    const { code: problemCode, message, operatorMessage } = jobProblem(code)
    expect(problemCode).toBe(`MEDIACONVERT_${code ?? 'UNKNOWN'}`)
    expect(message).toBe(
      'The video could not be converted, and the reason is unknown. Try again. If it fails again, contact your administrator.',
    )
    expect(operatorMessage).toMatch(code === undefined ? /no error code/ : `error code ${code}`)
    expect(mayRetrySucceed(code)).toBe(true)
  },
)

test('no message to an author mentions codes, playlists, tags, or the names of services', () => {
  const codes = [undefined, ...Array.from({ length: 3_000 }, (_, index) => index + 1_000)]
  for (const message of new Set(codes.map(code => jobProblem(code).message)))
    expect(message).not.toMatch(/\d{4}|\b(codes?|playlists?|tags?|bucket|role|S3|MediaConvert)\b/i)
})
