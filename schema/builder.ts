import { ClientError, unauthenticated } from '@lectern/domain/errors'
import { isDay, parseInstant } from '@lectern/domain/instant'
import { pageSize } from '@lectern/domain/paging'
import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { GraphQLError } from 'graphql'
import { type Context, callerOf } from './context.ts'
import type PrismaTypes from './generated/pothos.ts'
import { getDatamodel } from './generated/pothos.ts'
import { inputLimits } from './input-limits-plugin.ts'
import { permissionPlugin } from './permission-plugin.ts'

/**
 * The limits of one operation. Complexity counts the fields that the response may contain; a connection counts as many
 * rows as the caller requested.
 */
const limits = { complexity: 20_000, depth: 16, breadth: 600 }
/** The assumed length of a list that is not a connection. Such lists do not grow much. */
const assumedListLength = 10

/** Builds the whole API. Callers who are not signed in see only the fields with `skipTypeScopes`. */
export const builder = new SchemaBuilder<{
  Context: Context
  PrismaTypes: PrismaTypes
  DefaultFieldNullability: false
  DefaultEdgesNullability: { list: false; items: false }
  DefaultNodeNullability: false
  AuthScopes: { signedIn: boolean }
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Date; Output: Date }
    Date: { Input: string; Output: string }
    Bytes: { Input: bigint; Output: bigint | number }
    JSON: { Input: unknown; Output: unknown }
  }
}>({
  plugins: [ComplexityPlugin, ScopeAuthPlugin, permissionPlugin, inputLimits, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  complexity: {
    limit: limits,
    fieldComplexity: (args, _context, field) => {
      if (field.args.some(({ name }) => name === 'first')) return { field: 1, multiplier: pageSize(args) }
      return { field: 1, multiplier: String(field.type).startsWith('[') ? assumedListLength : 1 }
    },
    complexityError: () =>
      new ClientError(
        'TOO_EXPENSIVE',
        'This request is too large. Ask for fewer fields, levels, or rows, or split it into several requests.',
      ),
  },
  scopeAuth: {
    authScopes: context => ({ signedIn: callerOf(context) !== null }),
    unauthorizedError: () => unauthenticated(),
    authorizeOnSubscribe: true,
  },
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    // The connection field already counts the page.
    nodesOnConnection: { complexity: { field: 1, multiplier: 1 } },
    edgesFieldOptions: { complexity: { field: 1, multiplier: 1 } },
  },
  prisma: {
    client: context => context.services.database,
    dmmf: getDatamodel(),
  },
})

builder.scalarType('DateTime', {
  description: 'A time in RFC 3339, in UTC, with milliseconds, such as `2026-11-24T08:30:00.000Z`.',
  serialize: date => date.toISOString(),
  parseValue: value => {
    const instant = typeof value === 'string' ? parseInstant(value) : null
    if (!instant) throw new GraphQLError('A DateTime must be an existing time such as 2026-11-24T08:30:00.000Z.')
    return instant
  },
})

builder.scalarType('Date', {
  description: "A day in the school's time zone, as YYYY-MM-DD.",
  serialize: day => day,
  parseValue: value => {
    if (typeof value === 'string' && isDay(value)) return value
    throw new GraphQLError('A Date must be an existing day such as 2026-11-24.')
  },
})

/** A size in bytes. Postgres stores 64 bits; JSON numbers are exact only up to 53 bits. */
builder.scalarType('Bytes', {
  description: 'A size in bytes: a JSON number, exact up to 2^53 - 1.',
  serialize: bytes => requireSafeInteger(Number(bytes)),
  parseValue: value => BigInt(requireSafeInteger(value)),
})

function requireSafeInteger(bytes: unknown): number {
  if (Number.isSafeInteger(bytes)) return bytes as number
  throw new GraphQLError('Bytes must be a whole number up to 2^53 - 1.')
}

builder.scalarType('JSON', { serialize: value => value, parseValue: value => value })

builder.queryType({ authScopes: { signedIn: true } })
builder.mutationType({ authScopes: { signedIn: true } })
builder.subscriptionType({ authScopes: { signedIn: true } })

builder.globalConnectionField('totalCount', t =>
  t.int({
    resolve: connection => countOf(connection),
  }),
)

type Countable = { totalCount?: number | (() => number | Promise<number>) | null }

/** Returns the total count of a connection. Runs the count query only when a client selects `totalCount`. */
export function countOf(connection: object): number | Promise<number> {
  const { totalCount } = connection as Countable
  return typeof totalCount === 'function' ? totalCount() : (totalCount ?? 0)
}
