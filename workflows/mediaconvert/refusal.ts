import { MediaConvertServiceException } from '@aws-sdk/client-mediaconvert'

/**
 * Errors that pass although their status says that the request is at fault: credentials that are renewed, a clock that is
 * wrong for a while, and limits.
 */
const temporaryErrors =
  /^(ExpiredToken|RequestExpired|TokenRefreshRequired|RequestTimeTooSkewed|RequestInTheFuture)|Throttl|TooManyRequests/
const wrongClock = /Signature (expired|not yet current)/i

/** Returns whether an error is due to the request or to the setup of the account, so that a retry would not help. */
export const isRefusal = (error: unknown): error is MediaConvertServiceException =>
  error instanceof MediaConvertServiceException &&
  [400, 401, 403, 404].includes(error.$metadata.httpStatusCode ?? 0) &&
  !temporaryErrors.test(error.name) &&
  !wrongClock.test(error.message)

/**
 * Explains a refusal to the administrator: what MediaConvert says, and what to change. (MediaConvert API Reference,
 * "Common errors")
 */
export function explainRefusal({ name, message, $metadata }: MediaConvertServiceException): string {
  const reason = `${name}: ${message}`
  const fix = fixOf(name, message, $metadata.httpStatusCode)
  return fix ? `${fix} (${reason})` : reason
}

function fixOf(name: string, message: string, status: number | undefined): string | null {
  if (/PassRole/i.test(message))
    return 'AWS does not let Lectern hand the role in MEDIACONVERT_ROLE to MediaConvert. Allow iam:PassRole on that role.'
  if (
    /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|MissingAuthentication|IncompleteSignature)/.test(
      name,
    )
  )
    return "MediaConvert does not accept Lectern's access key. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
  if (/^(OptInRequired|SubscriptionRequired)/.test(name))
    return 'The AWS account is not activated for MediaConvert in AWS_REGION.'
  if (status === 401 || status === 403)
    return 'MediaConvert denies Lectern access. Allow the actions that docs/operate.md lists for the key or role that Lectern uses.'
  if (/\brole\b/i.test(message))
    return 'MediaConvert does not accept the role in MEDIACONVERT_ROLE. Check that it exists and trusts mediaconvert.amazonaws.com.'
  if (status === 404) return 'MediaConvert does not find the queue. Check MEDIACONVERT_QUEUE and AWS_REGION.'
  return null
}

/** What the administrator reads when the queue is paused: MediaConvert accepts jobs, but starts none. */
export const pausedQueueMessage =
  'The MediaConvert queue in MEDIACONVERT_QUEUE is paused, so MediaConvert starts no job. Activate it in the MediaConvert console.'
