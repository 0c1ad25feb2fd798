import { setTimeout as sleep } from 'node:timers/promises'
import { CursorReset, DropboxRefusal, type Failure, retryAfter, summaryOf } from './dropbox-errors.ts'
import type { DropboxLimiter } from './dropbox-limiter.ts'
import type { Access, DropboxTokens } from './dropbox-token.ts'

/** How often a call that Dropbox could not answer (5xx, broken connection, bytes missing) is tried before the caller hears of it. */
const attempts = 6

/**
 * Makes a call with a good token, in its turn, until it is answered. An expired token is renewed, or another root taken over, and the call made
 * once more; «too many requests» makes all processes wait, for as long as the signal allows; failures of Dropbox and of the connection are tried
 * again a few times; every other refusal is thrown by its reason (`CursorReset`, `DropboxRefusal`).
 */
export async function persistently<T>(
  { tokens, limiter }: { tokens: DropboxTokens; limiter: DropboxLimiter },
  ask: (access: Access) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  let refused: string | undefined
  let moved = false
  for (let attempt = 1; ; attempt++) {
    const access = await tokens.access(refused)
    await limiter.turn(signal)
    try {
      return await ask(access)
    } catch (error) {
      if (signal?.aborted) throw error
      const failure = failureOf(error)
      const root = failure && newRoot(failure)
      if (failure?.status === 401 && !refused) refused = access.accessToken
      else if (root && !moved) {
        moved = true
        await tokens.moveRoot(root.rootNamespaceId)
      } else if (failure?.status === 429 && (signal || attempt < attempts)) {
        await limiter.complain(Math.max(retryAfter(failure) ?? 0, 1) + Math.random() / 4)
        attempt = 0
      } else {
        if (!isTemporary(error, failure) || attempt >= attempts) throw reasonOf(error, failure)
        await sleep(waitMilliseconds(failure, attempt), undefined, { signal })
      }
    }
  }
}

/** An answer of Dropbox that is none, from the SDK (`error` is its body) or from our own download; null: there was no answer. */
function failureOf(thrown: unknown): Failure | null {
  const { status, error, headers } = thrown as { status?: number; error?: unknown; headers?: Headers }
  return typeof status === 'number' ? { status, body: error, headers: headers ?? new Headers() } : null
}

/** Where the account's paths begin, when Dropbox says that it is elsewhere by now. (422 `invalid_root`) */
function newRoot({ status, body }: Failure): { rootNamespaceId: string | null } | null {
  type InvalidRoot = { root_namespace_id: string; home_namespace_id: string }
  const root = (body as { error?: { invalid_root?: InvalidRoot } })?.error?.invalid_root
  if (status !== 422 || !root?.root_namespace_id) return null
  return { rootNamespaceId: root.root_namespace_id === root.home_namespace_id ? null : root.root_namespace_id }
}

const isTemporary = (error: unknown, failure: Failure | null) =>
  failure ? failure.status >= 500 || failure.status === 429 : !(error instanceof DropboxRefusal)

function reasonOf(error: unknown, failure: Failure | null): unknown {
  if (failure?.status !== 409) return error
  const summary = summaryOf(failure.body)
  return summary.startsWith('reset') ? new CursorReset('Dropbox reset the cursor') : new DropboxRefusal(summary)
}

/** What Dropbox asks for; otherwise doubling from half a second; with jitter. */
export function waitMilliseconds(failure: Failure | null, attempt: number): number {
  const asked = failure && retryAfter(failure)
  return (asked ?? Math.min(0.25 * 2 ** attempt, 10)) * 1000 + Math.random() * 250
}
