import { filterSchema, pruneSchema } from '@graphql-tools/utils'
import { builder } from './builder.ts'
import './access/actor.ts'
import './access/api-token.ts'
import './audit/audit-event.ts'
import './audit/export.ts'
import './audit/verify-audit.ts'
import './transcode/budget-details.ts'
import './files/file-change.ts'
import './publish/deployment.ts'
import './sync/deleted-files.ts'
import './sync/draft.ts'
import './files/draft-file.ts'
import './files/file-use.ts'
import './dropbox/dropbox.ts'
import './dropbox/folder-choices.ts'
import './environments/environment.ts'
import './findings/finding.ts'
import './grants/created-api-token.ts'
import './grants/effective-permission.ts'
import './grants/grant.ts'
import './grants/invitation.ts'
import './grants/role-settings.ts'
import './verify/verification-run.ts'
import './node.ts'
import './packages/package.ts'
import './packages/changed-packages.ts'
import './packages/package-of.ts'
import './packages/slug-problem.ts'
import './comparisons/page-comparison.ts'
import './playback/player-settings.ts'
import './playback/playlist.ts'
import './preview/draft-content.ts'
import './preview/preview-link.ts'
import './problem.ts'
import './publish/publication.ts'
import './publish/publication-request.ts'
import './publish/publish-check.ts'
import './publish/release.ts'
import './publish/scheduled-deployment.ts'
import './publish/time-zone.ts'
import './sync/sync-item.ts'
import './sync/sync-run.ts'
import './system/system-status.ts'
import './transcode/reencode-estimate.ts'
import './transcode/transcode.ts'
import './access/session.ts'
import './access/sign-in-state.ts'
import './access/user.ts'
import './transcode/video.ts'
import './access/viewer.ts'
import './access/who-may.ts'
import './environments/viewer-token.ts'
import './webhooks/webhook.ts'
import './webhooks/webhook-delivery.ts'

/** The whole API, for the admin's origin. */
export const schema = builder.toSchema()

const publicFields = ['playlists', 'playlist', 'playerSettings']

/** The part of the API that the content host serves. */
export const publicSchema = pruneSchema(
  filterSchema({
    schema,
    rootFieldFilter: (operation, field) => operation === 'Query' && publicFields.includes(field),
    typeFilter: name => name !== 'Node',
  }),
)
