import { setTimeout as sleep } from 'node:timers/promises'
import {
  CursorReset,
  DropboxEndpointError,
  errorSummary,
  type FailedResponse,
  retryAfterSeconds,
} from './errors.ts'
import type { DropboxRateLimiter } from './rate-limiter.ts'
import type { DropboxAccess, DropboxTokens } from './access-token.ts'

/** How often a call that Dropbox could not answer (5xx, broken connection, bytes missing) is tried before the caller hears of it. */
const maxAttempts = 6

/**
 * Makes a call with a good token, in its turn, until it is answered. An expired token is renewed, or another root taken over, and the call made
 * once more; «too many requests» makes all processes wait, for as long as the signal allows; failures of Dropbox and of the connection are tried
 * again a few times; every other refusal is thrown by its reason (`CursorReset`, `DropboxRefusal`).
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

/** An answer of Dropbox that is none, from the SDK (`error` is its body) or from our own download; null: there was no answer. */
function failedResponseOf(thrown: unknown): FailedResponse | null {
  const { status, error, headers } = thrown as { status?: number; error?: unknown; headers?: Headers }
  return typeof status === 'number' ? { status, body: error, headers: headers ?? new Headers() } : null
}

/** Where the account's paths begin, when Dropbox says that it is elsewhere by now. (422 `invalid_root`) */
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

/** What Dropbox asks for; otherwise doubling from half a second; with jitter. */
export function retryDelayMs(failure: FailedResponse | null, attempt: number): number {
  const requestedSeconds = failure && retryAfterSeconds(failure)
  return (requestedSeconds ?? Math.min(0.25 * 2 ** attempt, 10)) * 1000 + Math.random() * 250
}
