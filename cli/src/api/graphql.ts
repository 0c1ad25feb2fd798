import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './generated/schema.d.ts'

/** Parses a GraphQL document and types it from the schema. A field that the schema lacks fails `gql.tada check`. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { DateTime: string; Date: string; Bytes: number; JSON: unknown }
  disableMasking: true
}>()

export type { ResultOf, TadaDocumentNode } from 'gql.tada'
