import type { Access, PlaylistQuestion } from '@lectern/schema/context'
import type { Database } from '@lectern/schema/database'
import { sees } from '../commands/packages.ts'
import { encodePath } from '../content/address.ts'
import { type CaptionsFile, captionsIn } from '../content/captions.ts'
import { hasRevision } from '../content/previews.ts'
import { rememberedContents, type ShownContents, shownContents } from './shown-contents.ts'
import { draftVideos, releaseVideos, type StreamedVideo } from './streamed-videos.ts'

/**
 * What of a package somebody looks at: its videos and captions, and where on the content host they have their addresses: `files` with a slash at
 * its end (null: nowhere that needs no further right), `streams` without.
 */
export type Viewing = { videos: StreamedVideo[]; captions: CaptionsFile[]; files: string | null; streams: string }

/** What the question means for whoever asks, or null when that is nothing of theirs to see. The contract says which combination means what. */
export async function viewingOf(
  database: Database,
  access: Access,
  question: PlaylistQuestion,
): Promise<Viewing | null> {
  const { release, environment } = question
  if (access.kind === 'preview')
    return release == null && environment == null ? draftByLink(database, access, question) : null
  if (access.kind !== 'caller' && (access.own ?? question.package) !== question.package) return null
  if (environment != null) return inEnvironment(database, access, question.package, environment, release ?? null)
  const caller = access.kind === 'caller' ? access.caller : null
  if (!caller) return null
  const pkg = await database.package.findUnique({ where: { slug: question.package } })
  if (!pkg || !sees(caller, pkg.id)) return null
  if (release != null) return releaseAlone(database, pkg.id, pkg.slug, release)
  const revision = question.revision ?? pkg.revision
  if (!(await hasRevision(database, pkg.id, revision))) return null
  return draft(database, pkg.id, revision, { files: null, streams: '' })
}

async function draft(
  database: Database,
  packageId: string,
  revision: number,
  addresses: Pick<Viewing, 'files' | 'streams'>,
): Promise<Viewing> {
  const [videos, captions] = await Promise.all([
    draftVideos(database, packageId, revision),
    captionsIn(database, { packageId, revision }),
  ])
  return { videos, captions, ...addresses }
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
  return draft(database, packageId, revision, { files, streams: base })
}

async function inEnvironment(
  database: Database,
  access: Exclude<Access, { kind: 'preview' }>,
  slug: string,
  environment: string,
  number: number | null,
): Promise<Viewing | null> {
  const shown = await shownTo(database, access, environment, slug, number)
  if (!shown) return null
  const base = access.kind === 'viewer' ? `/view/${encodeURIComponent(access.token)}` : ''
  const files = `${base}/${encodePath(`${environment}/${slug}`)}/${shown.number}/`
  return { videos: shown.videos, captions: shown.captions, files, streams: base }
}

async function shownTo(
  database: Database,
  access: Exclude<Access, { kind: 'preview' }>,
  ...[environment, slug, number]: [environment: string, slug: string, number: number | null]
): Promise<ShownContents | null> {
  if (access.kind === 'public') {
    const look = access.fresh ? shownContents : rememberedContents
    return look(database, 'public', environment, slug, number)
  }
  if (access.kind === 'viewer') {
    if (access.environment !== environment) return null
    const shown = await rememberedContents(database, 'any', environment, slug, number)
    return shown && (access.packageId ?? shown.packageId) === shown.packageId ? shown : null
  }
  const shown = await shownContents(database, access.caller ? 'any' : 'public', environment, slug, number)
  if (!shown || !access.caller || sees(access.caller, shown.packageId)) return shown
  return shownContents(database, 'public', environment, slug, number)
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
        where: { withdrawnAt: null, environment: { access: 'PUBLIC', deletedAt: null } },
        include: { environment: true },
        orderBy: { deployedAt: 'desc' },
        take: 1,
      },
    },
  })
  if (!release) return null
  const environment = release.deployments[0]?.environment.slug
  const files = environment === undefined ? null : `/${encodePath(`${environment}/${slug}`)}/${number}/`
  const [videos, captions] = await Promise.all([
    releaseVideos(database, release.id),
    captionsIn(database, { packageId, number }),
  ])
  return { videos, captions, files, streams: '' }
}
