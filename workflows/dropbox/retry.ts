import { setTimeout as sleep } from 'node:timers/promises'
import type { DropboxCalls } from '@lectern/domain/dropbox/refusal'
import type { DropboxAccess, DropboxTokens } from './access-token.ts'
import {
  CursorReset,
  DropboxEndpointError,
  DropboxRefusedError,
  errorSummary,
  type FailedResponse,
  retryAfterSeconds,
} from './errors.ts'
import type { DropboxRateLimiter } from './rate-limiter.ts'
import { refusalOfResponse } from './refusal.ts'

/** How often a failed call (5xx, broken connection, missing bytes) is tried before the caller gets the error. */
const maxAttempts = 6
/** How often a token that Dropbox rejects is renewed. A renewed one can be rejected too while Dropbox has trouble. */
const maxRenewals = 3

/**
 * Makes a call with a valid token, in its turn, until it succeeds. A rejected token is renewed, and a new root is adopted
 * once. "Too many requests" makes all processes wait, for as long as the signal allows. Failures of Dropbox and
 * of the connection are retried a few times. Every other refusal is thrown by its reason (`CursorReset`,
 * `DropboxEndpointError`, `DropboxRefusedError`). The connection shows a refusal of all `calls` of the account, until one
 * of them succeeds.
 */
export async function withRetries<T>(
  { tokens, limiter }: { tokens: DropboxTokens; limiter: DropboxRateLimiter },
  calls: DropboxCalls,
  request: (access: DropboxAccess) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  let expiredToken: string | undefined
  let renewals = 0
  let hasChangedRoot = false
  for (let attempt = 1; ; attempt++) {
    const access = await tokens.getAccess(expiredToken)
    await limiter.acquire(signal)
    try {
      const result = await request(access)
      await tokens.recordSuccess(calls)
      return result
    } catch (error) {
      if (signal?.aborted) throw error
      const failure = failedResponseOf(error)
      const root = failure && findNewRoot(failure)
      if (failure && mayRenew(failure, renewals)) {
        if (renewals++ > 0) await sleep(retryDelayMs(null, renewals), undefined, { signal })
        expiredToken = access.accessToken
      } else if (root && !hasChangedRoot) {
        hasChangedRoot = true
        await tokens.changeRootNamespace(root.rootNamespaceId)
      } else if (failure?.status === 429 && (signal || attempt < maxAttempts)) {
        await limiter.reportRetryAfter(Math.max(retryAfterSeconds(failure) ?? 0, 1) + Math.random() / 4)
        attempt = 0
      } else {
        if (!isTemporary(error, failure) || attempt >= maxAttempts) {
          const thrown = failure ? errorOf(error, failure) : error
          if (thrown instanceof DropboxRefusedError && thrown.isOfAccount) await tokens.recordRefusal(calls, thrown)
          throw thrown
        }
        await sleep(retryDelayMs(failure, attempt), undefined, { signal })
      }
    }
  }
}

/** Returns whether a new token may help: at first for every rejection, then only if Dropbox rejects the token itself. */
const mayRenew = ({ status, body }: FailedResponse, renewals: number): boolean =>
  status === 401 &&
  (renewals === 0 || (renewals < maxRenewals && /^(invalid|expired)_access_token/.test(errorSummary(body))))

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

function errorOf(error: unknown, failure: FailedResponse): unknown {
  // Dropbox's check of the arguments comes before that of the path, and its answer is text.
  if (failure.status === 400 && /\bpath: /.test(String(failure.body))) return new DropboxEndpointError(malformedPath)
  const refusal = refusalOfResponse(failure)
  if (refusal || failure.status !== 409) return refusal ?? error
  const summary = errorSummary(failure.body)
  return summary.startsWith('reset') ? new CursorReset('Dropbox reset the cursor') : new DropboxEndpointError(summary)
}

const malformedPath = 'path/malformed_path'

/** Returns the delay that Dropbox asked for, or one that doubles from half a second. Adds jitter. */
export function retryDelayMs(failure: FailedResponse | null, attempt: number): number {
  const requestedSeconds = failure && retryAfterSeconds(failure)
  return (requestedSeconds ?? Math.min(0.25 * 2 ** attempt, 10)) * 1000 + Math.random() * 250
}
