import { change } from '@lectern/schema/changes/change'
import { hashOf } from '@lectern/schema/changes/preview-link'
import { admitViewer } from '@lectern/schema/changes/viewer-token'
import { byOf } from '../api/context.ts'
import { type Address, encodePath } from './address.ts'
import { firstPage } from './files.ts'
import { type Exchange, redirect } from './package.ts'
import { sendMissing, sendNoLonger, sendUnavailable } from './pages.ts'
import type { Rights } from './rights.ts'
import type { Shown } from './shown.ts'
import { viewerRoot } from './viewer.ts'
import { KeyAway, Refused, type Signed, type Verify } from './viewer-jwt.ts'
import { pathToken } from './viewers.ts'

/** For how long a path's token lives at most, in milliseconds: a day at school. */
const longest = 12 * 60 * 60 * 1000

type Place = Extract<Address, { kind: 'package' }>

/**
 * The way in for whoever brings a token that a school's site signed: it is verified, and the browser sent on to the page, below a short token
 * that can be revoked. Where the environment is open to everybody by now, the old link goes on leading to the lesson.
 */
export async function enter(exchange: Exchange, rights: Rights, verify: Verify, jwt: string, place: Place) {
  const { world, response } = exchange
  const { environment, package: slug } = place
  const refused = (why: string) => {
    world.log.info({ environment, package: slug, why }, 'A viewer was not let in')
    sendNoLonger(response)
  }
  try {
    const key = await rights.viewerKeyOf(environment)
    if (!key) return refused('there is no such environment')
    const signed = await verify(jwt, key)
    if (signed.packages !== '*' && !signed.packages.includes(slug)) return refused('it is for another package')
    if (key.access === 'PUBLIC') return redirect(exchange, `/${encodePath(`${environment}/${slug}`)}/`)
    const shown = await rights.shown('any', environment, slug, null)
    if (!shown) return sendMissing(response)
    const token = await admit(exchange, jwt, key.id, signed, shown)
    if (token === null) return refused('it was revoked')
    const first = await firstPage(world.database, shown, shown.rootPage)
    return redirect(exchange, `${viewerRoot(token, place)}${shown.number}/${encodePath(first)}`)
  } catch (error) {
    if (error instanceof Refused) return refused(error.message)
    if (!(error instanceof KeyAway)) throw error
    world.log.error({ err: error, environment }, 'Viewers cannot be let in')
    sendUnavailable(response)
  }
}

/** The token of the path, or null when it was revoked. */
async function admit({ world }: Exchange, jwt: string, environmentId: string, signed: Signed, shown: Shown) {
  const packageId = signed.packages === '*' ? null : shown.packageId
  const token = pathToken(world.configuration.LECTERN_SECRET, jwt, environmentId, packageId)
  const expiresAt = new Date(Math.min(signed.expiresAt.getTime(), Date.now() + longest))
  const viewer = { environmentId, packageId, secretHash: hashOf(token), subject: signed.subject, expiresAt }
  const row = await change(world.database, byOf({ kind: 'public' }), tx => admitViewer(tx, viewer))
  return row.revokedAt === null ? token : null
}
