import type { IncomingMessage, ServerResponse } from 'node:http'
import { findConvertedCaptions } from '@lectern/domain/captions/version-captions'
import type { ContentVersion } from '@lectern/domain/files/content-version'
import { pathKey } from '@lectern/domain/files/path-key'
import { findFile } from '@lectern/domain/files/version-files'
import { encodePath } from '@lectern/domain/playback/content-address'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import type { ServerServices } from '../open-services.ts'
import { bannerTail } from './draft-banner.ts'
import type { PlayerFiles } from './player-files.ts'
import { sendNotFound } from './send/error-pages.ts'
import { type Audience, fileHeaders, playerHeaders, redirectHeaders } from './send/headers.ts'
import { sendFile } from './send/send-file.ts'
import { sendObjectVersion } from './send/send-stream.ts'

/** A request and the dependencies to answer it. `search` is the query with its `?`, which redirects keep. */
export type Exchange = {
  services: ServerServices
  playerFiles: PlayerFiles
  message: IncomingMessage
  response: ServerResponse
  search: string
  /** The package whose origin received the request. Null for the content host. */
  originPackage: string | null
}

/** Redirects the browser and keeps the query. */
export function redirect({ response, search }: Exchange, location: string): void {
  response.writeHead(302, redirectHeaders(location + search)).end()
}

/** A content version and how it may be shown. */
export type ContentView = {
  contentVersion: ContentVersion
  /** The address of the content version, with a slash at its end. */
  root: string
  /** The page that it opens with. Null when that is unclear. */
  rootPage: string | null
  audience: Audience
  /** The pages that may frame this one, as sources of a content security policy. The default is all pages. */
  frameAncestors?: string[]
  /** The package's title for the banner of draft pages. Releases have no banner. */
  draftTitle?: string
}

/** The paths of the index pages of a folder: '' or a path with a slash at its end. */
const indexPaths = (folder: string) => [`${folder}index.html`, `${folder}index.htm`]

/**
 * Redirects to a path of the release that is shown now, so that a page can be bookmarked. `root` is the address of the
 * release, with a slash at its end.
 */
export async function redirectToPath(
  exchange: Exchange,
  contentVersion: ContentVersion,
  root: string,
  path: string,
): Promise<void> {
  const paths = path.endsWith('/') ? indexPaths(path) : [path, ...indexPaths(`${path}/`)]
  const file = await findFile(exchange.services.database, contentVersion, paths)
  return file ? redirect(exchange, root + encodePath(path)) : sendNotFound(exchange.response)
}

/**
 * Sends a file of a content version. Letter case and the form of accents may differ from the file's path. For a folder,
 * sends its `index.html`. Redirects a folder without a slash at its end, so that relative links resolve correctly.
 */
export async function sendVersionFile(exchange: Exchange, view: ContentView, path: string | null): Promise<void> {
  const { services, playerFiles, message, response } = exchange
  const { contentVersion, root, rootPage, audience, frameAncestors, draftTitle } = view
  if (path === null) return redirect(exchange, root)
  const key = pathKey(path)
  if (
    key.startsWith('lectern/') &&
    (await playerFiles(key.slice('lectern/'.length), message, response, playerHeaders(audience)))
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
  const index = indexPaths(isFolder ? path : `${path}/`)
  const file = await findFile(services.database, contentVersion, isFolder ? index : [path, ...index])
  if (!file && path === '' && rootPage !== null) return redirect(exchange, root + encodePath(rootPage))
  if (!file) return sendNotFound(response)
  if (!isFolder && pathKey(file.path) !== key)
    return redirect(exchange, root + encodePath(file.path.slice(0, file.path.lastIndexOf('/') + 1)))
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
