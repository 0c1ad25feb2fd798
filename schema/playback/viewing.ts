import type { Access, PlaylistQuery } from '../context.ts'
import type { Database } from '@lectern/domain/database'
import { canSee } from '../access/require-package.ts'
import { encodePath } from '@lectern/domain/playback/content-address'
import { type CaptionsFile, captionsOfVersion } from '@lectern/domain/captions/version-captions'
import { hasRevision } from '@lectern/domain/preview/previews'
import { cachedDeployedContents, type DeployedContents, findDeployedContents } from '@lectern/domain/playback/deployed-contents'
import { draftVideos, type PlayableVideo, releaseVideos } from '@lectern/domain/playback/playable-videos'

/**
 * What of a package somebody looks at: its videos and captions, and where on the content host they have their addresses: `files` with a slash at
 * its end (null: nowhere that needs no further right), `streams` without.
 */
export type PlaybackSource = {
  videos: PlayableVideo[]
  captions: CaptionsFile[]
  fileBaseUrl: string | null
  streamBaseUrl: string
}

/** What the question means for whoever asks, or null when that is nothing of theirs to see. The contract says which combination means what. */
export async function resolvePlaybackSource(
  database: Database,
  access: Access,
  input: PlaylistQuery,
): Promise<PlaybackSource | null> {
  const { release, environment } = input
  if (access.kind === 'preview')
    return release == null && environment == null ? previewSource(database, access, input) : null
  if (access.kind !== 'caller' && (access.originPackage ?? input.package) !== input.package) return null
  if (environment != null) return environmentSource(database, access, input.package, environment, release ?? null)
  const caller = access.kind === 'caller' ? access.caller : null
  if (!caller) return null
  const pkg = await database.package.findUnique({ where: { slug: input.package } })
  if (!pkg || !canSee(caller, pkg.id)) return null
  if (release != null) return releaseSource(database, pkg.id, pkg.slug, release)
  const revision = input.revision ?? pkg.revision
  if (!(await hasRevision(database, pkg.id, revision))) return null
  return draftSource(database, pkg.id, revision, { fileBaseUrl: null, streamBaseUrl: '' })
}

async function draftSource(
  database: Database,
  packageId: string,
  revision: number,
  addresses: Pick<PlaybackSource, 'fileBaseUrl' | 'streamBaseUrl'>,
): Promise<PlaybackSource> {
  const [videos, captions] = await Promise.all([
    draftVideos(database, packageId, revision),
    captionsOfVersion(database, { packageId, revision }),
  ])
  return { videos, captions, ...addresses }
}

async function previewSource(
  database: Database,
  { token, packageId }: Extract<Access, { kind: 'preview' }>,
  input: PlaylistQuery,
): Promise<PlaybackSource | null> {
  const pkg = await database.package.findUnique({ where: { id: packageId } })
  if (pkg?.slug !== input.package) return null
  const revision = input.revision ?? pkg.revision
  if (!(await hasRevision(database, packageId, revision))) return null
  const base = `/preview/${encodeURIComponent(token)}`
  const fileBaseUrl = `${base}/${encodePath(pkg.slug)}/${revision}/`
  return draftSource(database, packageId, revision, { fileBaseUrl, streamBaseUrl: base })
}

async function environmentSource(
  database: Database,
  access: Exclude<Access, { kind: 'preview' }>,
  slug: string,
  environment: string,
  number: number | null,
): Promise<PlaybackSource | null> {
  const contents = await findContentsFor(database, access, environment, slug, number)
  if (!contents) return null
  const base = access.kind === 'viewer' ? `/view/${encodeURIComponent(access.token)}` : ''
  const fileBaseUrl = `${base}/${encodePath(`${environment}/${slug}`)}/${contents.number}/`
  return { videos: contents.videos, captions: contents.captions, fileBaseUrl, streamBaseUrl: base }
}

async function findContentsFor(
  database: Database,
  access: Exclude<Access, { kind: 'preview' }>,
  ...[environment, slug, number]: [environment: string, slug: string, number: number | null]
): Promise<DeployedContents | null> {
  if (access.kind === 'public') {
    const read = access.bypassCache ? findDeployedContents : cachedDeployedContents
    return read(database, 'public', environment, slug, number)
  }
  if (access.kind === 'viewer') {
    if (access.environment !== environment) return null
    const contents = await cachedDeployedContents(database, 'any', environment, slug, number)
    return contents && (access.packageId ?? contents.packageId) === contents.packageId ? contents : null
  }
  const contents = await findDeployedContents(database, access.caller ? 'any' : 'public', environment, slug, number)
  if (!contents || !access.caller || canSee(access.caller, contents.packageId)) return contents
  return findDeployedContents(database, 'public', environment, slug, number)
}

/** Its files have an address only where a public environment shows it. */
async function releaseSource(
  database: Database,
  packageId: string,
  slug: string,
  number: number,
): Promise<PlaybackSource | null> {
  const release = await database.release.findUnique({
    where: { packageId_number: { packageId, number }, removedAt: null },
    include: {
      deployments: {
        where: { unpublishedAt: null, environment: { access: 'PUBLIC', deletedAt: null } },
        include: { environment: true },
        orderBy: { deployedAt: 'desc' },
        take: 1,
      },
    },
  })
  if (!release) return null
  const environment = release.deployments[0]?.environment.slug
  const fileBaseUrl = environment === undefined ? null : `/${encodePath(`${environment}/${slug}`)}/${number}/`
  const [videos, captions] = await Promise.all([
    releaseVideos(database, release.id),
    captionsOfVersion(database, { packageId, number }),
  ])
  return { videos, captions, fileBaseUrl, streamBaseUrl: '' }
}
