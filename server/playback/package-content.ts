import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ContentVersion } from '@lectern/domain/files/content-version'
import type { Services } from '../open-services.ts'
import { encodePath } from '@lectern/domain/playback/content-address'
import { bannerTail } from './draft-banner.ts'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import { findConvertedCaptions } from '@lectern/domain/captions/version-captions'
import { findFile } from '@lectern/domain/files/version-files'
import { type Audience, fileHeaders, playerHeaders, redirectHeaders } from './send/headers.ts'
import { sendNotFound } from './send/error-pages.ts'
import type { PlayerFiles } from './player-files.ts'
import { sendFile } from './send/send-file.ts'
import { sendObjectVersion } from './send/send-stream.ts'

/** One request, and what answering it needs. `search`: the query with its `?`, kept on the way to another address. */
export type Exchange = {
  services: Services
  playerFiles: PlayerFiles
  message: IncomingMessage
  response: ServerResponse
  search: string
  /** The package whose origin was asked; null: the content host's own. */
  originPackage: string | null
}

/** Sends the browser on. */
export function redirect({ response, search }: Exchange, location: string): void {
  response.writeHead(302, redirectHeaders(location + search)).end()
}

/** An edition as somebody may see it. */
export type ContentView = {
  contentVersion: ContentVersion
  /** Its own address, with a slash at its end. */
  root: string
  audience: Audience
  /** Whose frames its pages may stand in: sources of a content security policy. Default: anybody's. */
  frameAncestors?: string[]
  /** The package's title, for the banner that pages of a draft carry; releases have none. */
  draftTitle?: string
}

/**
 * Answers with a file of an edition. A folder is answered with its `index.html`; a folder without its slash is sent there first, so that
 * relative links in it lead where they should.
 */
export async function sendVersionFile(exchange: Exchange, view: ContentView, path: string | null): Promise<void> {
  const { services, playerFiles, message, response } = exchange
  const { contentVersion, root, audience, frameAncestors, draftTitle } = view
  if (path === null) return redirect(exchange, root)
  if (
    path.startsWith('lectern/') &&
    (await playerFiles(path.slice('lectern/'.length), message, response, playerHeaders(audience)))
  )
    return
  const webVtt = await findConvertedCaptions(services.database, contentVersion, path)
  if (webVtt) {
    const version = { mediaType: 'text/vtt; charset=utf-8', ...webVtt }
    return sendObjectVersion(
      services.contentCache,
      message,
      response,
      version,
      fileHeaders(version.mediaType, audience),
    )
  }
  const isFolder = path === '' || path.endsWith('/')
  const index = [`${path}${isFolder ? '' : '/'}index.html`, `${path}${isFolder ? '' : '/'}index.htm`]
  const file = await findFile(services.database, contentVersion, isFolder ? index : [path, ...index])
  if (!file) return sendNotFound(response)
  if (!isFolder && index.includes(file.path)) return redirect(exchange, `${root}${encodePath(path)}/`)
  const packageUrl = contentOrigin(services.configuration, exchange.originPackage ?? '') + root
  const draft =
    draftTitle !== undefined && 'revision' in contentVersion
      ? { title: draftTitle, revision: contentVersion.revision, packageUrl }
      : null
  const tail = draft ? bannerTail(file, draft) : undefined
  await sendFile(
    services.contentCache,
    message,
    response,
    { ...file, tail },
    fileHeaders(file.mediaType, audience, frameAncestors),
  )
}
