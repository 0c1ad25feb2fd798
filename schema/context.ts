import type { Caller, Permission } from '@lectern/domain/access/permissions'
import type { Attribution } from '@lectern/domain/audit/actor'
import type { Services, WakeSource } from './services.ts'

/**
 * How a request gets its permissions. On the admin's origin: `caller`, by session or token (null: not signed in). On
 * the content host, by the path: `public`, a `preview` link of one package, or a `viewer` token for an environment
 * (`packageId` null: every package that it shows). `bypassCache`: the response will be cached, so no part of it may
 * come from a cache. `originPackage`: the package whose own origin received the request.
 */
export type Access =
  | { kind: 'caller'; readonly caller: Caller | null }
  | { kind: 'public'; bypassCache?: boolean; originPackage?: string | null }
  | { kind: 'preview'; token: string; packageId: string }
  | { kind: 'viewer'; token: string; environment: string; packageId: string | null; originPackage?: string | null }

/** The context of every resolver: the caller and the services. */
export type Context = {
  readonly access: Access
  by: Attribution
  services: Services
  /** The permission that the field names which is resolved now. */
  permission?: Permission
  /** Whether that field is a mutation. */
  isMutation?: boolean
  /** Aborted when the client disconnects. Ends subscriptions. */
  signal: AbortSignal
  /**
   * Loads the caller of `access` again, for long-running operations. Throws when the token is no longer valid. Absent
   * where permissions do not change.
   */
  refreshCaller?: () => Promise<void>
  /** Wakes when the access of the caller may have ended, so that a subscription checks it at once. */
  accessChanges?: WakeSource
}

/** Returns the signed-in caller. Null for the public and for tokens in paths. */
export const callerOf = (context: Pick<Context, 'access'>): Caller | null =>
  context.access.kind === 'caller' ? context.access.caller : null
