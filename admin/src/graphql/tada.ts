import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './generated/schema.d.ts'

/** Typed GraphQL documents: types are read from the schema, so a field that it does not have fails `gql.tada check`. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { DateTime: string; Date: string; Bytes: number; JSON: unknown }
}>()

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada'
export { readFragment } from 'gql.tada'
