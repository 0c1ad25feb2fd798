import type { IncomingMessage, ServerResponse } from 'node:http'
import type { World } from '../world.ts'
import { encodePath } from './address.ts'
import { convertedAt } from './captions.ts'
import { type Edition, findFile } from './files.ts'
import { fileHeaders, playerHeaders, redirectHeaders } from './headers.ts'
import { sendMissing } from './pages.ts'
import type { Player } from './player.ts'
import { sendFile, sendVersion } from './send.ts'

/** One request, and what answering it needs. `search`: the query with its `?`, kept on the way to another address. */
export type Exchange = {
  world: World
  player: Player
  message: IncomingMessage
  response: ServerResponse
  search: string
}

/** Sends the browser on. */
export function redirect({ response, search }: Exchange, location: string): void {
  response.writeHead(302, redirectHeaders(location + search)).end()
}

/**
 * Answers with a file of an edition that the visitor may see. `root` is the edition's own address, with a slash at its end. A folder is
 * answered with its `index.html`; a folder without its slash is sent there first, so that relative links in it lead where they should.
 */
export async function sendFromEdition(
  exchange: Exchange,
  edition: Edition,
  root: string,
  path: string | null,
): Promise<void> {
  const { world, player, message, response } = exchange
  const kind = 'number' in edition ? 'release' : 'preview'
  if (path === null) return redirect(exchange, root)
  if (
    path.startsWith('lectern/') &&
    (await player(path.slice('lectern/'.length), message, response, playerHeaders(kind)))
  )
    return
  const webVtt = await convertedAt(world.database, edition, path)
  if (webVtt) {
    const version = { path, mediaType: 'text/vtt; charset=utf-8', ...webVtt }
    return sendVersion(world.store, message, response, version, fileHeaders(version.mediaType, kind))
  }
  const isFolder = path === '' || path.endsWith('/')
  const index = [`${path}${isFolder ? '' : '/'}index.html`, `${path}${isFolder ? '' : '/'}index.htm`]
  const file = await findFile(world.database, edition, isFolder ? index : [path, ...index])
  if (!file) return sendMissing(response)
  if (!isFolder && index.includes(file.path)) return redirect(exchange, `${root}${encodePath(path)}/`)
  await sendFile(world.store, message, response, file, fileHeaders(file.mediaType, kind))
}
