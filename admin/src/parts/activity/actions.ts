/** The kinds of events by which activity is filtered, each with its actions, as docs/api.md lists them. */
export const actionsByKind = {
  packages: [
    ...['package.created', 'package.updated', 'package.archived', 'package.restored', 'package.draftEnded'],
    ...['package.relocated', 'package.folderReplaced', 'package.folderChosen'],
    ...['package.previewLinkCreated', 'package.previewLinkRevoked', 'package.pagesCompared'],
  ],
  sync: [
    ...['package.syncStarted', 'package.syncJoined', 'package.syncConfirmationRequested', 'package.syncConfirmed'],
    ...['package.syncFolderRequested', 'package.syncFolderChosen', 'package.syncCancelRequested'],
    ...['package.synchronized', 'package.cleaned', 'package.syncFinished', 'package.syncFailed'],
    'package.syncCanceled',
  ],
  publishing: [
    ...['package.publicationRequestOpened', 'package.publicationRequestClosed'],
    ...['package.publicationRequested', 'package.publicationCancelRequested', 'package.releaseCopied'],
    ...['package.publicationBlocked', 'package.publicationFailed', 'package.publicationCanceled'],
    ...['package.published', 'package.unpublished', 'release.deployed', 'release.removed'],
    ...['deployment.scheduled', 'deployment.scheduleCanceled', 'deployment.scheduleFailed'],
    'deployment.scheduleSucceeded',
  ],
  videos: [
    ...['package.transcodeStarted', 'package.transcodePaused', 'package.budgetHoldReleased'],
    'package.reencodingRequested',
    ...['package.transcodeCancelRequested', 'package.transcodeCanceled', 'package.transcodeSucceeded'],
    ...['package.transcodeFailed', 'video.retried', 'encoding.requested', 'encoding.jobCreated', 'encoding.ready'],
    ...['encoding.failed', 'encoding.canceled', 'encoding.removed'],
  ],
  findings: ['finding.ignored', 'finding.unignored', 'package.findingsExported'],
  verification: [
    ...['package.verifyStarted', 'package.verified', 'package.verifyFailed', 'package.verifyCancelRequested'],
    'package.verifyCanceled',
  ],
  people: [
    ...['user.created', 'user.invited', 'user.invitationAccepted', 'user.invitationResent', 'user.invitationRevoked'],
    ...['user.deactivated', 'user.reactivated', 'user.updated', 'user.signedIn', 'user.signedOut', 'session.revoked'],
    ...['user.passwordSet', 'user.secondFactorAdded', 'user.secondFactorRemoved', 'user.recoveryCodesChanged'],
    ...['user.signInRefused', 'user.signInsRefused', 'grant.added', 'grant.revoked', 'role.updated'],
  ],
  tokens: ['token.created', 'token.revoked', 'token.refused', 'viewer.tokenRevoked', 'viewer.tokensRevoked'],
  webhooks: [
    ...['webhook.created', 'webhook.updated', 'webhook.deleted', 'webhook.paused', 'webhook.resumed'],
    ...['webhook.replayed', 'webhook.tested'],
  ],
  environments: ['environment.created', 'environment.updated', 'environment.deleted'],
  budget: ['budget.changed', 'budget.alertReached'],
  dropbox: [
    ...['dropbox.connected', 'dropbox.disconnected', 'dropbox.rootChanged', 'dropbox.refused', 'dropbox.allowed'],
  ],
  system: [
    ...['audit.exported', 'audit.expired', 'storage.cleaned'],
    ...['storage.dryRunStarted', 'storage.dryRunFinished', 'storage.dryRunFailed'],
  ],
} as const satisfies Record<string, readonly string[]>

export type ActionKind = keyof typeof actionsByKind

export const actionKinds = Object.keys(actionsByKind) as ActionKind[]

/** Returns the actions of a kind of the address. Null for a text that is not a kind. */
export const actionsOfKind = (kind: string | null): string[] | null =>
  kind !== null && Object.hasOwn(actionsByKind, kind) ? [...actionsByKind[kind as ActionKind]] : null
