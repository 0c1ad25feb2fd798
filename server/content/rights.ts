import type { Database } from '@lectern/schema/database'
import { hasRevision, previewOf, streamIsOfDraft } from './previews.ts'
import { remember } from './remember.ts'
import { type Reach, shown, streamIsShown } from './shown.ts'
import { viewerKeyOf, viewerOf } from './viewers.ts'

/** How long an answer about rights holds, in milliseconds: what is withdrawn is gone a second later. */
const moment = 1_000
const limit = 10_000

/** What the content host may show, remembered for a moment. */
export function openRights(database: Database) {
  return {
    shown: remember(moment, limit, (reach: Reach, environment: string, slug: string, number: number | null) =>
      shown(database, reach, environment, slug, number),
    ),
    streamIsPublic: remember(
      moment,
      limit,
      (contentHash: string, profile: string, attempt: number, slug: string | null) =>
        streamIsShown(database, null, contentHash, profile, attempt, slug),
    ),
    streamIsForViewer: remember(
      moment,
      limit,
      (
        environmentId: string,
        packageId: string | null,
        contentHash: string,
        profile: string,
        attempt: number,
        slug: string | null,
      ) => streamIsShown(database, { environmentId, packageId }, contentHash, profile, attempt, slug),
    ),
    viewerKeyOf: remember(moment, limit, (environment: string) => viewerKeyOf(database, environment)),
    viewerOf: remember(moment, limit, (token: string) => viewerOf(database, token)),
    previewOf: remember(moment, limit, (token: string) => previewOf(database, token)),
    hasRevision: remember(moment, limit, (packageId: string, revision: number) =>
      hasRevision(database, packageId, revision),
    ),
    streamIsOfDraft: remember(
      moment,
      limit,
      (packageId: string, contentHash: string, profile: string, attempt: number) =>
        streamIsOfDraft(database, packageId, contentHash, profile, attempt),
    ),
  }
}

export type Rights = ReturnType<typeof openRights>
