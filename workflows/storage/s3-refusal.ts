import { S3ServiceException } from '@aws-sdk/client-s3'
import type { Problem } from '@lectern/domain/errors'

/**
 * Errors of the encryption key that last. Others pass, such as `KMS.ThrottlingException` and `KMS.KMSInternalException`.
 * (AWS KMS API Reference, "GenerateDataKey")
 */
const lastingKeyErrors = /^KMS\.(Disabled|NotFound|KMSInvalidState|InvalidKeyUsage|AccessDenied)/

const deniedMessage =
  'The storage (S3) denies Lectern access to its bucket. Contact your administrator, who must check the permissions of the key or role that Lectern uses, and the policy of the bucket.'
const keyMessage =
  "The storage (S3) does not accept Lectern's access key. Contact your administrator, who must check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
const regionMessage =
  'The bucket of the storage (S3) is in another region. Contact your administrator, who must check AWS_REGION and S3_ENDPOINT.'
const encryptionMessage =
  'The storage (S3) cannot use the encryption key of its bucket: the key is disabled, gone, or not allowed for Lectern. Contact your administrator, who must check that key in AWS KMS.'

/** The reasons that S3 gives, by the name of its error. (S3 API Reference, "Error responses") */
const messagesByName: Record<string, string> = {
  NoSuchBucket:
    'The bucket of the storage (S3) does not exist. Contact your administrator, who must check S3_BUCKET and AWS_REGION.',
  InvalidBucketName: 'The name of the bucket (S3) is not valid. Contact your administrator, who must check S3_BUCKET.',
  InvalidAccessKeyId: keyMessage,
  SignatureDoesNotMatch: keyMessage,
  AccountProblem: 'AWS has suspended the account of the storage (S3). Contact your administrator.',
  AllAccessDisabled: 'AWS has disabled all access to the bucket (S3). Contact your administrator.',
  PermanentRedirect: regionMessage,
  AuthorizationHeaderMalformed: regionMessage,
}

/** Explains why S3 refuses a call for good, and who can change it. Null for every other error. */
export function s3Refusal(error: unknown): Problem | null {
  if (!(error instanceof S3ServiceException)) return null
  const { name, message, $metadata } = error
  // Other errors with status 403 pass (credentials that the SDK renews, a clock that it corrects), or are about one object.
  const isDenied = $metadata.httpStatusCode === 403 && /^(AccessDenied|Forbidden|403|Unknown.*)$/.test(name)
  const isAboutEncryption = lastingKeyErrors.test(name) || (isDenied && /\bkms\b/i.test(message))
  const text = isAboutEncryption ? encryptionMessage : (messagesByName[name] ?? (isDenied ? deniedMessage : null))
  return text === null ? null : { code: 'STORAGE_REFUSED', message: text }
}
