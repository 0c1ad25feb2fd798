import { isPermitted } from '@lectern/domain/access/permissions'
import { type CaptionsFile, captionsOfVersion } from '@lectern/domain/captions/version-captions'
import type { Database, Package } from '@lectern/domain/database'
import { encodePath } from '@lectern/domain/playback/content-address'
import {
  cachedDeployedContents,
  type DeployedContents,
  findDeployedContents,
} from '@lectern/domain/playback/deployed-contents'
import { type PlayableVideo, playableDraftVideos, releaseVideos } from '@lectern/domain/playback/playable-videos'
import { hasRevision } from '@lectern/domain/preview/previews'
import { createSignedToken } from '@lectern/domain/preview/signed-token'
import { canSeeInEnvironment, canSeePackage, visibleInEnvironmentsFilter } from '../access/visible.ts'
import type { Access } from '../context.ts'
import type { Services } from '../services.ts'

type PlaybackServices = Pick<Services, 'database' | 'settings'>

/** The player's query. `package` is a slug. `contract.graphql` defines the combinations of the other arguments. */
export type PlaylistQuery = {
  package: string
  release?: number | null
  environment?: string | null
  revision?: number | null
}

/**
 * The version of a package that is played: its videos, its captions, and their base paths on the content host.
 * `fileBaseUrl` ends with a slash; null if no address works without further permissions. `streamBaseUrl` does not end
 * with a slash.
 */
export type PlaybackSource = {
  videos: PlayableVideo[]
  captions: CaptionsFile[]
  fileBaseUrl: string | null
  streamBaseUrl: string
}

/** Finds what the query selects. Null when the caller may not see it. The contract defines the combinations. */
export async function resolvePlaybackSource(
  services: PlaybackServices,
  access: Access,
  input: PlaylistQuery,
): Promise<PlaybackSource | null> {
  const { database } = services
  const { release, environment } = input
  if (access.kind === 'preview')
    return release == null && environment == null ? previewSource(services, access, input) : null
  if (access.kind !== 'caller' && (access.originPackage ?? input.package) !== input.package) return null
  if (environment != null) return environmentSource(database, access, input.package, environment, release ?? null)
  if (access.kind !== 'caller' || !access.caller) return null
  const pkg = await database.package.findUnique({ where: { slug: input.package } })
  if (!pkg || !canSeePackage({ access }, pkg.id)) return null
  if (release != null) return releaseSource(database, access, pkg, release)
  const revision = input.revision ?? pkg.revision
  if (!(await hasRevision(database, pkg.id, revision))) return null
  const addresses = isPermitted(access.caller, 'package.preview', { packageId: pkg.id })
    ? draftAddresses(createSignedToken(services.settings.secret, pkg.id, Date.now()), pkg.slug, revision)
    : { fileBaseUrl: null, streamBaseUrl: '' }
  return draftSource(services, pkg.id, revision, addresses)
}

async function draftSource(
  { database, settings }: PlaybackServices,
  packageId: string,
  revision: number,
  addresses: Pick<PlaybackSource, 'fileBaseUrl' | 'streamBaseUrl'>,
): Promise<PlaybackSource> {
  const [videos, captions] = await Promise.all([
    playableDraftVideos(database, packageId, revision, settings.encodingSettings.profile),
    captionsOfVersion(database, { packageId, revision }),
  ])
  return { videos, captions, ...addresses }
}

async function previewSource(
  services: PlaybackServices,
  { token, packageId }: Extract<Access, { kind: 'preview' }>,
  input: PlaylistQuery,
): Promise<PlaybackSource | null> {
  const { database } = services
  const pkg = await database.package.findUnique({ where: { id: packageId } })
  if (pkg?.slug !== input.package) return null
  const revision = input.revision ?? pkg.revision
  if (!(await hasRevision(database, packageId, revision))) return null
  return draftSource(services, packageId, revision, draftAddresses(token, pkg.slug, revision))
}

/** Returns the base paths of a draft below the token of a preview. */
export function draftAddresses(token: string, slug: string, revision: number) {
  const streamBaseUrl = `/preview/${encodeURIComponent(token)}`
  return { fileBaseUrl: `${streamBaseUrl}/${encodePath(slug)}/${revision}/`, streamBaseUrl }
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
  const contents = await findDeployedContents(database, 'public', environment, slug, number)
  if (contents || !access.caller) return contents
  const row = await database.environment.findFirst({ where: { slug: environment, deletedAt: null } })
  if (!row) return null
  const hidden = await findDeployedContents(database, 'any', environment, slug, number)
  const scope = hidden && { packageId: hidden.packageId, environmentId: row.id }
  return scope && canSeeInEnvironment({ access }, scope) ? hidden : null
}

/**
 * Finds a release. Its files have an address only if a public environment that the caller may see shows it or has shown
 * it.
 */
async function releaseSource(
  database: Database,
  access: Access,
  { id: packageId, slug }: Package,
  number: number,
): Promise<PlaybackSource | null> {
  const release = await database.release.findUnique({
    where: { packageId_number: { packageId, number }, removedAt: null },
    include: {
      deployments: {
        where: {
          ...visibleInEnvironmentsFilter({ access }),
          unpublishedAt: null,
          environment: { access: 'PUBLIC', deletedAt: null },
        },
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
