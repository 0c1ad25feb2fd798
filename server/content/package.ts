import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Edition } from '@lectern/schema/reads/edition'
import type { World } from '../world.ts'
import { encodePath } from './address.ts'
import { bannerTail } from './banner.ts'
import { contentBase } from './base.ts'
import { convertedAt } from './captions.ts'
import { findFile } from './files.ts'
import { type Audience, fileHeaders, playerHeaders, redirectHeaders } from './headers.ts'
import { sendMissing } from './pages.ts'
import type { Player } from './player.ts'
import { sendFile } from './send.ts'
import { sendVersion } from './stream.ts'

/** One request, and what answering it needs. `search`: the query with its `?`, kept on the way to another address. */
export type Exchange = {
  world: World
  player: Player
  message: IncomingMessage
  response: ServerResponse
  search: string
  /** The package whose origin was asked; null: the content host's own. */
  own: string | null
}

/** Sends the browser on. */
export function redirect({ response, search }: Exchange, location: string): void {
  response.writeHead(302, redirectHeaders(location + search)).end()
}

/** An edition as somebody may see it. */
export type Showing = {
  edition: Edition
  /** Its own address, with a slash at its end. */
  root: string
  audience: Audience
  /** Whose frames its pages may stand in: sources of a content security policy. Default: anybody's. */
  frameAncestors?: string[]
  /** The package's title, for the banner that pages of a draft carry; releases have none. */
  draftOf?: string
}

/**
 * Answers with a file of an edition. A folder is answered with its `index.html`; a folder without its slash is sent there first, so that
 * relative links in it lead where they should.
 */
export async function sendFromEdition(exchange: Exchange, showing: Showing, path: string | null): Promise<void> {
  const { world, player, message, response } = exchange
  const { edition, root, audience, frameAncestors, draftOf } = showing
  if (path === null) return redirect(exchange, root)
  if (
    path.startsWith('lectern/') &&
    (await player(path.slice('lectern/'.length), message, response, playerHeaders(audience)))
  )
    return
  const webVtt = await convertedAt(world.database, edition, path)
  if (webVtt) {
    const version = { mediaType: 'text/vtt; charset=utf-8', ...webVtt }
    return sendVersion(world.bytes, message, response, version, fileHeaders(version.mediaType, audience))
  }
  const isFolder = path === '' || path.endsWith('/')
  const index = [`${path}${isFolder ? '' : '/'}index.html`, `${path}${isFolder ? '' : '/'}index.htm`]
  const file = await findFile(world.database, edition, isFolder ? index : [path, ...index])
  if (!file) return sendMissing(response)
  if (!isFolder && index.includes(file.path)) return redirect(exchange, `${root}${encodePath(path)}/`)
  const address = contentBase(world.configuration, exchange.own ?? '') + root
  const draft =
    draftOf !== undefined && 'revision' in edition ? { title: draftOf, revision: edition.revision, address } : null
  const tail = draft ? bannerTail(file, draft) : undefined
  await sendFile(
    world.bytes,
    message,
    response,
    { ...file, tail },
    fileHeaders(file.mediaType, audience, frameAncestors),
  )
}
