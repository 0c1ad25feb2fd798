/** A call to S3, derived from the request's method, target, and headers. */
export interface S3Call {
  /** S3's name of the operation, such as `UploadPart`. `Unknown` for operations that the sandbox does not use. */
  operation: string
  bucket: string
  /** Percent-decoded. Empty for calls about a bucket. */
  key: string
  /** The text that a fault's `match` is compared with: the key, or the listing's prefix, or the bucket. */
  subject: string
}

/** Subresources of a bucket that determine the operation: `PUT /b?versioning` is PutBucketVersioning. */
const BUCKET_SUBRESOURCES: Record<string, string> = {
  acl: 'BucketAcl',
  cors: 'BucketCors',
  encryption: 'BucketEncryption',
  lifecycle: 'BucketLifecycleConfiguration',
  location: 'BucketLocation',
  notification: 'BucketNotificationConfiguration',
  policy: 'BucketPolicy',
  publicAccessBlock: 'PublicAccessBlock',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
}

/** Subresources of an object that determine the operation. */
const OBJECT_SUBRESOURCES: Record<string, string> = {
  acl: 'ObjectAcl',
  attributes: 'ObjectAttributes',
  tagging: 'ObjectTagging',
}

const VERBS: Record<string, string> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' }

/**
 * Determines the S3 operation of a path-style request (Amazon S3 API Reference, "Request Syntax" of each operation).
 * @param target the request's path and query, still percent-encoded
 * @param isCopy whether the request has the header `x-amz-copy-source`
 * @throws URIError when the path is not valid percent-encoding
 */
export function parseS3Call(method: string, target: string, isCopy: boolean): S3Call {
  const queryStart = target.indexOf('?')
  const path = queryStart < 0 ? target : target.slice(0, queryStart)
  const query = new URLSearchParams(queryStart < 0 ? '' : target.slice(queryStart + 1))
  const slash = path.indexOf('/', 1)
  const bucket = decodeURIComponent(slash < 0 ? path.slice(1) : path.slice(1, slash))
  const key = slash < 0 ? '' : decodeURIComponent(path.slice(slash + 1))
  const operation = key ? objectOperation(method, query, isCopy) : bucketOperation(method, bucket, query)
  return { operation, bucket, key, subject: key || query.get('prefix') || bucket }
}

function objectOperation(method: string, query: URLSearchParams, isCopy: boolean): string {
  if (query.has('uploadId')) {
    if (method === 'PUT') return isCopy ? 'UploadPartCopy' : 'UploadPart'
    return { POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload', GET: 'ListParts' }[method] ?? 'Unknown'
  }
  if (method === 'POST' && query.has('uploads')) return 'CreateMultipartUpload'
  const subresource = Object.keys(OBJECT_SUBRESOURCES).find(name => query.has(name))
  if (subresource) return `${VERBS[method] ?? method}${OBJECT_SUBRESOURCES[subresource]}`
  if (method === 'PUT') return isCopy ? 'CopyObject' : 'PutObject'
  return { GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }[method] ?? 'Unknown'
}

function bucketOperation(method: string, bucket: string, query: URLSearchParams): string {
  if (!bucket) return method === 'GET' ? 'ListBuckets' : 'Unknown'
  if (method === 'POST') return query.has('delete') ? 'DeleteObjects' : 'Unknown'
  const subresource = Object.keys(BUCKET_SUBRESOURCES).find(name => query.has(name))
  if (subresource) return `${VERBS[method] ?? method}${BUCKET_SUBRESOURCES[subresource]}`
  if (method === 'GET') {
    if (query.has('versions')) return 'ListObjectVersions'
    if (query.has('uploads')) return 'ListMultipartUploads'
    return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects'
  }
  return { HEAD: 'HeadBucket', PUT: 'CreateBucket', DELETE: 'DeleteBucket' }[method] ?? 'Unknown'
}
