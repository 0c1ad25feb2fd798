import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { ToldError } from '@lectern/schema/errors'
import type { Caller } from '@lectern/schema/permissions'
import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import type { ServerOptions } from 'graphql-ws'
import { type Extra, useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import type { Callers } from '../auth/caller.ts'
import { addressOf, within } from '../request.ts'
import type { World } from '../world.ts'
import { tellErrors } from './errors.ts'
import { type Operation, prepare, run } from './operation.ts'
import type { createApi } from './yoga.ts'

/** Questions are short; a longer message ends its connection, in bytes. */
const longestMessage = 64 * 1024
/** Several tabs of a person, or a staff room behind one address. */
const connectionsOfAddress = 200
const operationsOfConnection = 50

type Options = ServerOptions<Record<string, unknown>, Extra>
type Connection = Parameters<NonNullable<Options['onConnect']>>[0]

/**
 * Subscriptions (and anything else) over graphql-ws at `/graphql`. Whoever is nobody, or shows a token that is not good, is closed with
 * 4403, which clients do not try again. Resolves when all connections are closed (1001: they come back, to whichever process is there).
 */
export function serveSockets(server: Server, api: ReturnType<typeof createApi>, world: World, callers: Callers) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false })
  const { LECTERN_ADMIN_URL: origin, LECTERN_TRUSTED_PROXIES: trusted } = world.configuration
  const tellError = tellErrors(world.log)
  const who = (connection: Connection) => () => callers(credentialsOf(connection))
  const serving = useServer<Record<string, unknown>>(
    {
      onConnect: async connection => isSomebody(who(connection)),
      onSubscribe: (connection, _id, asked) =>
        within(connection.extra.request, trusted, async () => {
          try {
            if (Object.keys(connection.subscriptions).length > operationsOfConnection) throw tooMany()
            const prepared = await prepare(api, asked, who(connection))
            if (!('run' in prepared)) return prepared.map(tellError)
            connection.extra.socket.once('close', () => prepared.ended.abort())
            return prepared
          } catch (error) {
            return [tellError(error)]
          }
        }),
      execute: args => run(args as Operation),
      subscribe: args => run(args as Operation),
      onNext: (_connection, _id, _asked, _args, result) =>
        result.errors ? { ...result, errors: result.errors.map(forSocket) } : undefined,
      onError: (_connection, _id, _asked, errors) => errors.map(forSocket),
    },
    sockets,
  )
  const counts = new Map<string | undefined, number>()
  server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = addressOf(message, trusted)
    const refusal = refusalOf(message, counts.get(address) ?? 0, origin)
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    counts.set(address, (counts.get(address) ?? 0) + 1)
    socket.once('close', () => counts.set(address, (counts.get(address) ?? 1) - 1))
    sockets.handleUpgrade(message, socket, head, connection => sockets.emit('connection', connection, message))
  })
  return () => Promise.resolve(serving.dispose())
}

/** Browsers name the origin of the page and cannot forge it; only the admin's own pages may connect, and what is no browser. */
function refusalOf(message: IncomingMessage, connections: number, adminOrigin: string): string | null {
  if (new URL(message.url ?? '/', 'http://localhost').pathname !== '/graphql') return '404 Not Found'
  if (message.headers.origin !== undefined && message.headers.origin !== adminOrigin) return '403 Forbidden'
  return connections < connectionsOfAddress ? null : '429 Too Many Requests'
}

async function isSomebody(who: () => Promise<Caller | null>): Promise<boolean> {
  try {
    return (await who()) !== null
  } catch (error) {
    if (error instanceof ToldError) return false
    throw error
  }
}

/** Browsers cannot send headers with a socket, so a token may also stand in the first message. */
function credentialsOf({ connectionParams, extra }: Connection) {
  const { authorization, cookie, origin } = extra.request.headers
  const named = connectionParams?.authorization ?? connectionParams?.Authorization
  return { authorization: typeof named === 'string' ? named : authorization, cookie, origin }
}

/** What says how HTTP should answer is nothing to a socket. */
function forSocket(error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError {
  const { extensions: { http: _, ...extensions } = {}, ...told } = 'toJSON' in error ? error.toJSON() : error
  return { ...told, extensions }
}

const tooMany = () =>
  new ToldError('RATE_LIMITED', 'Too much goes on in this connection. Open another one.', { retryAfterSeconds: 5 })
