import { graphql } from '../../graphql/tada.ts'

/** The states in which a person has to do something, worst first. */
export const attentionStates = [
  'NEEDS_DECISION',
  'SYNC_FAILED',
  'DROPBOX_DISCONNECTED',
  'PUBLISHING_BLOCKED',
  'WAITING_FOR_BUDGET',
  'VIDEOS_FAILED',
] as const

/** The audit events after which a package may need attention, or no longer. */
export const attentionActions: string[] = [
  'dropbox.connected',
  'dropbox.disconnected',
  'package.archived',
  'package.budgetHoldReleased',
  'package.publicationBlocked',
  'package.publicationFailed',
  'package.publicationRequested',
  'package.published',
  'package.restored',
  'package.syncCanceled',
  'package.syncConfirmationRequested',
  'package.syncConfirmed',
  'package.syncFailed',
  'package.syncFinished',
  'package.syncFolderChosen',
  'package.syncFolderRequested',
  'package.syncStarted',
  'package.transcodeCanceled',
  'package.transcodeFailed',
  'package.transcodePaused',
  'package.transcodeStarted',
  'package.transcodeSucceeded',
  'release.deployed',
]

export const AttentionQuery = graphql(`
  query Attention($states: [PackageState!]!) {
    packages(states: $states, archived: false, first: 0) {
      totalCount
    }
  }
`)
