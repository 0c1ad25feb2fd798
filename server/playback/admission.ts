import { hashSecret } from '@lectern/domain/access/secret-hash'
import { change } from '@lectern/domain/audit/change'
import { createOrExtendViewerToken } from '@lectern/domain/environments/viewer-tokens'
import { derivePathToken } from '@lectern/domain/environments/viewers'
import { type Address, encodePath } from '@lectern/domain/playback/content-address'
import { type DeployedRelease, versionOf } from '@lectern/domain/playback/current-deployment'
import {
  KeyUnavailableError,
  TokenRejectedError,
  type Verify,
  type ViewerClaims,
} from '@lectern/schema/environments/viewer-jwt'
import { attributionOf } from '../api/context.ts'
import { type Exchange, redirect, redirectToPath } from './package-content.ts'
import type { Rights } from './rights.ts'
import { sendInvalidLink, sendNotFound, sendUnavailable } from './send/error-pages.ts'
import { viewerRoot } from './viewer-content.ts'

/** The longest lifetime of a path token: one school day. */
const maxTokenLifetimeMs = 12 * 60 * 60 * 1000

type PackageAddress = Extract<Address, { kind: 'package' | 'current' }>

/**
 * Admits a viewer who brings a JWT that the school's site signed. Verifies it and redirects the browser to the page
 * below a short token that can be revoked. After an environment becomes public, old links still redirect to the lesson.
 */
export async function admitViewerByJwt(
  exchange: Exchange,
  rights: Rights,
  verify: Verify,
  jwt: string,
  address: PackageAddress,
) {
  const { services, response } = exchange
  const { environment, package: slug } = address
  const reject = (reason: string) => {
    services.log.info({ environment, package: slug, reason }, 'Viewer rejected')
    sendInvalidLink(response)
  }
  try {
    const key = await rights.viewerKeyOf(environment)
    if (!key) return reject('unknown environment')
    const claims = await verify(jwt, key)
    if (claims.packages !== '*' && !claims.packages.includes(slug)) return reject('token is for another package')
    const path = address.kind === 'current' ? address.path : null
    if (key.access === 'PUBLIC')
      return redirect(exchange, `/${encodePath(`${environment}/${slug}`)}/${encodePath(path ?? '')}`)
    const deployedRelease = await rights.findDeployedRelease('any', environment, slug, null)
    if (!deployedRelease) return sendNotFound(response)
    const token = await issuePathToken(exchange, jwt, key.id, claims, deployedRelease)
    if (token === null) return reject('token revoked')
    const releaseRoot = `${viewerRoot(token, address)}${deployedRelease.number}/`
    if (path !== null) return redirectToPath(exchange, versionOf(deployedRelease), releaseRoot, path)
    return redirect(exchange, releaseRoot + encodePath(deployedRelease.rootPage))
  } catch (error) {
    if (error instanceof TokenRejectedError) return reject(error.message)
    if (!(error instanceof KeyUnavailableError)) throw error
    services.log.error({ err: error, environment }, 'Viewers cannot be admitted: the environment’s key is unavailable')
    sendUnavailable(response)
  }
}

/** Returns the path token, or null if it was revoked. */
async function issuePathToken(
  { services }: Exchange,
  jwt: string,
  environmentId: string,
  claims: ViewerClaims,
  deployedRelease: DeployedRelease,
) {
  const packageId = claims.packages === '*' ? null : deployedRelease.packageId
  const token = derivePathToken(services.configuration.LECTERN_SECRET, jwt, environmentId, packageId)
  const expiresAt = new Date(Math.min(claims.expiresAt.getTime(), Date.now() + maxTokenLifetimeMs))
  const viewer = { environmentId, packageId, secretHash: hashSecret(token), subject: claims.subject, expiresAt }
  const row = await change(services.database, attributionOf({ kind: 'public' }), tx =>
    createOrExtendViewerToken(tx, viewer),
  )
  return row.revokedAt === null ? token : null
}
