import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { GraphQLError } from 'graphql'
import { type Context, callerOf } from './context.ts'
import { ClientError, unauthenticated } from '@lectern/domain/errors'
import type PrismaTypes from './generated/pothos.ts'
import { getDatamodel } from './generated/pothos.ts'
import { pageSize } from '@lectern/domain/paging'

/** What one operation may ask for. Complexity is about how many fields can come back: a page counts as many rows as it was asked for. */
const limits = { complexity: 20_000, depth: 16, breadth: 600 }
/** How many rows a list is thought to have that is no connection, and so cannot grow much. */
const assumedListLength = 10

/** Everything of the API is built with this one. Whoever is not signed in gets nothing, unless a field says `skipTypeScopes`. */
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
  plugins: [ComplexityPlugin, ScopeAuthPlugin, RelayPlugin, PrismaPlugin],
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
        'This asks for too much at once. Ask for fewer fields, levels or rows, in several requests.',
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
    // The page was counted already where it was asked for.
    nodesOnConnection: { complexity: { field: 1, multiplier: 1 } },
    edgesFieldOptions: { complexity: { field: 1, multiplier: 1 } },
  },
  prisma: {
    client: context => context.database,
    dmmf: getDatamodel(),
  },
})

/** RFC 3339 in UTC, to the millisecond. */
builder.scalarType('DateTime', {
  description: 'RFC 3339, UTC, with milliseconds.',
  serialize: date => date.toISOString(),
  parseValue: value => {
    const date =
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/i.test(value) ? new Date(value) : null
    if (!date || Number.isNaN(date.getTime())) throw new GraphQLError('A DateTime looks like 2026-11-24T08:30:00.000Z.')
    return date
  },
})

builder.scalarType('Date', {
  description: "YYYY-MM-DD, a day in the school's time zone.",
  serialize: day => day,
  parseValue: value => {
    const day = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : ''
    // A day that does not exist (2026-02-30) would become another one.
    if (new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) !== day)
      throw new GraphQLError('A Date looks like 2026-11-24.')
    return day
  },
})

/** A size. Postgres counts in 64 bits, JSON's numbers are exact to 53. */
builder.scalarType('Bytes', {
  description: 'A JSON number, exact up to 2^53 - 1.',
  serialize: bytes => requireSafeInteger(Number(bytes)),
  parseValue: value => BigInt(requireSafeInteger(Number(value))),
})

function requireSafeInteger(bytes: number): number {
  if (Number.isSafeInteger(bytes)) return bytes
  throw new GraphQLError('Bytes are whole numbers up to 2^53 - 1.')
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

/** How many there are in all: asked for only when the field is. */
export function countOf(connection: object): number | Promise<number> {
  const { totalCount } = connection as Countable
  return typeof totalCount === 'function' ? totalCount() : (totalCount ?? 0)
}
