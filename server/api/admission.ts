import type { Configuration } from '../configuration.ts'
import type { ApiServerContext } from './context.ts'
import type { ApiLimits } from './rate-limits.ts'

/**
 * Admits an operation before its document is read: counts it, loads its access, and decides whether its caller may see
 * the schema. Throws RATE_LIMITED, and UNAUTHENTICATED for an invalid token.
 */
export type Admit = (context: ApiServerContext) => Promise<void>

/** Creates the admission of an origin. `limits` null: the origin counts requests itself. */
export const createAdmission =
  (
    { LECTERN_PUBLIC_SCHEMA: isSchemaPublic }: Pick<Configuration, 'LECTERN_PUBLIC_SCHEMA'>,
    limits: ApiLimits | null,
  ): Admit =>
  async context => {
    await limits?.countAddress()
    const requestAccess = await context.resolveAccess()
    const { access } = requestAccess
    const caller = access.kind === 'caller' ? access.caller : null
    if (caller) await limits?.countCaller(caller)
    context.requestAccess = requestAccess
    context.hidesSchema = !isSchemaPublic && caller === null
  }
