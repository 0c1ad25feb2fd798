import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { ClientError } from '@lectern/domain/errors'
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql'
import type { ServerOptions } from 'graphql-ws'
import { type Extra, useServer } from 'graphql-ws/use/ws'
import { isAsyncIterable } from 'graphql-yoga'
import { WebSocketServer } from 'ws'
import type { ResolveCaller } from '../access/caller.ts'
import { operationCredentials } from '../access/credentials.ts'
import type { ServerServices } from '../open-services.ts'
import { networkOf } from '../rate-limiter.ts'
import { clientIp, runInRequest } from '../request.ts'
import type { Admit } from './admission.ts'
import { closeWhenRevoked, findCaller } from './close-when-revoked.ts'
import { maskErrors } from './errors.ts'
import { OpenOperations } from './open-operations.ts'
import { type Operation, prepareOperation, runOperation } from './operation.ts'
import { pauseWhileFull } from './pause-while-full.ts'
import { sendResults } from './send-results.ts'
import { followsAs } from './shared-results.ts'
import type { createApi } from './yoga.ts'

/** The size limit of a message in bytes. A longer message closes its connection. */
const maxMessageBytes = 64 * 1024
/** Allows for several tabs of one person, or a staff room that shares one address. */
const maxConnectionsPerNetwork = 200
const maxOperationsPerConnection = 50

type Options = ServerOptions<Record<string, unknown>, Extra>
type Connection = Parameters<NonNullable<Options['onConnect']>>[0]

/**
 * Serves GraphQL operations over graphql-ws at `/graphql`. Closes connections without a valid caller with 4403, which
 * clients do not retry, also when the caller is signed out later. Returns a function that closes all connections with 1001, after which clients reconnect to any
 * process.
 */
export function serveSockets(
  server: Server,
  { api, admit, resolveCaller }: { api: ReturnType<typeof createApi>; admit: Admit; resolveCaller: ResolveCaller },
  services: ServerServices,
) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false })
  const { LECTERN_ADMIN_URL: origin, LECTERN_TRUSTED_PROXIES: trustedProxies } = services.configuration
  const maskError = maskErrors(services.log)
  const callerGetter = (connection: Connection) => () => resolveCaller(credentialsOf(connection, origin))
  const operations = new OpenOperations()
  const graphqlServer = useServer<Record<string, unknown>>(
    {
      // Else clients get the messages of internal errors.
      isProd: true,
      onConnect: async connection => {
        const getCaller = callerGetter(connection)
        const { socket } = connection.extra
        const caller = await findCaller(getCaller).catch(error => {
          services.log.error({ err: error }, 'The caller of a connection could not be loaded')
          // Clients try again after this code.
          socket.close(1013, 'Try again later')
          return null
        })
        if (!caller) return false
        const { live } = services
        const reload = () => live.reloadCaller(caller, getCaller)
        const { stop, check } = closeWhenRevoked(live, caller, reload, () => socket.close(4403, 'Forbidden'))
        void check()
        // The client may have left while the caller was looked up.
        if (socket.readyState === socket.OPEN) socket.once('close', stop)
        else stop()
        return true
      },
      onSubscribe: (connection, id, payload) =>
        runInRequest(connection.extra.request, trustedProxies, async () => {
          try {
            if (Object.keys(connection.subscriptions).length > maxOperationsPerConnection) throw tooManyOperations()
            const operation = await prepareOperation(api, admit, payload, callerGetter(connection), services.live)
            if (!('run' in operation)) return operation.map(maskError)
            operations.add(connection.extra.socket, id, operation.abortController)
            return operation
          } catch (error) {
            return [maskError(error)]
          }
        }),
      execute: args => runOperation(args as Operation),
      subscribe: args => runOperation(args as Operation),
      onOperation: ({ extra }, id, _payload, args, result) =>
        isAsyncIterable(result)
          ? sendResults(extra, id, result as AsyncGenerator<ExecutionResult, void>, followsAs(args))
          : undefined,
      onNext: (_connection, _id, _payload, _args, result) =>
        result.errors ? { ...result, errors: result.errors.map(withoutHttpExtensions) } : undefined,
      onError: (_connection, _id, _payload, errors) => errors.map(withoutHttpExtensions),
      onComplete: ({ extra }, id) => operations.end(extra.socket, id),
    },
    sockets,
  )
  const connectionCounts = new Map<string, number>()
  const count = (network: string, change: number) => {
    const connections = (connectionCounts.get(network) ?? 0) + change
    if (connections > 0) connectionCounts.set(network, connections)
    else connectionCounts.delete(network)
  }
  server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node leaves the socket to us. An error that nobody listens to would end the process.
    socket.on('error', () => socket.destroy())
    const network = networkOf(clientIp(message, trustedProxies) ?? '')
    const rejection = rejectionStatus(message, connectionCounts.get(network) ?? 0, origin)
    if (rejection) return rejectUpgrade(socket, rejection)
    count(network, 1)
    socket.once('close', () => count(network, -1))
    sockets.handleUpgrade(message, socket, head, connection => {
      pauseWhileFull(connection, socket)
      sockets.emit('connection', connection, message)
      // graphql-ws prints what a client did wrong, with a stack. The connection is already closing, with a code that says it.
      connection.removeAllListeners('error').on('error', error => {
        services.log.debug({ err: error }, 'A client broke the protocol of its connection')
      })
    })
  })
  return () => Promise.resolve(graphqlServer.dispose())
}

/** Answers an upgrade that is not accepted, and closes the socket also if the client does not. */
function rejectUpgrade(socket: Duplex, status: string): void {
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/**
 * Accepts only the admin's own pages and clients that are not browsers. Browsers send the page's origin and cannot
 * forge it.
 */
function rejectionStatus(message: IncomingMessage, connections: number, adminOrigin: string): string | null {
  // Not with `URL`, which throws for some targets, such as `//`.
  if ((message.url ?? '').split(/[?#]/, 1)[0] !== '/graphql') return '404 Not Found'
  if (message.headers.origin !== undefined && message.headers.origin !== adminOrigin) return '403 Forbidden'
  return connections < maxConnectionsPerNetwork ? null : '429 Too Many Requests'
}

/** Reads the credentials. The first message may contain a token because browsers cannot send headers with a socket. */
function credentialsOf({ connectionParams, extra }: Connection, adminOrigin: string) {
  const tokenParam = connectionParams?.authorization ?? connectionParams?.Authorization
  const credentials = operationCredentials(extra.request.headers, adminOrigin)
  return typeof tokenParam === 'string' ? { ...credentials, authorization: tokenParam } : credentials
}

/** Removes the extensions that only apply to HTTP responses. */
function withoutHttpExtensions(error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError {
  const { extensions: { http: _, ...extensions } = {}, ...rest } = 'toJSON' in error ? error.toJSON() : error
  return { ...rest, extensions }
}

const tooManyOperations = () =>
  new ClientError('RATE_LIMITED', 'This connection has too many operations. Open another connection.', {
    retryAfterSeconds: 5,
  })
