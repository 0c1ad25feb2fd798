import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql'

/** What stands in `schema.graphql`. Sorted, so that moving code moves nothing in it. */
export const renderSchema = (schema: GraphQLSchema) =>
  `# Printed by \`node schema/print.ts\` from schema/types: do not edit.\n${printSchema(lexicographicSortSchema(schema))}\n`
