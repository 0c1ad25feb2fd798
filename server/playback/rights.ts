import type { Database } from '@lectern/domain/database'
import { viewerKeyOf, viewerOf } from '@lectern/domain/environments/viewers'
import { memoize } from '@lectern/domain/memoize'
import { findDeployedRelease, isStreamDeployed, type Visibility } from '@lectern/domain/playback/current-deployment'
import { hasRevision, isStreamOfDraft, previewOf } from '@lectern/domain/preview/previews'

/** How long access checks are cached. Unpublished content is gone after one second. */
const rightsCacheMs = 1_000
const maxCachedRights = 10_000

/** Opens the access checks of the content host, cached for `rightsCacheMs`. `secret`: LECTERN_SECRET. */
export function openRights(database: Database, secret: string) {
  return {
    findDeployedRelease: memoize(
      rightsCacheMs,
      maxCachedRights,
      (visibility: Visibility, environment: string, slug: string, number: number | null) =>
        findDeployedRelease(database, visibility, environment, slug, number),
    ),
    isStreamPublic: memoize(
      rightsCacheMs,
      maxCachedRights,
      (contentHash: string, profile: string, attempt: number, slug: string | null) =>
        isStreamDeployed(database, null, contentHash, profile, attempt, slug),
    ),
    isStreamForViewer: memoize(
      rightsCacheMs,
      maxCachedRights,
      (
        environmentId: string,
        packageId: string | null,
        contentHash: string,
        profile: string,
        attempt: number,
        slug: string | null,
      ) => isStreamDeployed(database, { environmentId, packageId }, contentHash, profile, attempt, slug),
    ),
    viewerKeyOf: memoize(rightsCacheMs, maxCachedRights, (environment: string) => viewerKeyOf(database, environment)),
    viewerOf: memoize(rightsCacheMs, maxCachedRights, (token: string) => viewerOf(database, token)),
    previewOf: memoize(rightsCacheMs, maxCachedRights, (token: string) => previewOf(database, secret, token)),
    hasRevision: memoize(rightsCacheMs, maxCachedRights, (packageId: string, revision: number) =>
      hasRevision(database, packageId, revision),
    ),
    isStreamOfDraft: memoize(
      rightsCacheMs,
      maxCachedRights,
      (packageId: string, contentHash: string, profile: string, attempt: number) =>
        isStreamOfDraft(database, packageId, contentHash, profile, attempt),
    ),
  }
}

export type Rights = ReturnType<typeof openRights>
