import { MediaConvertServiceException } from '@aws-sdk/client-mediaconvert'
import { expect, test } from 'vitest'
import { explainRefusal, isRefusal } from './refusal.ts'

const failure = (httpStatusCode: number, name: string, message = 'No.') =>
  new MediaConvertServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } })

test.each([
  [
    403,
    'AccessDeniedException',
    'not authorized to perform: mediaconvert:CreateJob',
    /denies Lectern access.*operate\.md/,
  ],
  [403, 'AccessDeniedException', 'not authorized to perform: iam:PassRole on role x', /Allow iam:PassRole/],
  [403, 'ForbiddenException', '', /denies Lectern access/],
  [403, 'UnrecognizedClientException', '', /AWS_ACCESS_KEY_ID/],
  [403, 'InvalidSignatureException', '', /AWS_SECRET_ACCESS_KEY/],
  [400, 'BadRequestException', 'Invalid role arn', /MEDIACONVERT_ROLE/],
  [404, 'NotFoundException', 'The queue x does not exist.', /MEDIACONVERT_QUEUE/],
  [400, 'BadRequestException', 'settings: unknown codec', /^BadRequestException: settings: unknown codec$/],
])('%i %s (%s) is a refusal that names the fix', (status, name, message, expected) => {
  const error = failure(status, name, message)
  expect(isRefusal(error)).toBe(true)
  expect(explainRefusal(error)).toMatch(expected)
  expect(explainRefusal(error)).toContain(name)
})

test.each([
  [403, 'ExpiredTokenException'],
  [429, 'TooManyRequestsException'],
  [400, 'ThrottlingException'],
  [403, 'InvalidSignatureException', 'Signature expired: 20261129T100000Z is now earlier than 20261129T110000Z'],
  [403, 'RequestInTheFuture'],
  [500, 'InternalServerErrorException'],
])('%i %s is worth a retry', (status, name, message = '') => {
  expect(isRefusal(failure(status, name, message))).toBe(false)
})
