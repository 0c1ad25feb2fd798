import { ClientError } from '@lectern/domain/errors'
import { BREAK, type DocumentNode, GraphQLError, Kind, visit } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { ApiServerContext } from './context.ts'

const introspectionFields = new Set(['__schema', '__type'])

/** Documents that were checked, and whether they ask for the schema. */
const checked = new WeakMap<DocumentNode, boolean>()

/**
 * Hides the schema from callers who may not see it: refuses introspection, and removes the names that errors suggest.
 * Introspection is checked for each request and not as a validation rule, because validation results are cached for all
 * callers.
 */
export const schemaVisibility: Plugin<ApiServerContext, ApiServerContext> = {
  onParse:
    ({ context }) =>
    ({ result }) => {
      if (!context.hidesSchema || !result || result instanceof Error) return
      if (asksForSchema(result as DocumentNode)) throw hiddenSchema()
    },
  onExecutionResult({ context, result, setResult }) {
    if (!context.hidesSchema || !result || !('errors' in result) || !result.errors) return
    setResult({ ...result, errors: result.errors.map(withoutSuggestion) })
  },
}

function asksForSchema(document: DocumentNode): boolean {
  const known = checked.get(document)
  if (known !== undefined) return known
  let found = false
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (!introspectionFields.has(name.value)) return
      found = true
      return BREAK
    },
  })
  checked.set(document, found)
  return found
}

/** Removes the suggestion that GraphQL adds to an error: ` Did you mean "package" or "packages"?`. */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ ?Did you mean [^?]*\?/g, '')
  if (message === error.message) return error
  const { nodes, source, positions, path, originalError, extensions } = error
  return new GraphQLError(message, { nodes, source, positions, path, originalError, extensions })
}

const hiddenSchema = () =>
  new ClientError('UNAUTHENTICATED', 'Only signed-in callers can read the schema. Sign in, or send a valid API token.')
