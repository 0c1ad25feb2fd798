/** What a request to S3 asks for, told from its first lines alone. */
export interface S3Call {
  /** S3's own name of the operation, such as `UploadPart`; `Unknown` for what this sandbox never sees. */
  operation: string
  bucket: string
  /** Decoded. Empty when the call is about a bucket. */
  key: string
  /** What a fault's `match` is compared with: the key, else the listing's prefix, else the bucket. */
  subject: string
}

/** Sub-resources of a bucket that name the operation: `PUT /b?versioning` is PutBucketVersioning. */
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

/** Sub-resources of an object that name the operation. */
const OBJECT_SUBRESOURCES: Record<string, string> = {
  acl: 'ObjectAcl',
  attributes: 'ObjectAttributes',
  tagging: 'ObjectTagging',
}

const VERBS: Record<string, string> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' }

/**
 * Names the S3 operation of a path-style request (Amazon S3 API Reference: each operation's «Request Syntax»).
 * @param target the request's path with its query, as sent: still percent-encoded
 * @param isCopy whether `x-amz-copy-source` is among the headers
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
