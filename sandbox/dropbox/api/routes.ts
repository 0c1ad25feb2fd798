import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { applyFault } from '../../faults/apply-fault.ts'
import type { Fault } from '../../faults/fault.ts'
import type { AccountFolder } from '../folder/account-folder.ts'
import { newRequestId, ProtocolError, sendError, sendJson } from './answer.ts'
import * as shapes from './arguments.ts'
import { decodeCursor } from './cursor.ts'
import { download } from './download.ts'
import { handleAuthorize, handleToken } from './oauth.ts'
import { rpcs, type Services } from './rpcs.ts'
import { checkBearer } from './tokens.ts'

const rpcTypes = ['application/json', 'application/json; charset=utf-8', 'text/plain; charset=dropbox-cors-hack']
const downloadTypes = ['application/octet-stream', 'text/plain; charset=dropbox-cors-hack']

/** Serves the api, content, notify, and www hosts, whose paths never collide. Each call takes a fault exactly once. */
export function routes(services: Services): RequestListener {
  return (request, response) => {
    response.setHeader('X-Dropbox-Request-Id', newRequestId())
    route(services, request, response).catch(failure => sendError(response, failure, services.log))
  }
}

/** A call, parsed from its request. */
type Call = { operation: string; request: IncomingMessage; search: URLSearchParams; body: string; arg: string }

async function route(services: Services, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams: search } = new URL(request.url ?? '/', 'http://localhost')
  const body = hasBody(request) ? await text(request) : ''
  const operation = pathname.replace(/^\/(1(?=\/oauth2\/)|2)?\/?/, '')
  const arg = operation === 'files/download' ? (headerArg(request) ?? search.get('arg') ?? '') : body
  const fault = services.faults.take('dropbox', operation, subjectOf(services.folder, arg))
  await applyFault(fault, request, response, async handlerResponse => {
    try {
      if (pathname.startsWith('/2/'))
        await handleFunction(services, { operation, request, search, body, arg }, handlerResponse, fault)
      else if (operation === 'oauth2/token') handleToken(services, request, body, handlerResponse)
      else if (operation === 'oauth2/authorize') handleAuthorize(services, search, handlerResponse)
      else throw new ProtocolError('Not Found', 404)
    } catch (failure) {
      sendError(handlerResponse, failure, services.log)
    }
  })
}

async function handleFunction(services: Services, call: Call, response: ServerResponse, fault?: Fault) {
  const { operation, request, search, arg } = call
  const rpc = Object.hasOwn(rpcs, operation) ? rpcs[operation] : undefined
  if (!rpc && operation !== 'files/download') throw new ProtocolError(`Unknown API function: "${operation}"`)
  const authorization = request.headers.authorization ?? search.get('authorization') ?? undefined
  const grant = checkAuthorization(services, operation, authorization)
  await services.identicalCalls.runExclusive(operation, arg, response, () =>
    rpc ? handleRpc(services, { ...call, grant }, response, fault) : handleDownload(services, call, response, fault),
  )
}

/** Returns the grant of the call's access token. Undefined for a function that uses none. */
function checkAuthorization({ app, revocations }: Services, operation: string, authorization: string | undefined) {
  if (!rpcs[operation]?.noAuth) return checkBearer(app, revocations, operation, authorization)
  if (authorization === undefined) return undefined
  const message = 'Your request includes an Authorization header, but this function does not use it.'
  throw new ProtocolError(`Error in call to API function "${operation}": ${message}`)
}

async function handleRpc(
  services: Services,
  { operation, request, body, grant }: Call & { grant?: string },
  response: ServerResponse,
  fault?: Fault,
) {
  if (request.method !== 'POST') throw new ProtocolError('Method Not Allowed', 405)
  if (body !== '') checkContentType(operation, request, rpcTypes)
  const { shape, run } = rpcs[operation]!
  const arg = shapes.parseArg(shape, operation, 'request body', shapes.parseJson(operation, 'request body', body))
  sendJson(response, 200, await run(services, arg as never, { client: request.socket, grant, fault }))
}

async function handleDownload(
  { folder }: Services,
  { operation, request, arg: json }: Call,
  response: ServerResponse,
  fault?: Fault,
) {
  checkContentType(operation, request, downloadTypes)
  const location = 'HTTP header "Dropbox-API-Arg"'
  const { path, rev } = shapes.parseArg(
    shapes.downloadArg,
    operation,
    location,
    shapes.parseJson(operation, location, json),
  )
  await download(folder, rev === undefined ? path : `rev:${rev}`, request.headers.range, response, fault)
}

function checkContentType(operation: string, { headers }: IncomingMessage, expected: string[]) {
  const contentType = headers['content-type']
  if (contentType === undefined || expected.includes(contentType.toLowerCase().replace(/;\s*/, '; '))) return
  const expectedTypes = expected.map(type => JSON.stringify(type)).join(', ')
  throw new ProtocolError(
    `Error in call to API function "${operation}": Bad HTTP "Content-Type" header: ${JSON.stringify(contentType)}.  Expecting one of ${expectedTypes}.`,
  )
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Reads the argument header. The Go SDK sends raw UTF-8 in it, which Node decodes as Latin-1. */
function headerArg({ headers }: IncomingMessage) {
  const header = headers['dropbox-api-arg']
  return typeof header === 'string' ? Buffer.from(header, 'latin1').toString('utf8') : undefined
}

/** Returns the display path of a call, if known, so that faults match ids, revs, and cursors by file name too. */
function subjectOf(folder: AccountFolder, json: string): string {
  try {
    const { path, rev, cursor } = JSON.parse(json)
    const reference = cursor === undefined ? (rev === undefined ? path : `rev:${rev}`) : decodeCursor(cursor)?.path
    return folder.findRecorded(reference)?.display ?? String(reference ?? '')
  } catch {
    return ''
  }
}
