import type { GraphQLSchema } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { ServerServices } from '../open-services.ts'
import { createContext, type RequestAccess } from './context.ts'
import { maskErrors } from './errors.ts'
import { endWithError } from './final-result.ts'
import { mutationLimit } from './mutation-limit.ts'

/** The size limit of a request in bytes. Longer requests are not read. */
const maxRequestBytes = 256 * 1024

/** The context that the route of a request provides. */
export type ApiServerContext = {
  resolveAccess: () => Promise<RequestAccess> | RequestAccess
  /** The `Cache-Control` of a GET response without errors. All other responses are `no-store`. */
  cacheControl?: string
}

/**
 * Creates the GraphQL API of one origin at `/graphql`. Subscriptions use server-sent events. Pages of other origins cannot
 * read the responses unless the host allows it.
 */
export function createApi(services: ServerServices, schema: GraphQLSchema) {
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
    context: async ({ resolveAccess, request }) => createContext(services, await resolveAccess(), request.signal),
    plugins: [mutationLimit, finalizeResponse(maskError), endWithError(maskError)],
  })
}

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
