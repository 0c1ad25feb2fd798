import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { z } from 'zod'
import type { Faults } from '../faults.ts'
import { strike } from '../strike.ts'
import type { Account } from './account.ts'
import { currentAccount } from './account.ts'
import type { AccountFolder } from './account-folder.ts'
import { answerFailure, answerJson, BadCall, newRequestId, Refusal } from './answer.ts'
import * as shapes from './arguments.ts'
import { readCursor } from './cursor.ts'
import { download } from './download.ts'
import { getLatestCursor, listFolder, listFolderContinue } from './listing.ts'
import { deletedMetadata, taggedMetadata } from './metadata.ts'
import type { App } from './oauth.ts'
import { answerToken, checkBearer } from './oauth.ts'
import { identity } from './path.ts'

/** All that a call needs. */
export type World = { folder: AccountFolder; faults: Faults; app: App; account: Account }

type Rpc = { shape: z.ZodType; run: (world: World, arg: never) => Promise<unknown> | unknown }

const rpc = <Shape extends z.ZodType>(shape: Shape, run: (world: World, arg: z.infer<Shape>) => unknown): Rpc => ({
  shape,
  run,
})

const rpcs: Record<string, Rpc> = {
  'users/get_current_account': rpc(shapes.noArg, ({ account }) => currentAccount(account)),
  'files/list_folder': rpc(shapes.listFolderArg, ({ folder }, arg) => listFolder(folder, arg)),
  'files/list_folder/continue': rpc(shapes.continueArg, ({ folder }, arg) => listFolderContinue(folder, arg.cursor)),
  'files/list_folder/get_latest_cursor': rpc(shapes.listFolderArg, ({ folder }, arg) => getLatestCursor(folder, arg)),
  'files/get_metadata': rpc(shapes.getMetadataArg, async ({ folder }, { path, include_deleted }) => {
    const found = await folder.findHashed(path)
    if (found) return taggedMetadata(found.entry, found.hash)
    const gone = include_deleted && folder.journal.gone.get(identity(path))
    if (!gone) throw new Refusal('path/not_found')
    return deletedMetadata(gone)
  }),
}

const rpcTypes = ['application/json', 'application/json; charset=utf-8', 'text/plain; charset=dropbox-cors-hack']
const downloadTypes = ['application/octet-stream', 'text/plain; charset=dropbox-cors-hack']

/** The api, content and notify hosts in one: their paths never collide. Each call is offered to the faults exactly once. */
export function routes(world: World): RequestListener {
  return (request, response) => {
    response.setHeader('X-Dropbox-Request-Id', newRequestId())
    route(world, request, response).catch(failure => answerFailure(response, failure))
  }
}

async function route(world: World, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const body = await text(request)
  const operation = pathname.replace(/^\/(1(?=\/oauth2\/)|2)?\/?/, '')
  const arg = operation === 'files/download' ? (headerArg(request) ?? searchParams.get('arg') ?? '') : body
  const fault = world.faults.take('dropbox', operation, subjectOf(world.folder, arg))
  await strike(fault, request, response, async heard => {
    try {
      if (operation === 'oauth2/token') return answerToken(world.app, request, body, heard)
      if (!pathname.startsWith('/2/')) throw new BadCall('Not Found', 404)
      if (operation !== 'files/download' && !Object.hasOwn(rpcs, operation))
        throw new BadCall(`Unknown API function: "${operation}"`)
      checkBearer(world.app, operation, request.headers.authorization ?? searchParams.get('authorization') ?? undefined)
      if (operation === 'files/download') await answerDownload(world, request, arg, heard)
      else await answerRpc(world, operation, request, body, heard)
    } catch (failure) {
      answerFailure(heard, failure)
    }
  })
}

async function answerRpc(
  world: World,
  operation: string,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
) {
  if (request.method !== 'POST') throw new BadCall('Method Not Allowed', 405)
  if (body !== '') checkContentType(operation, request, rpcTypes)
  const { shape, run } = rpcs[operation]!
  const arg = shapes.readArg(shape, operation, 'request body', shapes.readJson(operation, 'request body', body))
  answerJson(response, 200, await run(world, arg as never))
}

async function answerDownload(world: World, request: IncomingMessage, json: string, response: ServerResponse) {
  const operation = 'files/download'
  checkContentType(operation, request, downloadTypes)
  const place = 'HTTP header "Dropbox-API-Arg"'
  const { path, rev } = shapes.readArg(shapes.downloadArg, operation, place, shapes.readJson(operation, place, json))
  await download(world.folder, rev === undefined ? path : `rev:${rev}`, request.headers.range, response)
}

function checkContentType(operation: string, { headers }: IncomingMessage, expected: string[]) {
  const given = headers['content-type']
  if (given === undefined || expected.includes(given.toLowerCase().replace(/;\s*/, '; '))) return
  const list = expected.map(type => JSON.stringify(type)).join(', ')
  throw new BadCall(
    `Error in call to API function "${operation}": Bad HTTP "Content-Type" header: ${JSON.stringify(given)}.  Expecting one of ${list}.`,
  )
}

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
