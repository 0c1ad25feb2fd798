import { setTimeout as sleep } from 'node:timers/promises'
import type { DropboxAccess, DropboxTokens } from './access-token.ts'
import { CursorReset, DropboxEndpointError, errorSummary, type FailedResponse, retryAfterSeconds } from './errors.ts'
import type { DropboxRateLimiter } from './rate-limiter.ts'

/** How often a failed call (5xx, broken connection, missing bytes) is tried before the caller gets the error. */
const maxAttempts = 6

/**
 * Makes a call with a valid token, in its turn, until it succeeds. An expired token is renewed once, and a new root is
 * adopted once. "Too many requests" makes all processes wait, for as long as the signal allows. Failures of Dropbox and
 * of the connection are retried a few times. Every other refusal is thrown by its reason (`CursorReset`,
 * `DropboxEndpointError`).
 */
export async function withRetries<T>(
  { tokens, limiter }: { tokens: DropboxTokens; limiter: DropboxRateLimiter },
  request: (access: DropboxAccess) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  let expiredToken: string | undefined
  let hasChangedRoot = false
  for (let attempt = 1; ; attempt++) {
    const access = await tokens.getAccess(expiredToken)
    await limiter.acquire(signal)
    try {
      return await request(access)
    } catch (error) {
      if (signal?.aborted) throw error
      const failure = failedResponseOf(error)
      const root = failure && findNewRoot(failure)
      if (failure?.status === 401 && !expiredToken) expiredToken = access.accessToken
      else if (root && !hasChangedRoot) {
        hasChangedRoot = true
        await tokens.changeRootNamespace(root.rootNamespaceId)
      } else if (failure?.status === 429 && (signal || attempt < maxAttempts)) {
        await limiter.reportRetryAfter(Math.max(retryAfterSeconds(failure) ?? 0, 1) + Math.random() / 4)
        attempt = 0
      } else {
        if (!isTemporary(error, failure) || attempt >= maxAttempts) throw errorOf(error, failure)
        await sleep(retryDelayMs(failure, attempt), undefined, { signal })
      }
    }
  }
}

/**
 * Reads the failed response from an error of the SDK (`error` is its body) or of our own download. Null if there was no
 * response.
 */
function failedResponseOf(thrown: unknown): FailedResponse | null {
  const { status, error, headers } = thrown as { status?: number; error?: unknown; headers?: Headers }
  return typeof status === 'number' ? { status, body: error, headers: headers ?? new Headers() } : null
}

/** Returns the account's new root if Dropbox reports that it moved. (422 `invalid_root`) */
function findNewRoot({ status, body }: FailedResponse): { rootNamespaceId: string | null } | null {
  type InvalidRoot = { root_namespace_id: string; home_namespace_id: string }
  const root = (body as { error?: { invalid_root?: InvalidRoot } })?.error?.invalid_root
  if (status !== 422 || !root?.root_namespace_id) return null
  return { rootNamespaceId: root.root_namespace_id === root.home_namespace_id ? null : root.root_namespace_id }
}

const isTemporary = (error: unknown, failure: FailedResponse | null) =>
  failure ? failure.status >= 500 || failure.status === 429 : !(error instanceof DropboxEndpointError)

function errorOf(error: unknown, failure: FailedResponse | null): unknown {
  if (failure?.status !== 409) return error
  const summary = errorSummary(failure.body)
  return summary.startsWith('reset') ? new CursorReset('Dropbox reset the cursor') : new DropboxEndpointError(summary)
}

/** Returns the delay that Dropbox asked for, or one that doubles from half a second. Adds jitter. */
export function retryDelayMs(failure: FailedResponse | null, attempt: number): number {
  const requestedSeconds = failure && retryAfterSeconds(failure)
  return (requestedSeconds ?? Math.min(0.25 * 2 ** attempt, 10)) * 1000 + Math.random() * 250
}
