import type { ServerResponse } from 'node:http'
import type { Caller } from '@lectern/domain/access/permissions'
import { ClientError } from '@lectern/domain/errors'
import type { LiveFeed } from '../live/live-feed.ts'
import type { RequestAccess } from './context.ts'

/** Gives subscriptions the time to end with an error that says why, also on a busy machine. */
const closeDelayMs = 2_000

/**
 * Calls `close` soon after the caller of a connection is signed out, deactivated, or its token revoked. `stop` stops
 * watching. `check` looks at once, because what happened between loading the caller and watching reached nobody.
 */
export function closeWhenRevoked(
  live: LiveFeed,
  caller: Caller,
  getCaller: () => Promise<Caller | null>,
  close: () => void,
): { stop: () => void; check: () => Promise<void> } {
  let current = caller
  const check = async () => {
    // Without an answer of the database, the next check decides.
    const found = await findCaller(getCaller).catch(() => current)
    if (found) current = found
    else setTimeout(close, closeDelayMs).unref()
  }
  return { stop: live.watchAccess(() => current.basis, check), check }
}

/** Closes an event stream soon after its caller is signed out. */
export function closeStreamWhenRevoked(
  live: LiveFeed,
  { access, refreshCaller }: RequestAccess,
  response: ServerResponse,
): void {
  if (access.kind !== 'caller' || !access.caller || !refreshCaller) return
  const getCaller = async () => {
    await refreshCaller()
    return access.caller
  }
  // Subscriptions check the caller before their first state. An operation keeps the caller that it began with.
  const { stop } = closeWhenRevoked(live, access.caller, getCaller, () => response.destroy())
  // The client may have left while the caller was looked up.
  if (response.closed || response.destroyed) stop()
  else response.once('close', stop)
}

/** The caller; null when nobody is signed in, also by a token that is not valid. */
export async function findCaller(getCaller: () => Promise<Caller | null>): Promise<Caller | null> {
  try {
    return await getCaller()
  } catch (error) {
    if (error instanceof ClientError) return null
    throw error
  }
}
