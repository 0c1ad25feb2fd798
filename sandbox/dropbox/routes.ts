import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Fault } from '../fault.ts'
import { strike } from '../strike.ts'
import type { AccountFolder } from './account-folder.ts'
import { answerFailure, answerJson, BadCall, newRequestId } from './answer.ts'
import * as shapes from './arguments.ts'
import { readCursor } from './cursor.ts'
import { download } from './download.ts'
import { answerAuthorize, answerToken } from './oauth.ts'
import { rpcs, type World } from './rpcs.ts'
import { checkBearer } from './tokens.ts'

const rpcTypes = ['application/json', 'application/json; charset=utf-8', 'text/plain; charset=dropbox-cors-hack']
const downloadTypes = ['application/octet-stream', 'text/plain; charset=dropbox-cors-hack']

/** The api, content, notify and www hosts in one: their paths never collide. Each call is offered to the faults exactly once. */
export function routes(world: World): RequestListener {
  return (request, response) => {
    response.setHeader('X-Dropbox-Request-Id', newRequestId())
    route(world, request, response).catch(failure => answerFailure(response, failure))
  }
}

/** A call as it was read from its request. */
type Call = { operation: string; request: IncomingMessage; search: URLSearchParams; body: string; arg: string }

async function route(world: World, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams: search } = new URL(request.url ?? '/', 'http://localhost')
  const body = hasBody(request) ? await text(request) : ''
  const operation = pathname.replace(/^\/(1(?=\/oauth2\/)|2)?\/?/, '')
  const arg = operation === 'files/download' ? (headerArg(request) ?? search.get('arg') ?? '') : body
  const fault = world.faults.take('dropbox', operation, subjectOf(world.folder, arg))
  await strike(fault, request, response, async heard => {
    try {
      if (pathname.startsWith('/2/'))
        await answerFunction(world, { operation, request, search, body, arg }, heard, fault)
      else if (operation === 'oauth2/token') answerToken(world, request, body, heard)
      else if (operation === 'oauth2/authorize') answerAuthorize(world, search, heard)
      else throw new BadCall('Not Found', 404)
    } catch (failure) {
      answerFailure(heard, failure)
    }
  })
}

async function answerFunction(world: World, call: Call, response: ServerResponse, fault?: Fault) {
  const { operation, request, search, arg } = call
  const rpc = Object.hasOwn(rpcs, operation) ? rpcs[operation] : undefined
  if (!rpc && operation !== 'files/download') throw new BadCall(`Unknown API function: "${operation}"`)
  checkAuthorization(world, operation, request.headers.authorization ?? search.get('authorization') ?? undefined)
  await world.identical.once(operation, arg, response, () =>
    rpc ? answerRpc(world, call, response, fault) : answerDownload(world, call, response, fault),
  )
}

function checkAuthorization({ app }: World, operation: string, authorization: string | undefined) {
  if (!rpcs[operation]?.noAuth) return checkBearer(app, operation, authorization)
  if (authorization === undefined) return
  const sentence = 'Your request includes an Authorization header, but this function does not use it.'
  throw new BadCall(`Error in call to API function "${operation}": ${sentence}`)
}

async function answerRpc(world: World, { operation, request, body }: Call, response: ServerResponse, fault?: Fault) {
  if (request.method !== 'POST') throw new BadCall('Method Not Allowed', 405)
  if (body !== '') checkContentType(operation, request, rpcTypes)
  const { shape, run } = rpcs[operation]!
  const arg = shapes.readArg(shape, operation, 'request body', shapes.readJson(operation, 'request body', body))
  answerJson(response, 200, await run(world, arg as never, { client: request.socket, fault }))
}

async function answerDownload(
  { folder }: World,
  { operation, request, arg: json }: Call,
  response: ServerResponse,
  fault?: Fault,
) {
  checkContentType(operation, request, downloadTypes)
  const place = 'HTTP header "Dropbox-API-Arg"'
  const { path, rev } = shapes.readArg(shapes.downloadArg, operation, place, shapes.readJson(operation, place, json))
  await download(folder, rev === undefined ? path : `rev:${rev}`, request.headers.range, response, fault)
}

function checkContentType(operation: string, { headers }: IncomingMessage, expected: string[]) {
  const given = headers['content-type']
  if (given === undefined || expected.includes(given.toLowerCase().replace(/;\s*/, '; '))) return
  const list = expected.map(type => JSON.stringify(type)).join(', ')
  throw new BadCall(
    `Error in call to API function "${operation}": Bad HTTP "Content-Type" header: ${JSON.stringify(given)}.  Expecting one of ${list}.`,
  )
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** The Go SDK sends raw UTF-8 in that header, which Node reads as Latin-1. */
function headerArg({ headers }: IncomingMessage) {
  const header = headers['dropbox-api-arg']
  return typeof header === 'string' ? Buffer.from(header, 'latin1').toString('utf8') : undefined
}

/** The path that a call is about, as the author sees it where we know, so that faults match ids, revs and cursors by file name too. */
function subjectOf(folder: AccountFolder, json: string): string {
  try {
    const { path, rev, cursor } = JSON.parse(json)
    const named = cursor === undefined ? (rev === undefined ? path : `rev:${rev}`) : readCursor(cursor)?.path
    return folder.known(named)?.display ?? String(named ?? '')
  } catch {
    return ''
  }
}
