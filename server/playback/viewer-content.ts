import type { Viewer } from '@lectern/domain/environments/viewers'
import { type Address, encodePath } from '@lectern/domain/playback/content-address'
import { versionOf } from '@lectern/domain/playback/current-deployment'
import { type Exchange, redirect, redirectToPath, sendVersionFile } from './package-content.ts'
import type { Rights } from './rights.ts'
import { sendInvalidLink, sendNotFound } from './send/error-pages.ts'
import { streamHeaders } from './send/headers.ts'
import { sendStream } from './send/send-stream.ts'

type ViewerAddress = Exclude<Address, { kind: 'graphql' | 'draft' | 'revision' }>

/**
 * Serves addresses below a viewer token: files and streams of the token's packages that its environment shows or has
 * shown.
 */
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
  const { rootPage, frameAncestors } = deployedRelease
  if (address.kind === 'package') return redirect(exchange, releaseRoot + encodePath(rootPage))
  const contentVersion = versionOf(deployedRelease)
  if (address.kind === 'current') return redirectToPath(exchange, contentVersion, releaseRoot, address.path)
  return sendVersionFile(
    exchange,
    { contentVersion, root: releaseRoot, rootPage, audience: 'private', frameAncestors },
    address.path,
  )
}

type PackagePath = { environment: string; package: string }

const canView = (viewer: Viewer, address: PackagePath) =>
  viewer.environment === address.environment && (viewer.packageId === null || viewer.slug === address.package)

/** Returns the path of a package below a viewer token, with a slash at its end. */
export const viewerRoot = (token: string, { environment, package: slug }: PackagePath): string =>
  `/view/${encodePath(`${token}/${environment}/${slug}`)}/`
