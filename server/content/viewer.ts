import { type Address, encodePath } from './address.ts'
import { firstPage } from './files.ts'
import { streamHeaders } from './headers.ts'
import { type Exchange, redirect, sendFromEdition } from './package.ts'
import { sendMissing, sendNoLonger } from './pages.ts'
import type { Rights } from './rights.ts'
import { sendStream } from './stream.ts'
import type { Viewer } from './viewers.ts'

type Place = Exclude<Address, { kind: 'graphql' | 'draft' | 'revision' }>

/** Answers below a viewer's token: pages and files of its packages in its environment, whatever that shows or has shown, and their streams. */
export async function answerViewer(exchange: Exchange, rights: Rights, token: string, address: Place): Promise<void> {
  const { world, message, response, own } = exchange
  const viewer = await rights.viewerOf(token)
  if (!viewer) return sendNoLonger(response)
  if (address.kind === 'stream') {
    const { contentHash, profile, attempt, file } = address
    const { environmentId, packageId } = viewer
    const allowed = await rights.streamIsForViewer(environmentId, packageId, contentHash, profile, attempt, own)
    if (!allowed) return sendMissing(response)
    const key = `media/${contentHash}/${profile}/${attempt}/${file}`
    return sendStream(world.bytes, message, response, key, streamHeaders('private'))
  }
  if (!isFor(viewer, address)) return sendNoLonger(response)
  const root = viewerRoot(token, address)
  if (address.kind === 'package' && !address.folder) return redirect(exchange, root)
  const number = address.kind === 'release' ? address.number : null
  const shown = await rights.shown('any', address.environment, address.package, number)
  if (!shown) return sendMissing(response)
  const release = `${root}${shown.number}/`
  if (address.kind === 'package')
    return redirect(exchange, release + encodePath(await firstPage(world.database, shown, shown.rootPage)))
  const { packageId, frameAncestors } = shown
  const edition = { packageId, number: shown.number }
  return sendFromEdition(exchange, { edition, root: release, audience: 'private', frameAncestors }, address.path)
}

type Named = { environment: string; package: string }

const isFor = (viewer: Viewer, address: Named) =>
  viewer.environment === address.environment && (viewer.packageId === null || viewer.slug === address.package)

/** Where a package lies below a viewer's token, with a slash at its end. */
export const viewerRoot = (token: string, { environment, package: slug }: Named): string =>
  `/view/${encodePath(`${token}/${environment}/${slug}`)}/`
