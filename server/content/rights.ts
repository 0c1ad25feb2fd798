import type { Database } from '@lectern/schema/database'
import { hasRevision, previewOf, streamIsOfDraft } from './previews.ts'
import { remember } from './remember.ts'
import { shownNow, shownNumber, streamIsPublic } from './shown.ts'

/** How long an answer about rights holds, in milliseconds: what is withdrawn is gone a second later. */
const moment = 1_000
const limit = 10_000

/** What the content host may show, remembered for a moment. Environments that need a viewer's token are shown to nobody yet. */
export function openRights(database: Database) {
  return {
    shownNow: remember(moment, limit, (environment: string, slug: string) =>
      shownNow(database, 'public', environment, slug),
    ),
    shownNumber: remember(moment, limit, (environment: string, slug: string, number: number) =>
      shownNumber(database, 'public', environment, slug, number),
    ),
    streamIsPublic: remember(moment, limit, (contentHash: string, profile: string, attempt: number) =>
      streamIsPublic(database, contentHash, profile, attempt),
    ),
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
