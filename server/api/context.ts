import type { Caller } from '@lectern/domain/access/permissions'
import type { Attribution } from '@lectern/domain/audit/actor'
import { systemActor } from '@lectern/domain/audit/actor'
import { unauthenticated } from '@lectern/domain/errors'
import type { Access, Context } from '@lectern/schema/context'
import type { Services, WakeSource } from '@lectern/schema/services'
import { initContextCache } from '@pothos/core'
import type { LiveFeed } from '../live/live-feed.ts'
import { currentRequest } from '../request.ts'

/** The access of a request. `refreshCaller` loads its caller again, and throws if it is signed out. */
export type RequestAccess = Pick<Context, 'access' | 'refreshCaller'>

/** The context that the route of a request provides. */
export type ApiServerContext = {
  resolveAccess: () => Promise<RequestAccess> | RequestAccess
  /** The `Cache-Control` of a GET response without errors. All other responses are `no-store`. */
  cacheControl?: string
  /** The access and the visibility of the schema, from admission on. */
  requestAccess?: RequestAccess
  hidesSchema?: boolean
}

/**
 * Loads the caller of a request. All resolvers of a subscription share one context, so `access` always has the caller
 * that was loaded last.
 */
export async function loadCallerAccess(
  getCaller: () => Promise<Caller | null>,
  live: LiveFeed,
): Promise<RequestAccess> {
  let caller = await getCaller()
  const request = currentRequest()
  if (request && caller) request.actor = `${caller.actor.kind} ${caller.actor.name}`
  const access: Access = {
    kind: 'caller',
    get caller() {
      return caller
    },
  }
  const refreshCaller = async () => {
    const found = await (caller ? live.reloadCaller(caller, getCaller) : getCaller())
    if (!found) throw unauthenticated()
    caller = found
  }
  return { access, refreshCaller }
}

/** Creates the context of one operation. `signal` is aborted when the client disconnects, which ends subscriptions. */
export const createContext = (
  services: Services & { live: LiveFeed },
  { access, refreshCaller }: RequestAccess,
  signal: AbortSignal,
): Context => ({
  ...initContextCache(),
  access,
  by: attributionOf(access),
  services,
  signal,
  refreshCaller,
  accessChanges: accessChanges(services.live, access),
})

const accessChanges =
  (live: LiveFeed, access: Access): WakeSource =>
  wake =>
    live.watchAccess(() => (access.kind === 'caller' ? access.caller?.basis : undefined), wake)

/** Returns the actor of this request for the audit log. */
export function attributionOf(access: Access): Attribution {
  const { id, ip } = currentRequest() ?? {}
  const actor = (access.kind === 'caller' && access.caller?.actor) || systemActor.actor
  return { actor, ip, requestId: id }
}
