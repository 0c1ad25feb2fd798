import { change } from '@lectern/domain/audit/change'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { createOrExtendViewerToken } from '@lectern/domain/environments/viewer-tokens'
import { attributionOf } from '../api/context.ts'
import { type Address, encodePath } from '@lectern/domain/playback/content-address'
import { firstPage } from '@lectern/domain/files/version-files'
import { type Exchange, redirect } from './package-content.ts'
import { sendInvalidLink, sendNotFound, sendUnavailable } from './send/error-pages.ts'
import type { Rights } from './rights.ts'
import type { DeployedRelease } from '@lectern/domain/playback/current-deployment'
import { viewerRoot } from './viewer-content.ts'
import { KeyUnavailableError, TokenRejectedError, type Verify, type ViewerClaims } from './viewer-jwt.ts'
import { derivePathToken } from '@lectern/domain/environments/viewers'

/** For how long a path's token lives at most, in milliseconds: a day at school. */
const maxTokenLifetimeMs = 12 * 60 * 60 * 1000

type PackageAddress = Extract<Address, { kind: 'package' }>

/**
 * The way in for whoever brings a token that a school's site signed: it is verified, and the browser sent on to the page, below a short token
 * that can be revoked. Where the environment is open to everybody by now, the old link goes on leading to the lesson.
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
    services.log.info({ environment, package: slug, why: reason }, 'A viewer was not let in')
    sendInvalidLink(response)
  }
  try {
    const key = await rights.viewerKeyOf(environment)
    if (!key) return reject('there is no such environment')
    const claims = await verify(jwt, key)
    if (claims.packages !== '*' && !claims.packages.includes(slug)) return reject('it is for another package')
    if (key.access === 'PUBLIC') return redirect(exchange, `/${encodePath(`${environment}/${slug}`)}/`)
    const deployedRelease = await rights.findDeployedRelease('any', environment, slug, null)
    if (!deployedRelease) return sendNotFound(response)
    const token = await issuePathToken(exchange, jwt, key.id, claims, deployedRelease)
    if (token === null) return reject('it was revoked')
    const first = await firstPage(services.database, deployedRelease, deployedRelease.rootPage)
    return redirect(exchange, `${viewerRoot(token, address)}${deployedRelease.number}/${encodePath(first)}`)
  } catch (error) {
    if (error instanceof TokenRejectedError) return reject(error.message)
    if (!(error instanceof KeyUnavailableError)) throw error
    services.log.error({ err: error, environment }, 'Viewers cannot be let in')
    sendUnavailable(response)
  }
}

/** The token of the path, or null when it was revoked. */
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
