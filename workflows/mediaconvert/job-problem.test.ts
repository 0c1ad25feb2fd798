import { expect, test } from 'vitest'
import { isServiceFault, jobProblem } from './job-problem.ts'

test.each([
  [1010, 'cannot be read'],
  [1020, 'no moving picture'],
  [1021, 'sound'],
  [1030, 'in a format that cannot be converted'],
  [1040, 'unusual format'],
  [1060, 'not in order'],
  [1075, 'damaged'],
  [1076, 'ends too early'],
  [1080, 'MXF'],
  [1091, 'protected'],
  [1092, 'sound'],
  [1093, 'cannot be converted'],
])('%i is a problem of the file, and the message says what the author can do', (code, expectedText) => {
  const problem = jobProblem(code)
  expect(problem).toEqual({ code: 'VIDEO_FAILED', message: expect.stringContaining(expectedText) })
  const fixes: Record<number, RegExp> = { 1076: /Upload it to Dropbox again\.$/, 1091: /a copy without protection\.$/ }
  expect(problem.message).toMatch(fixes[code] ?? /Export it again as MP4/)
  expect(problem.message).not.toMatch(/try again/i)
  expect(isServiceFault(code)).toBe(false)
})

test.each([
  [1401, 's3:GetObject on sources/ and s3:PutObject on media/'],
  [1404, 'S3_BUCKET'],
  [1432, 'trust mediaconvert.amazonaws.com'],
  [1433, 'does not exist'],
  [1434, 's3:PutObject'],
  [1515, 'MEDIACONVERT_ROLE'],
  [1517, 'code 1517'],
  [1522, 'code 1522'],
])('%i is a problem of the account: the author contacts the administrator, who gets the fix', (code, expectedText) => {
  const { code: problemCode, message, operatorMessage } = jobProblem(code)
  expect(problemCode).toBe(`MEDIACONVERT_${code}`)
  expect(message).toContain('The video is fine')
  expect(message).toContain('Contact your administrator')
  expect(message).not.toContain(String(code))
  expect(operatorMessage).toContain(expectedText)
  expect(isServiceFault(code)).toBe(false)
})

test.each([1999, 1550, 3450, 3451, 1050, 1507, 1601, 9999])('%i is a failure of the service: try again', code => {
  expect(jobProblem(code)).toEqual({
    code: `MEDIACONVERT_${code}`,
    message: 'The video service failed, not the video. Try again.',
  })
  expect(isServiceFault(code)).toBe(true)
})

test('a job that failed without a code is tried again too', () => {
  expect(isServiceFault(undefined)).toBe(true)
  expect(jobProblem(undefined)).toEqual({
    code: 'MEDIACONVERT_UNKNOWN',
    message: 'The video service failed, not the video. Try again.',
  })
})
