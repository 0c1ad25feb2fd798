/** The state of packages, and what runs in them, as fields that lists can read of many packages at once. */
import { readRights } from '@lectern/domain/access/permissions'
import { batchLoader } from '@lectern/domain/batch-loader'
import { openPublications, openTranscodes } from '@lectern/domain/packages/open-work'
import { packageStates, statesOfPackages } from '@lectern/domain/packages/package-states'
import { builder } from '../builder.ts'
import { type Context, callerOf } from '../context.ts'

export const PackageState = builder.enumType('PackageState', {
  description:
    'Worst first. A package has the first state that applies; an archived one is always ARCHIVED. ' +
    'NEEDS_DECISION: a sync run waits for a person. SYNC_FAILED: the newest sync run failed. ' +
    'DROPBOX_DISCONNECTED: a sync run waits until Dropbox is connected again. ' +
    'PUBLISHING_BLOCKED: the newest publication of the current draft to an environment was blocked or failed. ' +
    'WAITING_FOR_BUDGET: videos are paused for the budget. VIDEOS_FAILED: a video of the draft cannot be streamed. ' +
    'RUNNING: it is synchronized, encoded, or published. ' +
    'CHANGES_NOT_PUBLISHED: no environment shows it, or one shows other files than those of the draft. ' +
    'UP_TO_DATE: every environment that shows it shows the files of the draft. NOT_SYNCHRONIZED: it has no draft.',
  values: packageStates,
})

export const PackageSort = builder.enumType('PackageSort', {
  description:
    'NAME: by title. LAST_CHANGE: the newest `lastChangedAt` first. STATE: the worst state first, then by title.',
  values: ['NAME', 'LAST_CHANGE', 'STATE'],
})

/** Loads the states of packages, as the caller sees them. */
export const packageState = batchLoader(
  (context: Context, packageIds: string[]) =>
    statesOfPackages(context.services.database, readRights(callerOf(context)), packageIds),
  packageId => packageId,
)

export const openTranscode = batchLoader(
  ({ services: { database } }: Context, packageIds: string[]) => openTranscodes(database, packageIds),
  packageId => packageId,
)

export const openPublication = batchLoader(
  (context: Context, packageIds: string[]) =>
    openPublications(context.services.database, readRights(callerOf(context)), packageIds),
  packageId => packageId,
)
