import type { GraphQLSchema } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { World } from '../world.ts'
import { contextOf, type Entrance } from './context.ts'
import { tellErrors } from './errors.ts'
import { lastWords } from './last-words.ts'

/** Questions are short; what is longer is not read, in bytes. */
const longestQuestion = 256 * 1024

/** What the route that received a request knows of it. */
export type Entry = {
  enter: () => Promise<Entrance> | Entrance
  /** `Cache-Control` of an answer to a GET without errors; everything else is `no-store`. */
  caching?: string
}

type Options = {
  schema: GraphQLSchema
  /** May pages of other origins read the answers? */
  cors: boolean
}

/** The GraphQL side of one origin, at `/graphql`: HTTP, and subscriptions as server-sent events. */
export function createApi(world: World, { schema, cors }: Options) {
  const tellError = tellErrors(world.log)
  return createYoga<Entry>({
    schema,
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    multipart: false,
    maxRequestBodySize: longestQuestion,
    cors: cors ? { origin: '*', credentials: false, maxAge: 86_400 } : false,
    logging: false,
    maskedErrors: { maskError: tellError },
    context: async ({ enter, request }) => contextOf(world, await enter(), request.signal),
    plugins: [finish(tellError), lastWords(tellError)],
  })
}

/** Errors that Yoga makes before anything is executed go the same way as all others; and who may keep an answer. */
function finish(tellError: ReturnType<typeof tellErrors>): Plugin<object, Entry> {
  const flawless = new WeakSet<globalThis.Request>()
  return {
    onExecutionResult({ request, result, setResult }) {
      if (!result || !('errors' in result || 'data' in result)) return
      if (!result.errors?.length) return void flawless.add(request)
      setResult({ ...result, errors: result.errors.map(tellError) })
    },
    onResponse({ request, response, serverContext }) {
      const { caching } = serverContext
      const good = caching !== undefined && request.method === 'GET' && flawless.has(request)
      response.headers.set('cache-control', good ? caching : 'no-store')
      response.headers.set('x-content-type-options', 'nosniff')
    },
  }
}
