import { S3ServiceException } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { s3Refusal } from './s3-refusal.ts'

const failure = (httpStatusCode: number, name: string, message = '') =>
  new S3ServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } })

test.each([
  [403, 'AccessDenied', '', /denies Lectern access to its bucket\. Contact your administrator/],
  // A response to HEAD has no body, so it has no code.
  [403, 'Forbidden', '', /denies Lectern access/],
  [403, '403', 'UnknownError', /denies Lectern access/],
  [403, 'InvalidAccessKeyId', '', /AWS_ACCESS_KEY_ID/],
  [403, 'SignatureDoesNotMatch', '', /AWS_SECRET_ACCESS_KEY/],
  [404, 'NoSuchBucket', '', /does not exist\. .*S3_BUCKET/],
  [301, 'PermanentRedirect', '', /another region/],
  [400, 'KMS.DisabledException', '', /encryption key/],
  [400, 'KMS.NotFoundException', '', /encryption key/],
  [403, 'AccessDenied', 'User x is not authorized to perform: kms:GenerateDataKey', /encryption key/],
])('%i %s %s is a refusal', (status, name, message, expected) => {
  expect(s3Refusal(failure(status, name, message))).toEqual({
    code: 'STORAGE_REFUSED',
    message: expect.stringMatching(expected),
  })
})

test.each([
  [404, 'NoSuchKey'],
  [404, 'NoSuchUpload'],
  [403, 'ExpiredToken'],
  [403, 'RequestTimeTooSkewed'],
  [403, 'InvalidObjectState'],
  [400, 'KMS.ThrottlingException'],
  [500, 'KMS.KMSInternalException'],
  [400, 'BadDigest'],
  [503, 'SlowDown'],
  [500, 'InternalError'],
])('%i %s may pass, or is about one object', (status, name) => {
  expect(s3Refusal(failure(status, name))).toBeNull()
})

test('an error of another kind is not a refusal', () => {
  expect(s3Refusal(new Error('AccessDenied'))).toBeNull()
})
