import type { GraphQLSchema } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Services } from '../open-services.ts'
import { createContext, type RequestAccess } from './context.ts'
import { maskErrors } from './errors.ts'
import { endWithError } from './final-result.ts'

/** Questions are short; what is longer is not read, in bytes. */
const maxRequestBytes = 256 * 1024

/** What the route that received a request knows of it. */
export type ApiServerContext = {
  resolveAccess: () => Promise<RequestAccess> | RequestAccess
  /** `Cache-Control` of an answer to a GET without errors; everything else is `no-store`. */
  cacheControl?: string
}

type Options = {
  schema: GraphQLSchema
  /** May pages of other origins read the answers? */
  cors: boolean
}

/** The GraphQL side of one origin, at `/graphql`: HTTP, and subscriptions as server-sent events. */
export function createApi(services: Services, { schema, cors }: Options) {
  const maskError = maskErrors(services.log)
  return createYoga<ApiServerContext>({
    schema,
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    multipart: false,
    maxRequestBodySize: maxRequestBytes,
    cors: cors ? { origin: '*', credentials: false, maxAge: 86_400 } : false,
    logging: false,
    maskedErrors: { maskError: maskError },
    context: async ({ resolveAccess, request }) => createContext(services, await resolveAccess(), request.signal),
    plugins: [finalizeResponse(maskError), endWithError(maskError)],
  })
}

/** Errors that Yoga makes before anything is executed go the same way as all others; and who may keep an answer. */
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
