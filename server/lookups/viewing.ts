import type { Access, PlaylistQuestion } from '@lectern/schema/context'
import type { Database } from '@lectern/schema/database'
import type { Caller } from '@lectern/schema/permissions'
import { sees } from '../commands/packages.ts'
import { encodePath } from '../content/address.ts'
import type { Edition } from '../content/files.ts'
import { hasRevision } from '../content/previews.ts'
import { shownNow, shownNumber } from '../content/shown.ts'

/**
 * Which edition of a package somebody looks at, and where on the content host its parts have their addresses: `files` with a slash at its
 * end (null: nowhere that needs no further right), `streams` without.
 */
export type Viewing = { edition: Edition; releaseId: string | null; files: string | null; streams: string }

/** What the question means for whoever asks, or null when that is nothing of theirs to see. The contract says which combination means what. */
export async function viewingOf(
  database: Database,
  access: Access,
  question: PlaylistQuestion,
): Promise<Viewing | null> {
  const { release, environment } = question
  if (access.kind === 'preview')
    return release == null && environment == null ? draftByLink(database, access, question) : null
  const caller = access.kind === 'caller' ? access.caller : null
  if (environment != null) return inEnvironment(database, caller, question.package, environment, release ?? null)
  if (!caller) return null
  const pkg = await database.package.findUnique({ where: { slug: question.package } })
  if (!pkg || !sees(caller, pkg.id)) return null
  if (release != null) return releaseAlone(database, pkg.id, pkg.slug, release)
  const revision = question.revision ?? pkg.revision
  if (!(await hasRevision(database, pkg.id, revision))) return null
  return { edition: { packageId: pkg.id, revision }, releaseId: null, files: null, streams: '' }
}

async function draftByLink(
  database: Database,
  { token, packageId }: Extract<Access, { kind: 'preview' }>,
  question: PlaylistQuestion,
): Promise<Viewing | null> {
  const pkg = await database.package.findUnique({ where: { id: packageId } })
  if (pkg?.slug !== question.package) return null
  const revision = question.revision ?? pkg.revision
  if (!(await hasRevision(database, packageId, revision))) return null
  const base = `/preview/${encodeURIComponent(token)}`
  const files = `${base}/${encodePath(pkg.slug)}/${revision}/`
  return { edition: { packageId, revision }, releaseId: null, files, streams: base }
}

async function inEnvironment(
  database: Database,
  caller: Caller | null,
  slug: string,
  environment: string,
  number: number | null,
): Promise<Viewing | null> {
  const look = (reach: 'public' | 'any') =>
    number === null
      ? shownNow(database, reach, environment, slug)
      : shownNumber(database, reach, environment, slug, number)
  const shown = await look(caller ? 'any' : 'public')
  if (!shown) return null
  if (caller && !sees(caller, shown.packageId) && !(await look('public'))) return null
  const { packageId, releaseId } = shown
  const files = `/${encodePath(`${environment}/${slug}`)}/${shown.number}/`
  return { edition: { packageId, number: shown.number }, releaseId, files, streams: '' }
}

/** Its files have an address only where a public environment shows it. */
async function releaseAlone(
  database: Database,
  packageId: string,
  slug: string,
  number: number,
): Promise<Viewing | null> {
  const release = await database.release.findUnique({
    where: { packageId_number: { packageId, number }, removedAt: null },
    include: {
      deployments: {
        where: { withdrawnAt: null, environment: { access: 'PUBLIC' } },
        include: { environment: true },
        orderBy: { deployedAt: 'desc' },
        take: 1,
      },
    },
  })
  if (!release) return null
  const environment = release.deployments[0]?.environment.slug
  const files = environment === undefined ? null : `/${encodePath(`${environment}/${slug}`)}/${number}/`
  return { edition: { packageId, number }, releaseId: release.id, files, streams: '' }
}
