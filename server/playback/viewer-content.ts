import { type Address, encodePath } from '@lectern/domain/playback/content-address'
import { firstPage } from '@lectern/domain/files/version-files'
import { streamHeaders } from './send/headers.ts'
import { type Exchange, redirect, sendVersionFile } from './package-content.ts'
import { sendInvalidLink, sendNotFound } from './send/error-pages.ts'
import type { Rights } from './rights.ts'
import { sendStream } from './send/send-stream.ts'
import type { Viewer } from '@lectern/domain/environments/viewers'

type ViewerAddress = Exclude<Address, { kind: 'graphql' | 'draft' | 'revision' }>

/** Answers below a viewer's token: pages and files of its packages in its environment, whatever that shows or has shown, and their streams. */
export async function serveViewerContent(
  exchange: Exchange,
  rights: Rights,
  token: string,
  address: ViewerAddress,
): Promise<void> {
  const { services, message, response, originPackage } = exchange
  const viewer = await rights.viewerOf(token)
  if (!viewer) return sendInvalidLink(response)
  if (address.kind === 'stream') {
    const { contentHash, profile, attempt, file } = address
    const { environmentId, packageId } = viewer
    const isAllowed = await rights.isStreamForViewer(
      environmentId,
      packageId,
      contentHash,
      profile,
      attempt,
      originPackage,
    )
    if (!isAllowed) return sendNotFound(response)
    const key = `media/${contentHash}/${profile}/${attempt}/${file}`
    return sendStream(services.contentCache, message, response, key, streamHeaders('private'))
  }
  if (!canView(viewer, address)) return sendInvalidLink(response)
  const root = viewerRoot(token, address)
  if (address.kind === 'package' && !address.isFolder) return redirect(exchange, root)
  const number = address.kind === 'release' ? address.number : null
  const deployedRelease = await rights.findDeployedRelease('any', address.environment, address.package, number)
  if (!deployedRelease) return sendNotFound(response)
  const releaseRoot = `${root}${deployedRelease.number}/`
  if (address.kind === 'package')
    return redirect(
      exchange,
      releaseRoot + encodePath(await firstPage(services.database, deployedRelease, deployedRelease.rootPage)),
    )
  const { packageId, frameAncestors } = deployedRelease
  const contentVersion = { packageId, number: deployedRelease.number }
  return sendVersionFile(
    exchange,
    { contentVersion, root: releaseRoot, audience: 'private', frameAncestors },
    address.path,
  )
}

type PackagePath = { environment: string; package: string }

const canView = (viewer: Viewer, address: PackagePath) =>
  viewer.environment === address.environment && (viewer.packageId === null || viewer.slug === address.package)

/** Where a package lies below a viewer's token, with a slash at its end. */
export const viewerRoot = (token: string, { environment, package: slug }: PackagePath): string =>
  `/view/${encodePath(`${token}/${environment}/${slug}`)}/`
