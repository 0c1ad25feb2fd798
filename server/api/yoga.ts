import type { GraphQLSchema } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import type { ServerServices } from '../open-services.ts'
import type { Admit } from './admission.ts'
import { type ApiServerContext, createContext } from './context.ts'
import { documentLimits } from './document-limits.ts'
import { maskErrors } from './errors.ts'
import { endWithError } from './final-result.ts'
import { type ListedDocuments, listedDocuments } from './listed-documents.ts'
import { mutationLimit } from './mutation-limit.ts'
import { schemaVisibility } from './schema-visibility.ts'
import { sharedResults } from './shared-results.ts'
import { timeLimit } from './time-limit.ts'

/** The size limit of a request in bytes. Longer requests are not read. */
const maxRequestBytes = 256 * 1024
/** The size of all documents that are kept parsed, in characters. Clients send the same few documents. */
const maxCachedCharacters = 2 * 1024 ** 2

/**
 * Creates the GraphQL API of one origin at `/graphql`. Subscriptions use server-sent events. Pages of other origins cannot
 * read the responses unless the host allows it.
 * `listed` null: every document runs.
 */
export function createApi(
  services: ServerServices,
  schema: GraphQLSchema,
  admit: Admit,
  listed: ListedDocuments | null,
) {
  const maskError = maskErrors(services.log)
  return createYoga<ApiServerContext>({
    schema,
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    multipart: false,
    maxRequestBodySize: maxRequestBytes,
    cors: false,
    logging: false,
    maskedErrors: { maskError: maskError },
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: createDocumentCache() },
    context: ({ requestAccess, request }) => createContext(services, requestAccess!, request.signal),
    plugins: [
      admission(admit),
      documentLimits,
      schemaVisibility,
      ...(listed ? [listedDocuments(listed)] : []),
      mutationLimit,
      timeLimit(),
      sharedResults,
      finalizeResponse(maskError),
      endWithError(maskError),
    ],
  })
}

const admission = (admit: Admit): Plugin<object, ApiServerContext> => ({
  onParams: ({ context }) => admit(context),
})

/** Keeps what documents were parsed to, by their text. The limit holds for the texts; the results are some times larger. */
const createDocumentCache = <Value extends object>() =>
  new LRUCache<string, Value>({ maxSize: maxCachedCharacters, sizeCalculation: (_value, text) => text.length + 1 })

/** Masks the errors that Yoga throws before execution, and sets the cache headers. */
function finalizeResponse(maskError: ReturnType<typeof maskErrors>): Plugin<object, ApiServerContext> {
  const errorFreeRequests = new WeakSet<globalThis.Request>()
  return {
    onExecutionResult({ request, result, setResult }) {
      if (!result || !('errors' in result || 'data' in result)) return
      if (!result.errors?.length) return void errorFreeRequests.add(request)
      setResult({ ...result, errors: result.errors.map(maskError) })
    },
    onResponse({ request, response, serverContext }) {
      const { cacheControl } = serverContext
      const isCacheable = cacheControl !== undefined && request.method === 'GET' && errorFreeRequests.has(request)
      response.headers.set('cache-control', isCacheable ? cacheControl : 'no-store')
      response.headers.set('x-content-type-options', 'nosniff')
    },
  }
}
