import { expect, test } from 'vitest'
import { parseS3Call } from './operation.ts'

test.each([
  ['PUT', '/b/k', false, 'PutObject'],
  ['PUT', '/b/k?x-id=PutObject', false, 'PutObject'],
  ['PUT', '/b/k', true, 'CopyObject'],
  ['GET', '/b/k?versionId=1', false, 'GetObject'],
  ['HEAD', '/b/k', false, 'HeadObject'],
  ['DELETE', '/b/k', false, 'DeleteObject'],
  ['POST', '/b/k?uploads', false, 'CreateMultipartUpload'],
  ['PUT', '/b/k?partNumber=1&uploadId=u', false, 'UploadPart'],
  ['PUT', '/b/k?partNumber=1&uploadId=u', true, 'UploadPartCopy'],
  ['POST', '/b/k?uploadId=u', false, 'CompleteMultipartUpload'],
  ['DELETE', '/b/k?uploadId=u', false, 'AbortMultipartUpload'],
  ['GET', '/b/k?uploadId=u', false, 'ListParts'],
  ['GET', '/b/k?tagging', false, 'GetObjectTagging'],
  ['GET', '/b?list-type=2&prefix=a%2Fb', false, 'ListObjectsV2'],
  ['GET', '/b/?versions', false, 'ListObjectVersions'],
  ['GET', '/b?uploads', false, 'ListMultipartUploads'],
  ['POST', '/b?delete', false, 'DeleteObjects'],
  ['HEAD', '/b', false, 'HeadBucket'],
  ['PUT', '/b', false, 'CreateBucket'],
  ['PUT', '/b?versioning', false, 'PutBucketVersioning'],
  ['GET', '/b?versioning', false, 'GetBucketVersioning'],
  ['GET', '/', false, 'ListBuckets'],
])('parses %s %s (copy: %s) as %s', (method, target, isCopy, operation) => {
  expect(parseS3Call(method, target, isCopy).operation).toBe(operation)
})

test('decodes a key once and keeps its plus signs', () => {
  expect(parseS3Call('PUT', '/b/draft/a%20b+%2B%23%25.mp4', false)).toEqual({
    operation: 'PutObject',
    bucket: 'b',
    key: 'draft/a b++#%.mp4',
    subject: 'draft/a b++#%.mp4',
  })
})

test('uses the prefix as the subject of a listing', () => {
  expect(parseS3Call('GET', '/b?list-type=2&prefix=a%2Fb', false).subject).toBe('a/b')
})
